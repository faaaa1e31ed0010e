import { expect, test } from 'vitest';
import { ANSWERS, answerOf, eachAnswer, pauseWeeksOf, TAPS, tapOf } from '../../lib/domain/answers.ts';

test('every answer is stored as one tap, and away as one for each choice of weeks', () => {
  expect(TAPS).toHaveLength(ANSWERS.length - 1 + 4);
  for (const tap of TAPS) {
    const [answer, weeks] = tap.startsWith('away:') ? ['away' as const, tap.slice(5)] : [answerOf(tap), ''];
    expect(answerOf(tap)).toBe(answer);
    expect(tapOf(answer, weeks)).toBe(tap);
  }
});

test('away without one of its weeks is no tap', () => {
  expect(['', '1', '2-3', 'constructor'].map((weeks) => tapOf('away', weeks))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('one value is made for each answer, under its own name', () => {
  expect(eachAnswer((answer) => answer)).toEqual(Object.fromEntries(ANSWERS.map((one) => [one, one])));
});

test('a link asks for a pause of any length that a course may offer, written as a number', () => {
  expect(['1', '2', '8', '26'].map(pauseWeeksOf)).toEqual([1, 2, 8, 26]);
  expect(['', '0', '02', '2.0', '-1', '27', '100', 'constructor'].map(pauseWeeksOf)).toEqual(
    Array.from({ length: 8 }, () => null),
  );
});
