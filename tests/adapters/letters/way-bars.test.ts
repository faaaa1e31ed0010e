import { expect, test } from 'vitest';
import { wayBars } from '../../../lib/adapters/letters/way-bars.ts';
import { COURSE } from './sample-letters.ts';

const counted = (session: string) => {
  const groups = wayBars(COURSE, session);
  const count = (of: 'done' | 'current' | 'coming') => groups.flatMap((group) => group[of]).length;
  return [count('done'), count('current'), count('coming')];
};

test('behind her are the sessions before this one; after the last one all 52', () => {
  expect(counted('0')).toEqual([0, 0, 52]);
  expect(counted('1')).toEqual([0, 1, 51]);
  expect(counted('13')).toEqual([12, 1, 39]);
  expect(counted('51')).toEqual([50, 1, 1]);
  expect(counted('52')).toEqual([52, 0, 0]);
});

test('the starter sessions and the loop have bars of their own', () => {
  expect(counted('R4')).toEqual([3, 1, 2]);
  expect(counted('E12')).toEqual([12, 0, 0]);
  expect(counted('E3')).toEqual([2, 1, 9]);
});

test('the groups of the ladder are its stages, and climb', () => {
  const groups = wayBars(COURSE, '9');
  expect(groups.map(({ coming, current, done }) => coming.length + current.length + done.length)).toEqual([
    1, 4, 6, 4, 8, 12, 17,
  ]);
  const heights = groups.map(({ height }) => height);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  expect(new Set(heights).size).toBe(7);
  expect(groups.reduce((all, { share }) => all + share, 0)).toBeGreaterThan(96);
});
