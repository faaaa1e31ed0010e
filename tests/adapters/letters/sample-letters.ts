import { letterTemplates } from '../../../.build/letters.js';
import { editionsIn } from '../../../lib/adapters/letters/built-course.ts';
import { lettersFrom } from '../../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import type { SessionId, Stage } from '../../../lib/domain/course.ts';
import type { LessonLetter, LessonLinks, Letters } from '../../../lib/ports.ts';

export const POSTAL_ADDRESS = 'Strong Weeks, 1 Example Street, Exampleton EX1 1EX, United Kingdom';

/** The edition of that key, as the build wrote it. */
export const readEdition = editionsIn(new URL('../../../.build/course', import.meta.url).pathname);

export function sampleLetters(settings: Partial<Parameters<typeof lettersFrom>[0]> = {}): Letters {
  return lettersFrom({
    templates: letterTemplates,
    edition: readEdition,
    pictures: NO_PICTURES,
    postalAddress: POSTAL_ADDRESS,
    review: null,
    ...settings,
  });
}

const SITE = 'https://course.example';
/** As long as a real one. */
const TOKEN = `${'k1.'.padEnd(40, 'A')}.${'b'.repeat(43)}`;

export const LINKS: LessonLinks = {
  unsubscribe: `${SITE}/unsubscribe/${TOKEN}`,
  lesson: `${SITE}/lesson/${TOKEN}`,
  preferences: `${SITE}/preferences/${TOKEN}`,
  feedback: {
    easy: `${SITE}/feedback/${TOKEN}/easy`,
    right: `${SITE}/feedback/${TOKEN}/right`,
    hard: `${SITE}/feedback/${TOKEN}/hard`,
    missed: `${SITE}/feedback/${TOKEN}/missed`,
    notyet: `${SITE}/feedback/${TOKEN}/notyet`,
    ready: `${SITE}/feedback/${TOKEN}/ready`,
    away: `${SITE}/feedback/${TOKEN}/away`,
  },
  pause: {
    '2': `${SITE}/pause/${TOKEN}/2`,
    '4': `${SITE}/pause/${TOKEN}/4`,
    '8': `${SITE}/pause/${TOKEN}/8`,
  },
  privacy: `${SITE}/privacy`,
};

/** Every session of the course, at every level. */
export const EVERY_SESSION: readonly { session: SessionId; level: 1 | 2 | 3 | null }[] = [
  ...Array.from({ length: 53 }, (_, number) => ({ session: `${number}` as const, level: null })),
  ...([1, 2, 3, 4, 5, 6] as const).map((number) => ({ session: `R${number}` as const, level: null })),
  ...([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const).flatMap((number) =>
    ([1, 2, 3] as const).map((level) => ({ session: `E${number}` as const, level })),
  ),
];

/** The lesson someone would get who has gone through the course week by week. */
export function letterFor(
  { session, level }: { session: SessionId; level: 1 | 2 | 3 | null },
  overrides: {
    record?: Partial<LessonLetter['record']>;
    number?: number;
    opensRun?: boolean;
    hold?: boolean;
  } = {},
): LessonLetter {
  const number = Number(session.replace(/\D/, ''));
  const ladder = /^\d/.test(session);
  const weeksSinceBirth = ladder ? number : session.startsWith('R') ? 20 + number : null;
  const record = {
    firstName: 'Zoë',
    pace: 'standard' as const,
    country: 'GB' as const,
    babyMentions: true,
    birthDate: weeksSinceBirth === null ? null : '2026-01-05',
    ...overrides.record,
  };
  return {
    decision: {
      session,
      level,
      stage: stageOf(session),
      weeksSinceBirth,
      everyday: record.babyMentions
        ? {
            list: ladder ? 'ladder' : session.startsWith('R') ? 'ladder' : 'loop',
            index: ladder ? number : session.startsWith('R') ? 20 + number : number - 1,
          }
        : { list: 'neutral', index: number % 12 },
      opensRun: overrides.opensRun ?? (session === '0' || session === 'R1'),
      reasons: [{ rule: 'next' }],
      basis: null,
      becomes: { hold: overrides.hold ?? false, level: level ?? 1, tapRun: null, anchor: '2026-01-05' },
    },
    record,
    number: overrides.number ?? (ladder ? number + 1 : session.startsWith('R') ? number : 53 + number),
    links: LINKS,
  };
}

function stageOf(session: SessionId): Stage {
  const number = Number(session.replace(/\D/, ''));
  if (session.startsWith('E')) return 'S8';
  if (session.startsWith('R')) return number < 3 ? 'S2' : 'S3';
  if (number < 2) return 'S1';
  if (number < 6) return 'S2';
  if (number < 12) return 'S3';
  if (number < 16) return 'S4';
  if (number < 24) return 'S5';
  return number < 36 ? 'S6' : 'S7';
}
