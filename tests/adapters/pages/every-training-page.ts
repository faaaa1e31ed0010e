import { handlebarsTrainingPages } from '../../../lib/adapters/pages/training-pages.ts';
import { addDays } from '../../../lib/domain/calendar.ts';
import { type HerWeek, yearOf } from '../../../lib/domain/training/her-year.ts';
import { trainingFromText } from '../../../lib/domain/training/training-days.ts';
import type { HerWeekShown, TrainingPage, TrainingPages } from '../../../lib/ports/training-pages.ts';
import { COURSE } from '../../course.ts';
import { POSTAL_ADDRESS, readEdition } from '../letters/sample-letters.ts';
import { EVERY_PAGE, SITE_URL, samplePages } from './every-page.ts';

/** The pages of her plan as they are. */
export function sampleTrainingPages(siteUrl = SITE_URL): TrainingPages {
  const site = {
    name: 'Strong Weeks',
    url: siteUrl,
    replyTo: 'hello@course.example',
    postalAddress: POSTAL_ADDRESS,
    reviewLine: readEdition('GB').safety.notReviewed,
  };
  return handlebarsTrainingPages({ site, countries: COURSE.countries });
}

const ASKED = askedNumbers();
const TRAINING = trainingFromText('tue fri 09:30 after-breakfast');
const LESSON = {
  title: 'Session 23: Look how far',
  url: `${SITE_URL}/lesson/t`,
  done: 1,
  asks: null,
  written: false,
} as const;
const WEEK: HerWeekShown = {
  country: 'GB',
  lesson: LESSON,
  training: TRAINING,
  paused: false,
  preferencesUrl: `${SITE_URL}/preferences/t`,
};
const SHOWN = { kind: 'week', week: WEEK, typed: {}, problems: {}, saved: null } as const;
const ASKING = { ...WEEK, lesson: { ...LESSON, asks: ASKED } };

const lesson = (number: number) => ({
  ...{ number, session: String(number - 1), level: null, on: addDays('2026-01-05', 7 * number) },
});
const DONE = [2, 2, 1, 0, 2, 2, 1, 2, 2, 2, 1, 0, 2] as const;
const NUMBERS: Readonly<Record<number, HerWeek['numbers']>> = {
  11: { stands: 12, legLeft: 9, legRight: 14, plankLeft: 10, plankRight: 8, metres: 30, kilos: 4 },
  24: { stands: 15, legLeft: 22, legRight: 30, plankLeft: 18, metres: 40, kilos: 6 },
  37: { stands: 17, legLeft: 30, legRight: 30, plankLeft: 32, plankRight: 30, metres: 60, kilos: 10 },
  53: { stands: 21, legLeft: 30, legRight: 30, plankLeft: 45, plankRight: 44, metres: 60, kilos: 12 },
};
const weeksUpTo = (last: number): HerWeek[] =>
  Array.from({ length: last }, (_, at) => ({
    ...lesson(at + 1),
    done: DONE[at % DONE.length] ?? 0,
    numbers: NUMBERS[at + 1] ?? {},
  }));

/** Who gave birth long ago: the on-ramp, and then the loop at its levels. */
const onPath = (number: number): HerWeek => ({
  ...lesson(number),
  session: number <= 6 ? `R${number}` : `E${((number - 7) % 12) + 1}`,
  level: number <= 6 ? null : number <= 18 ? 1 : 2,
  done: DONE[number % DONE.length] ?? 0,
  numbers:
    number === 6 ? { stands: 12, kilos: 4, metres: 20 } : number === 18 ? { stands: 15, legLeft: 20 } : {},
});
const weeksOnPath = (last: number): HerWeek[] => Array.from({ length: last }, (_, at) => onPath(at + 1));

const YEAR = {
  kind: 'year',
  country: 'GB',
  year: yearOf(
    COURSE,
    weeksUpTo(53).map(({ number }) => lesson(number)),
    weeksUpTo(53),
  ),
  titleOf: ({ session }) => `Session ${session}`,
  training: TRAINING,
  calendarUrl: `${SITE_URL}/calendar/t.ics`,
  weekUrl: `${SITE_URL}/week/t`,
} as const satisfies TrainingPage;

/** Every page of her plan in every state that looks different. */
export const EVERY_TRAINING_PAGE: Readonly<Record<string, TrainingPage>> = {
  week: SHOWN,
  'week-before-the-first': { ...SHOWN, week: { ...WEEK, lesson: null, training: null } },
  'week-paused': { ...SHOWN, week: { ...WEEK, paused: true } },
  'week-ticked': {
    ...SHOWN,
    week: { ...WEEK, lesson: { ...LESSON, done: 2 } },
    saved: { what: 'tick' },
  },
  'week-days-saved': { ...SHOWN, saved: { what: 'days' } },
  'week-numbers': { ...SHOWN, week: ASKING },
  'week-numbers-us': { ...SHOWN, week: { ...ASKING, country: 'US', training: null } },
  'week-numbers-saved': {
    ...SHOWN,
    week: { ...ASKING, lesson: { ...ASKING.lesson, written: true } },
    saved: {
      what: 'numbers',
      compared: [
        { name: 'stands', first: 12, latest: 15 },
        { name: 'kilos', first: 4, latest: 10 },
      ],
    },
  },
  'week-errors': {
    ...SHOWN,
    week: ASKING,
    typed: { day1: 'mon', time: 'noon', stands: 'many' },
    problems: {
      time: 'Choose one or two days, and a time like 9:30.',
      stands: 'Write a number, like 12 or 4.5, or leave it empty.',
    },
  },
  'week-consent': {
    kind: 'week-consent',
    statement: sampleTrainingPages().consents.at(-1) ?? { version: '', text: '', hash: '' },
    wanted: { do: 'days', pair: 'tue fri' },
  },
  'year-link-sent': { kind: 'year-link-sent' },
  'link-limit-week': { kind: 'link-limit' },
  year: YEAR,
  'year-twelve-weeks': {
    ...YEAR,
    year: yearOf(COURSE, [], weeksUpTo(12)),
    training: null,
  },
  'year-week-one': { ...YEAR, year: yearOf(COURSE, [lesson(1)], []), training: null },
  'year-on-ramp': { ...YEAR, year: yearOf(COURSE, [], weeksOnPath(6)) },
  'year-loop': { ...YEAR, year: yearOf(COURSE, [], weeksOnPath(42)) },
  'year-us': { ...YEAR, country: 'US' },
  'year-empty': { ...YEAR, year: yearOf(COURSE, [], []), training: null },
  'year-two': { ...YEAR, year: yearOf(COURSE, [], weeksUpTo(60)) },
  'calendar-gone': { kind: 'calendar-gone' },
};

/** Every page of the site as it goes out, those of her plan among them. */
export function everyHtml(): Readonly<Record<string, string>> {
  const [pages, plan] = [samplePages(), sampleTrainingPages()];
  return Object.fromEntries([
    ...Object.entries(EVERY_PAGE).map(([name, page]) => [name, pages.render(page)]),
    ...Object.entries(EVERY_TRAINING_PAGE).map(([name, page]) => [name, plan.render(page)]),
  ]);
}

function askedNumbers() {
  const { numbers } = readEdition('GB-no-baby').programme;
  if (numbers === undefined) throw new Error('this course asks for numbers');
  const { title, when, tests, stop } = numbers;
  return { title, when, tests, stop };
}
