import {
  isTimeZone,
  type LocalDate,
  parseLocalDate,
  type TimeZone,
  WEEKDAYS,
  type Weekday,
} from '../calendar.ts';
import { isCountryCode } from '../countries.ts';
import { PACES, type Pace } from '../course.ts';
import type { About } from '../subscriber.ts';
import { trainingFromText, trainingToText } from '../training/training-days.ts';
import type { FieldName } from './field.ts';
import { HOURS } from './typed-words.ts';

/** What is stored of each field, apart from how it is asked: most functions read her record and ask nobody. */
interface StoredField<Value extends string | number | boolean | null> {
  /** Whether a stored value is one of this field. */
  accepts(value: unknown): value is Value;
  /** What a stored record or message without it means; undefined: there is none without it. */
  whenAbsent: Value | undefined;
}

/** What a record means that was stored without an hour; a new one gets the hour of its course. */
const HOUR_OF_OLD_RECORDS = 9;

export const STORED_FIELDS: { readonly [Name in FieldName]: StoredField<About[Name]> } = {
  firstName: { accepts: (value) => value === null || typeof value === 'string', whenAbsent: null },
  birthDate: {
    accepts: (value): value is LocalDate | null =>
      value === null || (typeof value === 'string' && parseLocalDate(value) !== null),
    whenAbsent: null,
  },
  pace: { accepts: (value): value is Pace => PACES.some((pace) => pace === value), whenAbsent: undefined },
  country: { accepts: isCountryCode, whenAbsent: undefined },
  timeZone: {
    accepts: (value): value is TimeZone => typeof value === 'string' && isTimeZone(value),
    whenAbsent: undefined,
  },
  sendDay: {
    accepts: (value): value is Weekday | null =>
      value === null || WEEKDAYS.some((_, before) => before + 1 === value),
    whenAbsent: null,
  },
  sendHour: {
    accepts: (value): value is number => HOURS.some((hour) => Number(hour) === value),
    whenAbsent: HOUR_OF_OLD_RECORDS,
  },
  babyMentions: { accepts: (value) => typeof value === 'boolean', whenAbsent: false },
  training: {
    accepts: (value): value is string | null => value === null || isTraining(value),
    whenAbsent: null,
  },
};

/** One value for each field. A field that is added to `About` does not compile until it is added here. */
export function eachField<Values extends Record<FieldName, unknown>>(
  of: <Name extends FieldName>(name: Name) => Values[Name],
): { [Name in FieldName]: Values[Name] } {
  return {
    firstName: of('firstName'),
    birthDate: of('birthDate'),
    pace: of('pace'),
    country: of('country'),
    timeZone: of('timeZone'),
    sendDay: of('sendDay'),
    sendHour: of('sendHour'),
    babyMentions: of('babyMentions'),
    training: of('training'),
  };
}

export const FIELD_NAMES: readonly FieldName[] = Object.values(
  eachField<{ [Name in FieldName]: FieldName }>((name) => name),
);

/** @throws RangeError on a value that is none of the field's, naming the field and never the value. */
export function fieldFromStored<Name extends FieldName>(name: Name, stored: unknown): About[Name] {
  const field = STORED_FIELDS[name];
  const value = stored ?? field.whenAbsent;
  if (field.accepts(value)) return value;
  throw new RangeError(`what is stored as ${name} is none`);
}

/** What a larger record says about her, and nothing else of it. */
export function aboutOf(record: About): About {
  return eachField<About>((name) => record[name]);
}

function isTraining(text: unknown): text is string {
  if (typeof text !== 'string') return false;
  const training = trainingFromText(text);
  return training !== null && trainingToText(training) === text;
}
