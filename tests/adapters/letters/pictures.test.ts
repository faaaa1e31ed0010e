import { expect, test } from 'vitest';
import { picturesIn } from '../../../lib/adapters/letters/built-course.ts';
import { pictureOf, reachedBy } from '../../../lib/adapters/letters/pictures.ts';
import { EVERY_SESSION } from '../../../lib/authoring/sample-lesson.ts';
import { letterFor, readEdition, sampleLetters } from './sample-letters.ts';

/** Doses as the build writes them, in British and in American words. */
const drawn = picturesIn(
  new URL('../../../.build/pictures.json', import.meta.url).pathname,
  'https://course.example/pictures',
);

/** The name of the picture that a move gets, without its hash. */
function shown(code: string, dose: string, reached: number): string {
  const picture = pictureOf(drawn, { code, written: dose }, reached);
  return picture?.src.replace(/^.*\/(.*)-[0-9a-f]+\.png$/, '$1') ?? 'none';
}

test.each([
  ['PU', '1 set of 6, hands on a wall', 4, 'PU'],
  ['PU', '2 sets of 6, hands on a worktop', 0, 'PU-worktop'],
  ['PU', '3 sets of 6, hands on a lower counter or a sofa arm', 0, 'PU-worktop'],
  ['SQ', '2 sets of 8, tap a chair', 7, 'SQ-chair'],
  ['SQ', '2 sets of 8 to 10, chair or free squat, no weight', 30, 'SQ'],
  ['SQ', '2 sets of 10, 4 to 13 lb (2 to 6 kg)', 0, 'SQ-goblet'],
  ['HH', '2 sets of 8 to 10, no weight, or light', 11, 'HH'],
  ['HH', '2 sets of 8, 2 to 4 kg in each hand', 0, 'HH-weights'],
  ['PL', '3 sets of 15 seconds, hands on a counter, or knees down', 20, 'PL-worktop'],
  ['CR', '2 sets of 8 each side, one leg at a time', 28, 'CR-single'],
  ['ROW', '3 sets of 8 each side', 16, 'ROW-weight'],
])('%s, "%s" in session %d shows %s: the dose names the version', (code, dose, session, name) => {
  expect(shown(code, dose, session)).toBe(name);
});

test('where the dose names none, the session has reached one: a free squat at 9, a goblet squat at 14', () => {
  expect(shown('SQ', '2 sets of 10', 9)).toBe('SQ');
  expect(shown('SQ', '3 sets of 8', 14)).toBe('SQ-goblet');
  expect(shown('PU', '3 sets of 8', 41)).toBe('PU-worktop');
});

test('the session to do instead is shown as its own dose says, however far she is', () => {
  expect(shown('PU', '2 sets of 6, hands on a wall', 12)).toBe('PU');
});

test('a loop at level 1 shows the free squat, at level 2 the goblet squat', () => {
  const loop = { path: 'loop', number: 1 } as const;
  expect(shown('SQ', '2 sets of 8', reachedBy(loop, 1))).toBe('SQ');
  expect(shown('SQ', '3 sets of 8', reachedBy(loop, 2))).toBe('SQ-goblet');
});

test('it is absolute, keeps its shape and says what changes in it', () => {
  const picture = pictureOf(drawn, { code: 'PU', written: '2 sets of 6, hands on a wall' }, 5);
  expect(picture?.src).toMatch(/^https:\/\/course\.example\/pictures\/PU-[0-9a-f]{10}\.png$/);
  expect((picture?.width ?? 0) / (picture?.height ?? 1)).toBeCloseTo(16 / 9, 1);
  expect(picture?.alt).toBe('Hands on a wall: from straight arms to bent arms, her chest close to the wall.');
});

test('a code that nobody drew shows nothing', () => {
  expect(shown('XX', '1 set of 6', 5)).toBe('none');
});

test('every exercise of the course has a picture', () => {
  expect(Object.keys(readEdition('GB').exercises).filter((code) => !drawn.byName[code])).toEqual([]);
});

test.each(EVERY_SESSION)(
  'in the mail of session $session every move has its picture, sized, told in words and from our own host',
  (place) => {
    const { html } = sampleLetters({ pictures: drawn }).lesson(letterFor(place));
    const images = html.match(/<img[^>]*>/g) ?? [];
    expect(images.length).toBeGreaterThan(0);
    const wanting = images.filter(
      (image) =>
        !/src="https:\/\/course\.example\/pictures\/[A-Za-z-]+-[0-9a-f]{10}\.png"/.test(image) ||
        !/ width="216" height="122"/.test(image) ||
        !/ alt="[^"]{20,}"/.test(image),
    );
    expect(wanting).toEqual([]);
  },
);
