import { expect, test } from 'vitest';
import { picturesIn } from '../../../lib/adapters/letters/built-course.ts';
import { lessonViewsFrom } from '../../../lib/adapters/letters/letters.ts';
import { pictureOf } from '../../../lib/adapters/letters/pictures.ts';
import type { Level, SessionId } from '../../../lib/domain/course.ts';
import { COURSE, EVERY_SESSION, letterFor, readEdition, sampleLetters } from './sample-letters.ts';

const drawn = picturesIn(
  new URL('../../../.build/pictures.json', import.meta.url).pathname,
  'https://course.example/pictures',
);

/** The drawing that a move of a session is shown by, without its hash. */
function shown(session: SessionId, code: string, level: Level | null = null): string {
  const view = lessonViewsFrom({
    course: COURSE,
    edition: readEdition,
    pictures: drawn,
    postalAddress: '',
    review: null,
  })(letterFor({ session, level }));
  const picture = view.moves.find((move) => move.code === code)?.picture;
  return picture?.src.replace(/^.*\/(.*)-[0-9a-f]+\.png$/, '$1') ?? 'none';
}

test.each([
  ['4', 'PU', null, 'PU'],
  ['12', 'PU', null, 'PU-worktop'],
  ['24', 'PU', null, 'PU-knees'],
  ['48', 'PU', null, 'PU-step'],
  ['7', 'SQ', null, 'SQ-chair'],
  ['10', 'SQ', null, 'SQ'],
  ['12', 'SQ', null, 'SQ-goblet'],
  ['8', 'HH', null, 'HH'],
  ['10', 'HH', null, 'HH-weights'],
  ['20', 'PL', null, 'PL-sofa'],
  ['15', 'CR', null, 'CR-single'],
  ['6', 'ROW', null, 'ROW'],
  ['12', 'ROW', null, 'ROW-weight'],
  ['E1', 'PU', 1, 'PU-worktop'],
  ['E1', 'PU', 3, 'PU-knees'],
] as const)('session %s shows %s as its rung asks (level %s): %s', (session, code, level, name) => {
  expect(shown(session, code, level)).toBe(name);
});

test('it is absolute, keeps its shape and says what changes in it', () => {
  const picture = pictureOf(drawn, 'PU');
  expect(picture?.src).toMatch(/^https:\/\/course\.example\/pictures\/PU-[0-9a-f]{10}\.png$/);
  expect((picture?.width ?? 0) / (picture?.height ?? 1)).toBeCloseTo(16 / 9, 1);
  expect(picture?.alt).toBe('Hands on a wall: from straight arms to bent arms, her chest close to the wall.');
});

test('a code that nobody drew shows nothing', () => {
  expect(pictureOf(drawn, 'XX')).toBeNull();
});

test('every move of every session has a picture', () => {
  const moves = Object.values(readEdition('GB').sessions).flatMap((session) => session.moves);
  expect(moves.filter(({ picture }) => !drawn.byName[picture])).toEqual([]);
});

test.each(EVERY_SESSION)(
  'in the mail of session $session every move has its picture, sized, told in words and from our own host',
  (place) => {
    const { html } = sampleLetters({ pictures: drawn }).lesson(letterFor(place));
    const images = (html.match(/<img[^>]*>/g) ?? []).filter((image) => !/\/(?:mark|year-\d)-/.test(image));
    expect(images.length).toBeGreaterThan(0);
    const wanting = images.filter(
      (image) =>
        !/src="https:\/\/course\.example\/pictures\/[A-Za-z-]+-[0-9a-f]{10}\.png"/.test(image) ||
        !/ width="(?:264|134)" height="(?:149|75)"/.test(image) ||
        !/ alt="[^"]{20,}"/.test(image),
    );
    expect(wanting).toEqual([]);
  },
);
