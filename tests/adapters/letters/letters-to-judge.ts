import { picturesIn } from '../../../lib/adapters/letters/built-course.ts';
import type { Letter } from '../../../lib/ports/letters.ts';
import { COUNTRIES } from '../../course.ts';
import { WHOLE_COURSE } from '../../whole-course.ts';
import { EVERY_SESSION, LINKS, letterFor, sampleLetters } from './sample-letters.ts';

/**
 * `npm run check:letters` judges every lesson in every mode, the countries in turn; `.ci/run` some of each, and
 * `npm test` a quarter of those. (What each country's letters say is checked in all of them, by `course check --every`.)
 */
export const EVERY_LETTER = process.env['EVERY_LETTER'] === '1';
/** How long a test over them may take. */
export const LIMIT = { timeout: EVERY_LETTER ? 3_600_000 : 120_000 };

export interface Judged extends Letter {
  name: string;
}

const letters = sampleLetters({
  pictures: picturesIn(
    new URL('../../../.build/pictures.json', import.meta.url).pathname,
    'https://course.example/pictures',
  ),
});

const MODES = [true, false].flatMap((babyMentions) =>
  [false, true].map((opensRun) => ({ babyMentions, opensRun })),
);

const FIRST_MODE = { babyMentions: true, opensRun: false };

/** The longest lessons, and those that differ most from the rest. */
const EXTREMES = ['0', '8', '12', 'R6'];

/** Lessons to judge: in the whole one in `every` sessions, with the modes in turn, and the extremes; or all of all. */
export function lessonsToJudge(every: number): Judged[] {
  const apart = WHOLE_COURSE ? every : 4 * every;
  return EVERY_SESSION.flatMap((which, place) => {
    if (!EVERY_LETTER && place % apart !== 0 && !EXTREMES.includes(which.session)) return [];
    const modes = EVERY_LETTER
      ? MODES
      : [MODES[(place + Math.floor(place / apart)) % MODES.length] ?? FIRST_MODE];
    return modes.map(({ babyMentions, opensRun }, index) => {
      const country = COUNTRIES[(place + index) % COUNTRIES.length] ?? 'GB';
      const name = `${which.session}${which.level === null ? '' : `/${which.level}`} ${country}${babyMentions ? '' : ' without baby'}${opensRun ? ' opening' : ''}`;
      const lesson = letterFor(which, {
        ...(opensRun ? { opensRun } : {}),
        hold: opensRun,
        record: { country, babyMentions },
      });
      return { name, ...letters.lesson(lesson) };
    });
  });
}

/** The letters that are no lessons. */
export function otherLetters(): Judged[] {
  const privacyUrl = LINKS.privacy;
  return COUNTRIES.flatMap((country) => [
    {
      name: `confirmation ${country}`,
      ...letters.confirmation({ country, confirmUrl: 'https://course.example/confirm/k1.a.b', privacyUrl }),
    },
    {
      name: `data link ${country}`,
      ...letters.link({ about: 'data', country, url: 'https://course.example/data/k1.a.b', privacyUrl }),
    },
  ]);
}
