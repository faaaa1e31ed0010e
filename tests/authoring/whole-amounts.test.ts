import { expect, test } from 'vitest';
import { withWholeAmounts } from '../../lib/authoring/whole-amounts.ts';
import { ladder, letters } from '../adapters/letters/lesson-views.ts';
import { letterFor } from '../adapters/letters/sample-letters.ts';

const NO_BREAK = '\u00a0';

test.each([
  ['3 to 5 kg in each hand', '3~to 5~kg in each hand'],
  ['Hold for 10 seconds, rest 1.5 minutes', 'Hold for 10~seconds, rest 1.5~minutes'],
  ['2 x 20 m', '2~x 20~m'],
  ['11 to 13 lb', '11~to 13~lb'],
  ['Session 5: GO, step 2 A, in all', 'Session 5: GO, step 2 A, in all'],
])('%s: a number and what it counts stay on one line', (plain, whole) => {
  expect(withWholeAmounts(plain)).toBe(whole.replaceAll('~', NO_BREAK));
});

test('a mail keeps its amounts on one line, and its text part has plain spaces', () => {
  const { html, text } = letters.lesson(letterFor(ladder('13')));
  expect(html).toContain('2&nbsp;sets of 10');
  expect(html).not.toContain(NO_BREAK);
  expect(text).toContain('2 sets of 10');
  expect(text).not.toContain(NO_BREAK);
});
