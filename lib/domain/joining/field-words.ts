import type { WEEKDAYS } from '../calendar.ts';
import { type Countries, countryOf } from '../countries.ts';
import type { Level, Pace } from '../course.ts';
import type { Plural } from '../plural.ts';
import type { Door, FieldName, Section } from './field.ts';
import { HOURS } from './typed-words.ts';

/** What a form says around one field. */
export interface DoorWords {
  label: string;
  hint?: string | undefined;
  /** Below the choices. */
  note?: string | undefined;
  /** Beside the tick for "no date"; of a choice: beside the one tick that stands for its last answer. */
  tick?: string | undefined;
}

export interface OptionWords {
  label: string;
  hint?: string | undefined;
}

/** What the forms say, in the words of the course. */
export interface FormWords {
  /** BCP 47: the language of all these. */
  language: string;
  fields: Readonly<Record<FieldName, Readonly<Record<Exclude<Door, 'import'>, DoorWords>>>>;
  pace: Readonly<Record<Pace, OptionWords>>;
  mentions: Readonly<Record<'yes' | 'no' | 'on' | 'off', OptionWords>>;
  /** How heavy the loop is: asked in the preferences of whoever is in it. */
  level: { label: string; options: Readonly<Record<Level, OptionWords>> };
  /** The parts of the preferences page. */
  sections: Readonly<Record<Section, { heading: string; hint?: string | undefined }>>;
  weekdays: Readonly<Record<(typeof WEEKDAYS)[number], string>>;
  /** In place of a day: we choose. */
  'any-day': string;
  /** `{hour}` counts to twelve, `{hour24}` to 23. */
  hours: { midnight: string; midday: string; morning: string; afternoon: string };
  /** Over the time zones that lie in no region. */
  'other-zones': string;
  ago: { 'under-a-week': string; weeks: Plural; years: Plural };
  /** How long a pause is. */
  pause: Plural;
  /** Over what needs another look. */
  look: Plural;
  /** What the preferences page says once they are saved. */
  saved: { saved: string; paused: string; resumed: string };
  /** What the title of the sign-up page begins with when we take no more of them just now. */
  limited: string;
}

/** What a choice of a field is called, by the way it is written in the form. */
export function optionWords(
  words: FormWords,
  name: FieldName,
  value: string,
  countries: Countries,
): OptionWords {
  switch (name) {
    case 'pace':
      return optionOf(words.pace, value);
    case 'babyMentions':
      return optionOf(words.mentions, value);
    case 'country':
      return { label: countryOf(countries, value).name };
    case 'timeZone':
      return { label: cityOf(value) };
    case 'sendDay':
      return { label: value === '' ? words['any-day'] : weekdayLabel(words, value) };
    case 'sendHour':
      return { label: HOURS.includes(value) ? hourInWords(words, Number(value)) : value };
    default:
      return { label: value };
  }
}

export function levelWords({ level }: FormWords, value: string): OptionWords {
  return optionOf(level.options, value);
}

/** "Tuesday" of `tue`. */
export function weekdayLabel({ weekdays }: Pick<FormWords, 'weekdays'>, code: string): string {
  return (Object.hasOwn(weekdays, code) ? new Map(Object.entries(weekdays)).get(code) : undefined) ?? code;
}

/** "9am", "midnight", "8pm". */
export function hourInWords({ hours }: Pick<FormWords, 'hours'>, hour: number): string {
  if (hour === 0) return hours.midnight;
  if (hour === 12) return hours.midday;
  const words = hour < 12 ? hours.morning : hours.afternoon;
  return words.replace('{hour}', String(hour % 12)).replace('{hour24}', String(hour));
}

/** The city of a zone: "New York" of America/New_York, "Knox, Indiana" of America/Indiana/Knox. */
function cityOf(zone: string): string {
  const [, ...places] = zone.split('/');
  return places.length === 0 ? zone : places.reverse().join(', ').replaceAll('_', ' ');
}

function optionOf(words: Readonly<Record<string, OptionWords>>, value: string): OptionWords {
  return (Object.hasOwn(words, value) ? words[value] : undefined) ?? { label: value };
}
