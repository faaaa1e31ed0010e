import { expect, test } from 'vitest';
import { faultOfExit, TAKEN_NAMES } from '../../lib/domain/exits.ts';

test('a reason to leave is called by small letters and dashes', () => {
  expect(['pregnant', 'moved-away', 'a-b-c'].map(faultOfExit)).toEqual([null, null, null]);
  const odd = ['', 'Pregnant', 'moved away', '-moved', 'moved-', 'é', 'a/b', 'a1'];
  expect(odd.map(faultOfExit)).toEqual(odd.map(() => 'shape'));
});

test('no reason is called as a page of the site or a question of the settings', () => {
  expect(TAKEN_NAMES.map(faultOfExit)).toEqual(TAKEN_NAMES.map(() => 'taken'));
});
