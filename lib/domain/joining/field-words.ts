import { WEEKDAYS } from '../calendar.ts';
import { type Countries, countryOf } from '../countries.ts';
import type { Pace } from '../course.ts';
import type { Door, FieldName } from './field.ts';

/** What a form says around one field. */
interface DoorWords {
  label: string;
  hint?: string;
  /** Below the choices. */
  note?: string;
  /** Beside the tick for "no date"; of a choice: beside the one tick that stands for its last answer. */
  tick?: string;
}

export interface OptionWords {
  label: string;
  hint?: string;
}

interface FieldWords extends Readonly<Record<Exclude<Door, 'import'>, DoorWords>> {
  /** What a choice is called, by the way it is written in the form. */
  option(value: string, door: Door, countries: Countries): OptionWords;
}

/** What the forms say of each field: the one place for these words. */
export const FIELD_WORDS: Readonly<Record<FieldName, FieldWords>> = {
  firstName: {
    'sign-up': { label: 'First name', hint: 'You can leave it out.' },
    preferences: { label: 'First name' },
    option: asWritten,
  },
  birthDate: {
    'sign-up': {
      label: 'The day you gave birth',
      hint: 'It sets your first session. Like 3 May 2026.',
      tick: 'It was over a year ago, or I did not give birth',
    },
    preferences: {
      label: 'The day you gave birth',
      hint: 'Like 3 May 2026. A later day moves your sessions back at once. For an earlier one we mail you a link to say yes.',
      tick: 'Remove the date',
    },
    option: asWritten,
  },
  pace: {
    'sign-up': {
      label: 'Your pace',
      note: 'Not sure? Leave both blank and we go gently. You can change it in any email.',
    },
    preferences: { label: 'Pace' },
    option: (pace) => optionOf(PACE_WORDS, pace),
  },
  country: {
    'sign-up': { label: 'Where you live' },
    preferences: { label: 'Where you live' },
    option: (country, _door, countries) => ({ label: countryOf(countries, country).name }),
  },
  timeZone: {
    'sign-up': { label: 'Time zone' },
    preferences: { label: 'Time zone' },
    option: (zone) => ({ label: cityOf(zone) }),
  },
  sendDay: {
    'sign-up': { label: 'Day' },
    preferences: { label: 'Day' },
    option: (day) => ({ label: day === '' ? 'We pick the day' : weekdayLabel(day) }),
  },
  sendHour: {
    'sign-up': { label: 'Time' },
    preferences: { label: 'Time' },
    option: (hour) => ({ label: hourInWords(Number(hour)) }),
  },
  babyMentions: {
    'sign-up': {
      label: 'Baby mentions',
      hint: 'You need not say why.',
      tick: 'Please leave out all mention of a baby',
    },
    preferences: { label: 'Baby mentions' },
    option: (answer) => optionOf(MENTIONS_WORDS, answer),
  },
  training: {
    'sign-up': { label: 'Your two days' },
    preferences: { label: 'Your two days' },
    option: asWritten,
  },
};

/** What the parts of the preferences page are called. */
export const SECTION_WORDS = {
  when: { heading: 'Day and time', hint: null },
  what: { heading: 'What comes', hint: null },
  you: {
    heading: 'About you',
    hint: 'We never show these here, as emails get passed on. Leave a box empty to keep what we have.',
  },
} as const;

/** How heavy the loop is: asked in the preferences of whoever is in it. */
export const LEVEL_WORDS = {
  label: 'How heavy',
  option: (level: string) =>
    optionOf({ 1: { label: 'Light' }, 2: { label: 'Medium' }, 3: { label: 'Heavier' } }, level),
};

const PACE_WORDS: Readonly<Record<Pace, OptionWords>> = {
  standard: { label: 'Standard', hint: 'For most births. It still starts slowly.' },
  gentle: {
    label: 'Gentle',
    hint: 'After a caesarean, forceps or suction, a bad tear, heavy bleeding, twins, or just because.',
  },
};

const MENTIONS_WORDS: Readonly<Record<'yes' | 'no' | 'on' | 'off', OptionWords>> = {
  yes: { label: 'Yes' },
  no: { label: 'No baby mentions, please' },
  on: { label: 'On' },
  off: { label: 'Off: no baby mentions' },
};

const DAY_CODES: readonly string[] = WEEKDAYS;
const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "Tuesday" of `tue`. */
export function weekdayLabel(code: string): string {
  return WEEKDAY_NAMES[DAY_CODES.indexOf(code)] ?? code;
}

/** "9am", "midnight", "8pm". */
export function hourInWords(hour: number): string {
  if (hour === 0) return 'midnight';
  if (hour === 12) return 'midday';
  return hour < 12 ? `${hour}am` : `${hour - 12}pm`;
}

/** The city of a zone: "New York" of America/New_York, "Knox, Indiana" of America/Indiana/Knox. */
function cityOf(zone: string): string {
  const [, ...places] = zone.split('/');
  return places.length === 0 ? zone : places.reverse().join(', ').replaceAll('_', ' ');
}

function asWritten(value: string): OptionWords {
  return { label: value };
}

function optionOf(words: Readonly<Record<string, OptionWords>>, value: string): OptionWords {
  return (Object.hasOwn(words, value) ? words[value] : undefined) ?? { label: value };
}
