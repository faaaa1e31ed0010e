import { fileURLToPath } from 'node:url';
import { picturesIn } from '../../../lib/adapters/letters/built-course.ts';
import { editionKeys } from '../../../lib/adapters/letters/edition.ts';
import { editionsOf } from '../../../lib/adapters/letters/edition-of.ts';
import { HELP_PAGES } from '../../../lib/adapters/letters/help-pages.ts';
import { courseViewsFrom } from '../../../lib/adapters/letters/letters.ts';
import { assetsIn } from '../../../lib/adapters/pages/asset-file.ts';
import { helpIn } from '../../../lib/adapters/pages/help-files.ts';
import { handlebarsPages } from '../../../lib/adapters/pages/pages.ts';
import { ANSWERS } from '../../../lib/domain/answers.ts';
import { shownAbout } from '../../../lib/domain/joining/fields.ts';
import { formShape } from '../../../lib/domain/joining/form-shape.ts';
import { aboutWith } from '../../../lib/domain/joining/read-fields.ts';
import type { Page, Pages, PreferencesView } from '../../../lib/ports/pages.ts';
import { COURSE, letterFor, POSTAL_ADDRESS, readEdition } from '../letters/sample-letters.ts';

export const SITE_URL = 'https://course.example';

const PICTURES = fileURLToPath(new URL('../../../.build/pictures.json', import.meta.url));
const ASSETS = fileURLToPath(new URL('../../../.build/assets.json', import.meta.url));

/** The pages as they are, over the real course. */
export function samplePages(siteUrl = SITE_URL): Pages {
  const imprint = { postalAddress: POSTAL_ADDRESS, review: null };
  const edition = editionsOf({ course: COURSE, edition: readEdition });
  return handlebarsPages({
    site: {
      name: 'Strong Weeks',
      url: siteUrl,
      replyTo: 'hello@course.example',
      postalAddress: POSTAL_ADDRESS,
      reviewLine: edition('GB', true).safety.notReviewed,
    },
    countries: COURSE.countries,
    form: formShape(COURSE),
    views: courseViewsFrom({
      course: COURSE,
      edition: readEdition,
      pictures: picturesIn(PICTURES, `${siteUrl}/pictures`),
      ...imprint,
    }),
    asset: assetsIn(ASSETS),
  });
}

/** The help pages as they are. */
export const readHelp = helpIn(
  fileURLToPath(new URL('../../../.build/help', import.meta.url)),
  editionKeys(COURSE.countries),
);

const NOW = Date.parse('2026-11-22T18:00:00Z');
const NEXT = { on: '2026-11-30', hour: 9, session: '12', title: 'Session 12: hold a weight' };
const AFTER_PAUSE = { ...NEXT, on: '2026-12-23' };

const VIEW: PreferencesView = {
  state: 'active',
  pausedUntil: null,
  next: NEXT,
  country: 'GB',
  fields: shownAbout(aboutWith(COURSE, { country: 'GB', timeZone: 'Europe/London' })),
  level: null,
  pauses: [2, 4, 8],
  hasBirthDate: true,
  unsubscribeUrl: `${SITE_URL}/unsubscribe/t`,
  linkPath: '/preferences/t/link',
  exits: [{ exit: 'pregnant', path: '/pregnant/t' }],
  noBabyPath: '/no-baby-mentions/t',
  weekUrl: `${SITE_URL}/week/t`,
};

const SIGN_UP = {
  kind: 'sign-up',
  quiet: false,
  typed: {},
  problems: {},
  limited: false,
  now: NOW,
  shownAt: NOW,
} as const;
const PREFERENCES = { kind: 'preferences', view: VIEW, typed: {}, problems: {}, saved: null } as const;
const preferencesUrl = `${SITE_URL}/preferences/t`;
const lessonUrl = `${SITE_URL}/lesson`;
const PLAN = {
  weekUrl: `${SITE_URL}/week/t`,
  calendarUrl: `${SITE_URL}/calendar/t.ics`,
  training: null,
} as const;
const EVERY = { weekday: 2, hour: 9 } as const;

const SIGN_UP_PROBLEMS = {
  email: 'Check your email: it should look like name@example.com.',
  firstName: 'Please type your first name only, or leave this empty.',
  birthDate: 'That day is still to come. This course is for after birth: come back when baby is here.',
  pace: 'Choose standard or gentle, or leave both blank.',
  country: 'Choose where you live, so that help lines are right.',
  consent: 'Tick this box if you agree. Without it we may not write to you.',
};

/** Every page in every state that looks different. */
export const EVERY_PAGE: Readonly<Record<string, Page>> = {
  'sign-up': SIGN_UP,
  'sign-up-quiet': { ...SIGN_UP, quiet: true },
  'sign-up-errors': {
    ...SIGN_UP,
    typed: { email: 'anna@', firstName: 'www.x.example', birthDate: '2027-01-05', noDate: 'yes' },
    problems: SIGN_UP_PROBLEMS,
  },
  'sign-up-limited': { ...SIGN_UP, limited: true, typed: { email: 'anna@example.com', country: 'IE' } },
  'check-your-inbox': { kind: 'check-your-inbox' },
  confirm: { kind: 'confirm', birthDate: '2026-01-05', weeksAgo: 45, country: 'GB' },
  'confirm-no-date': { kind: 'confirm', birthDate: null, weeksAgo: null, country: 'US' },
  confirmed: {
    kind: 'confirmed',
    already: false,
    country: 'GB',
    next: NEXT,
    every: EVERY,
    preferencesUrl,
    plan: PLAN,
  },
  'confirmed-already': {
    kind: 'confirmed',
    already: true,
    country: 'GB',
    next: NEXT,
    every: EVERY,
    preferencesUrl,
    plan: { ...PLAN, training: 'tue fri 09:30 after-breakfast' },
  },
  'confirm-gone': { kind: 'confirm-gone' },
  'confirm-blocked': { kind: 'confirm-blocked' },
  unsubscribe: { kind: 'unsubscribe' },
  left: { kind: 'left', country: 'GB' },
  'left-unknown': { kind: 'left', country: null },
  'leave-damaged': { kind: 'leave-damaged', typed: {}, problems: {} },
  'leave-damaged-errors': {
    kind: 'leave-damaged',
    typed: { email: 'anna@' },
    problems: { email: SIGN_UP_PROBLEMS.email },
  },
  'leave-link-sent': { kind: 'leave-link-sent' },
  'no-baby-mentions': { kind: 'no-baby-mentions' },
  'no-baby-mentions-saved': { kind: 'no-baby-mentions-saved' },
  exit: { kind: 'exit', exit: 'pregnant', path: '/pregnant/t' },
  change: { kind: 'change', birthDate: '2026-01-05', weeksAgo: 45, pace: 'standard', country: 'GB' },
  changed: { kind: 'changed', movedTo: 'Session 12: hold a weight' },
  'left-by-exit': { kind: 'left-by-exit', exit: 'pregnant', country: 'US' },
  erased: { kind: 'erased' },
  lesson: { kind: 'lesson', letter: letterFor({ session: '8', level: null }), sample: false },
  'lesson-first': { kind: 'lesson', letter: letterFor({ session: 'R1', level: null }), sample: false },
  'lesson-loop': {
    kind: 'lesson',
    letter: letterFor({ session: 'E7', level: 3 }, { hold: true }),
    sample: false,
  },
  sample: { kind: 'lesson', letter: letterFor({ session: '13', level: null }), sample: true },
  ...Object.fromEntries(
    ANSWERS.flatMap((answer): [string, Page][] => [
      [`feedback-${answer}`, { kind: 'feedback', answer, country: 'GB', weeksMissing: false }],
      [
        `answered-${answer}`,
        { kind: 'answered', answer, exception: null, country: 'GB', next: NEXT, preferencesUrl, lessonUrl },
      ],
    ]),
  ),
  'feedback-away-errors': {
    kind: 'feedback',
    answer: 'away',
    country: 'GB',
    weeksMissing: true,
  },
  'answered-hard-first': {
    kind: 'answered',
    answer: 'hard',
    exception: 'no-step-back',
    country: 'GB',
    next: NEXT,
    preferencesUrl,
    lessonUrl,
  },
  ...Object.fromEntries(
    HELP_PAGES.flatMap((page): [string, Page][] => {
      const help = readHelp(page, page === 'scar' ? 'US-no-baby' : 'GB');
      return help === null ? [] : [[`help-${page}`, { kind: 'help', help }]];
    }),
  ),
  'answered-late': { kind: 'answered-late', country: 'GB', next: NEXT, preferencesUrl, lessonUrl },
  preferences: PREFERENCES,
  'preferences-saved': {
    ...PREFERENCES,
    saved: { asked: null, paused: false, resumed: false, movedTo: 'Session 5: stand up strong' },
  },
  'preferences-paused': {
    ...PREFERENCES,
    view: {
      ...VIEW,
      state: 'paused',
      pausedUntil: '2026-12-20',
      next: AFTER_PAUSE,
      level: 2,
      fields: { ...VIEW.fields, sendDay: 'wed' },
    },
    saved: { asked: null, paused: true, resumed: false, movedTo: null },
  },
  'preferences-asked': {
    ...PREFERENCES,
    saved: { asked: 'mailed', paused: false, resumed: false, movedTo: null },
  },
  'preferences-asked-too-often': {
    ...PREFERENCES,
    saved: { asked: 'too-often', paused: false, resumed: false, movedTo: null },
  },
  'preferences-stopped': { ...PREFERENCES, view: { ...VIEW, state: 'stopped', next: null } },
  'preferences-errors': {
    ...PREFERENCES,
    typed: { birthDate: '2027-01-01', noDate: 'yes', firstName: '<b>' },
    problems: {
      birthDate: SIGN_UP_PROBLEMS.birthDate,
      sendHour: 'Choose an hour from 0 to 23.',
      pause: 'Choose 2 or 4 or 8 weeks.',
    },
  },
  'link-sent': { kind: 'link-sent' },
  'link-limit': { kind: 'link-limit' },
  pause: { kind: 'pause', weeks: 4 },
  paused: { kind: 'paused', country: 'GB', until: '2026-12-20', next: AFTER_PAUSE, preferencesUrl },
  data: { kind: 'data' },
  'data-spent': { kind: 'data-spent' },
  privacy: { kind: 'privacy' },
  embed: { kind: 'embed' },
  'not-found': { kind: 'not-found' },
  'link-unknown': { kind: 'link-unknown' },
  'wrong-method': { kind: 'wrong-method' },
  'too-large': { kind: 'too-large' },
  broken: { kind: 'broken' },
};
