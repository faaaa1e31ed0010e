import { expect, test } from 'vitest';
import {
  ANSWERS,
  answerOf,
  eachAnswer,
  eachPause,
  PAUSE_WEEKS,
  pauseWeeksOf,
  TAPS,
  tapOf,
} from '../../lib/domain/answers.ts';

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

test('one value is made for each answer and each pause, under its own name', () => {
  expect(eachAnswer((answer) => answer)).toEqual(Object.fromEntries(ANSWERS.map((one) => [one, one])));
  expect(eachPause((weeks) => weeks)).toEqual(Object.fromEntries(PAUSE_WEEKS.map((one) => [one, one])));
});

test('a pause is one of the lengths offered, written as a number', () => {
  expect(['2', '4', '8'].map(pauseWeeksOf)).toEqual([2, 4, 8]);
  expect(['', '3', '02', '2.0', 'constructor'].map(pauseWeeksOf)).toEqual([null, null, null, null, null]);
});
