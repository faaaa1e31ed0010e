import { describe, expect, test } from 'vitest';
import type { LessonLetter } from '../../../lib/ports/letters.ts';
import { COUNTRIES } from '../../course.ts';
import { ladder, letters, viewOf } from './lesson-views.ts';
import { EVERY_SESSION, letterFor } from './sample-letters.ts';
import { wordsIn } from './years.ts';

/** What she reads the first time that she reads of a move. */

function mailOf(letter: LessonLetter): { text: string; words: number } {
  const mail = letters.lesson(letter);
  return { text: mail.text, words: wordsIn({ html: mail.html, view: viewOf(letter) }) };
}

describe('who begins with session 6', () => {
  const opening = mailOf(letterFor(ladder('6'), { number: 1, opensRun: true })).text;
  const later = mailOf(letterFor(ladder('6'))).text;

  test('is told how to do moves that others have done before, and what to take care of', () => {
    for (const line of ['Lie on your back, knees bent.', 'A scar pulls, or you get cramp?', 'Wrist pain?']) {
      expect(opening).toContain(line);
      expect(later).not.toContain(line);
    }
  });

  test('finds in the gentle session the cautions that the session itself does not say', () => {
    expect(opening).toContain('Pain at the front of your pelvis?');
    expect(opening.split('A scar pulls, or you get cramp?')).toHaveLength(2);
  });

  test('gets no longer a mail than others: the line of every day is left to the page', () => {
    for (const country of COUNTRIES) {
      const { words, text } = mailOf(
        letterFor(ladder('6'), { number: 1, opensRun: true, record: { country } }),
      );
      expect(words, country).toBeLessThanOrEqual(800);
      expect(text).not.toContain('Try this in your day');
    }
  });
});

test('the page in the browser says the cautions of the gentle session', () => {
  const moves = viewOf(letterFor(ladder('9'))).gentle?.moves ?? [];
  expect(moves.map(({ caution }) => caution === '')).not.toContain(true);
});

test('a caution that the short first mail leaves out stands in the next one', () => {
  expect(mailOf(letterFor(ladder('0'))).text).not.toContain('It hurts, or you cannot let go?');
  expect(mailOf(letterFor(ladder('1'))).text).toContain('It hurts, or you cannot let go?');
});

test('the first bag of a move is said in full, where the move itself is known', () => {
  const { text } = mailOf(letterFor(ladder('R6')));
  expect(text).toContain('One arm, a bag of 3 to 4 kg, other hand on a chair.');
  expect(text).toContain('Chair against a wall.');
});

test('no line of a text part ends in a blank, and no question mark in a colon', () => {
  const lines = EVERY_SESSION.flatMap((which) =>
    [true, false].flatMap((opensRun) => letters.lesson(letterFor(which, { opensRun })).text.split('\n')),
  );
  expect(lines.filter((line) => /[ \t]$|\?:/.test(line))).toEqual([]);
});
