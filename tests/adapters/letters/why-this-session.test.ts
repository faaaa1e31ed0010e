import { expect, test } from 'vitest';
import type { Reason } from '../../../lib/domain/placement/decision.ts';
import { COUNTRIES } from '../../course.ts';
import { someOf } from '../../whole-course.ts';
import { ladder, letters, viewOf } from './lesson-views.ts';
import { EVERY_SESSION, letterFor } from './sample-letters.ts';
import { wordsIn } from './years.ts';

/** A mail that begins with why she gets this session: the longest of those lines. */

const REASONS: readonly Reason[] = [
  { rule: 'too-much', running: 2, back: 3 },
  { rule: 'return', weeksAway: 30 },
];
const MOST_WORDS = { full: 800, easier: 700 };

test.each(REASONS)('$rule: no mail is longer than one without it, in any country or voice', (reason) => {
  const over = someOf(EVERY_SESSION, 4).flatMap((which) =>
    COUNTRIES.flatMap((country) =>
      [true, false].flatMap((babyMentions) => {
        const letter = letterFor(which, { reasons: [reason], record: { country, babyMentions } });
        const view = viewOf(letter);
        const words = wordsIn({ html: letters.lesson(letter).html, view });
        const most = view.session.easy ? MOST_WORDS.easier : MOST_WORDS.full;
        return words > most ? [`${which.session} ${country}: ${words}`] : [];
      }),
    ),
  );
  expect(over).toEqual([]);
});

test('the line of every day stands on its page then, and in the mail without it', () => {
  const line = 'Try this in your day';
  expect(letters.lesson(letterFor(ladder('20'), { reasons: [{ rule: 'missed' }] })).text).not.toContain(line);
  expect(letters.lesson(letterFor(ladder('20'))).text).toContain(line);
});
