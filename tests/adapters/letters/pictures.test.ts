import { expect, test } from 'vitest';
import { picturesIn } from '../../../lib/adapters/letters/built-course.ts';
import { pictureOf, reachedBy } from '../../../lib/adapters/letters/pictures.ts';

const drawn = picturesIn(
  new URL('../../../.build/pictures.json', import.meta.url).pathname,
  'https://course.example/pictures',
);

/** The name of the picture that a move gets, without its hash. */
function shown(code: string, dose: string, reached: number): string {
  const picture = pictureOf(drawn, { code, dose }, reached, { name: 'Press-up', cue: 'Body in one line.' });
  return picture?.src.replace(/^.*\/(.*)-[0-9a-f]+\.png$/, '$1') ?? 'none';
}

test.each([
  ['PU', '1 x 6, wall', 4, 'PU'],
  ['PU', '2 x 6, worktop', 10, 'PU-worktop'],
  ['PU', '3 x 6, lower worktop or sofa arm', 17, 'PU-worktop'],
  ['SQ', '2 x 8, tap a chair', 7, 'SQ-chair'],
  ['SQ', '2 x 8, goblet 2-6 kg', 12, 'SQ-goblet'],
  ['HH', '2 x 8, no weight', 8, 'HH'],
  ['HH', '2 x 8, 2-4 kg', 10, 'HH-weights'],
  ['PL', '3 x 15 s, worktop or knees', 20, 'PL-worktop'],
  ['CR', '2 x 8 each side, one leg', 28, 'CR-single'],
  ['ROW', '3 x 8 each side', 16, 'ROW-weight'],
])('%s, "%s" in session %d shows %s: the dose names the version', (code, dose, session, name) => {
  expect(shown(code, dose, session)).toBe(name);
});

test('where the dose names none, the session has reached one: a free squat at 9, a goblet squat at 14', () => {
  expect(shown('SQ', '2 x 10', 9)).toBe('SQ');
  expect(shown('SQ', '3 x 8', 14)).toBe('SQ-goblet');
  expect(shown('PU', '3 x 8', 41)).toBe('PU-worktop');
});

test('the session to do instead is shown as its own dose says, however far she is', () => {
  expect(shown('PU', '2 x 6, wall', 12)).toBe('PU');
});

test('a loop at level 1 shows the free squat, at level 2 the goblet squat', () => {
  const loop = { path: 'loop', number: 1 } as const;
  expect(shown('SQ', '2 x 8', reachedBy(loop, 1))).toBe('SQ');
  expect(shown('SQ', '3 x 8', reachedBy(loop, 2))).toBe('SQ-goblet');
});

test('it is absolute, keeps its shape and says its cue', () => {
  const picture = pictureOf(drawn, { code: 'PU', dose: '2 x 6, wall' }, 5, {
    name: 'Press-up',
    cue: 'Body in one line.',
  });
  expect(picture?.src).toMatch(/^https:\/\/course\.example\/pictures\/PU-[0-9a-f]{10}\.png$/);
  expect((picture?.width ?? 0) / (picture?.height ?? 1)).toBeCloseTo(16 / 9, 1);
  expect(picture?.alt).toBe('Press-up: Body in one line.');
});

test('a code that nobody drew shows nothing', () => {
  expect(shown('XX', '1 x 6', 5)).toBe('none');
});
