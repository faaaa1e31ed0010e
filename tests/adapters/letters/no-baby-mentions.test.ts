import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { COUNTRIES } from '../../course.ts';
import { ladder, letters, viewOf } from './lesson-views.ts';
import { EVERY_SESSION, letterFor } from './sample-letters.ts';

describe('without baby mentions', () => {
  const rules: { 'baby-words': string[]; 'not-baby-words': string[] } = parse(
    readFileSync(new URL('../../../templates/course/rules.yaml', import.meta.url), 'utf8'),
  );
  const baby = new RegExp(`\\b(?:${rules['baby-words'].join('|')})\\b`, 'i');

  test.each(COUNTRIES)('no letter in %s has any, in either part', (country) => {
    for (const which of EVERY_SESSION) {
      const letter = letters.lesson(
        letterFor(which, { opensRun: true, record: { country, babyMentions: false } }),
      );
      for (const part of [letter.subject, letter.html.slice(letter.html.indexOf('<body')), letter.text]) {
        const read = rules['not-baby-words'].reduce((left, name) => left.replaceAll(name, ''), part);
        expect(baby.exec(read.replaceAll(/class="[^"]*"/g, ''))?.[0], which.session).toBeUndefined();
      }
    }
  });

  test('the everyday move waits until her session allows it', () => {
    const moves = Array.from(
      { length: 40 },
      (_, number) =>
        viewOf(letterFor(ladder('1'), { number: number + 1, record: { babyMentions: false } })).everyday.text,
    );
    expect(moves.join(' ')).not.toMatch(/box|suitcase|heavy door|without your hands|hill/i);
    expect(new Set(moves).size).toBe(4);
  });
});

test('the footer offers her to stop baby mentions only where there are any', () => {
  expect(letters.lesson(letterFor(ladder('20'))).text).toContain('No baby mentions');
  expect(letters.lesson(letterFor(ladder('20'), { record: { babyMentions: false } })).text).not.toContain(
    'baby',
  );
});
