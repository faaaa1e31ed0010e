import { COUNTRIES, type Country } from '../../domain/course.ts';
import { latestBirth } from '../../domain/joining/birth-date.ts';
import type { ConsentStatement, Page, Problems, Typed } from '../../ports/pages.ts';
import {
  COUNTRY_NAMES,
  hourInWords,
  upcomingInWords,
  WEEKDAYS,
  weekdayCode,
  weekdayInWords,
} from './words.ts';

const FIELDS = [
  'email',
  'firstName',
  'birthDate',
  'noDate',
  'pace',
  'country',
  'timeZone',
  'babyMentions',
  'consent',
  'sendDay',
  'sendHour',
  'level',
] as const;

type SignUpPage = Extract<Page, { kind: 'sign-up' }>;
type PreferencesPage = Extract<Page, { kind: 'preferences' }>;

export function signUpView(
  { quiet, typed, problems, now, shownAt, limited }: SignUpPage,
  consent: ConsentStatement,
) {
  return {
    quiet,
    limited,
    consent,
    shownAt,
    maxDate: latestBirth(now, null),
    typed: typedView(typed),
    errors: errorsView(problems),
    problems: problemsView(problems),
    countries: countryOptions(typed['country'] ?? null),
    checked: {
      noDate: typed['noDate'] === 'yes',
      standard: typed['pace'] === 'standard',
      gentle: typed['pace'] === 'gentle',
      mentions: typed['babyMentions'] === 'yes',
      noMentions: typed['babyMentions'] === 'no',
      consent: typed['consent'] === 'yes',
    },
  };
}

export function preferencesView({ view, typed, problems, saved }: PreferencesPage) {
  const given = (field: string, held: string) => typed[field] ?? held;
  const zone = given('timeZone', view.timeZone);
  const pace = given('pace', view.pace);
  const mentions = given('babyMentions', view.babyMentions ? 'on' : 'off');
  return {
    stopped: view.state === 'stopped',
    pausedUntil: view.pausedUntil === null ? null : weekdayInWords(view.pausedUntil, view.country),
    next: upcomingInWords(view.next, view.country),
    hasBirthDate: view.hasBirthDate,
    unsubscribeUrl: view.unsubscribeUrl,
    linkPath: view.linkPath,
    typed: typedView(typed),
    errors: errorsView(problems),
    problems: problemsView(problems),
    saved: saved === null ? null : { heading: savedHeading(saved), movedTo: saved.movedTo },
    days: dayOptions(given('sendDay', weekdayCode(view.sendDay))),
    hours: hourOptions(given('sendHour', String(view.sendHour))),
    zones: zoneOptions(zone),
    countries: countryOptions(given('country', view.country)),
    levels: view.level === null ? null : levelOptions(given('level', String(view.level))),
    checked: {
      standard: pace === 'standard',
      gentle: pace === 'gentle',
      mentions: mentions === 'on',
      noMentions: mentions === 'off',
      noDate: typed['noDate'] === 'yes',
    },
  };
}

export function problemsView(problems: Problems) {
  const list = Object.entries(problems).map(([field, message]) => ({ field, message }));
  const heading =
    list.length === 1 ? 'One thing needs another look' : `${list.length} things need another look`;
  return { any: list.length > 0, heading, list };
}

function savedHeading(saved: NonNullable<PreferencesPage['saved']>): string {
  if (saved.paused) return 'Paused. Rest counts.';
  if (saved.resumed) return 'Welcome back.';
  return 'Saved.';
}

/** Strict templates ask for every field, so each has a word, if an empty one. */
function typedView(typed: Typed) {
  return Object.fromEntries(FIELDS.map((field) => [field, typed[field] ?? '']));
}

function errorsView(problems: Problems) {
  return Object.fromEntries(FIELDS.map((field) => [field, problems[field] ?? null]));
}

function countryOptions(chosen: string | null) {
  return COUNTRIES.map((value: Country) => ({
    value,
    label: COUNTRY_NAMES[value],
    selected: value === chosen,
  }));
}

function dayOptions(chosen: string) {
  const standard = { value: '', label: 'We pick the day', selected: chosen === '' };
  return [standard, ...WEEKDAYS.map(([value, label]) => ({ value, label, selected: value === chosen }))];
}

function hourOptions(chosen: string) {
  return Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: hourInWords(hour),
    selected: String(hour) === chosen,
  }));
}

function levelOptions(chosen: string) {
  return ['Light', 'Medium', 'Heavier'].map((label, at) => ({
    value: String(at + 1),
    label,
    selected: String(at + 1) === chosen,
  }));
}

function zoneOptions(chosen: string) {
  const known = Intl.supportedValuesOf('timeZone');
  const all = known.includes(chosen) ? known : [chosen, ...known];
  return all.map((value) => ({ value, selected: value === chosen }));
}
