import { type LocalDate, type TimeZone, timeZones, WEEKDAYS } from '../calendar.ts';
import { countryNamed, countryOf, type DateOrder, offeredIn } from '../countries.ts';
import { PACES } from '../course.ts';
import type { About } from '../subscriber.ts';
import { trainingFromText, trainingToText } from '../training/training-days.ts';
import { type BirthDate, readBirthDate } from './birth-date.ts';
import {
  type Answer,
  type Asked,
  type Door,
  type Field,
  type FieldName,
  type Typed,
  typedIn,
} from './field.ts';
import { cleanFirstName } from './first-name.ts';
import { FIELD_NAMES } from './stored-fields.ts';
import { HOURS, hourNamed, NO, oneOf, tickOf, weekdayNamed, YES, zoneNamed } from './typed-words.ts';
import { dayWithMonthName } from './written-date.ts';

/**
 * Everything that she tells us about herself, in the order of the forms. Forms, import, export, preferences, stored
 * records, messages and her data derive from this table. To add a field: a line in `About`, one here and two in
 * stored-fields.ts; the compiler then asks for its words and its columns.
 */
export const FIELDS: { readonly [Name in FieldName]: Field<About[Name]> } = {
  firstName: {
    inputs: ['firstName'],
    ...{ control: 'text', autocomplete: 'given-name', atSignUp: 'folded', section: 'you', hidden: true },
    options: () => null,
    read: ({ typed }) => {
      const name = cleanFirstName(typed['firstName'] ?? '');
      if (name.kind === 'refused') return { problem: { input: 'firstName', code: name.why } };
      return name.name === null ? 'nothing' : { value: name.name };
    },
    whenNothing: () => ({ value: null }),
    write: (name) => ({ firstName: name ?? '' }),
  },
  birthDate: {
    inputs: ['birthDate', 'noDate'],
    ...{ control: 'date', autocomplete: 'off', atSignUp: 'asked', section: 'you', hidden: true },
    options: () => null,
    read: (asked) => {
      const { anchor, weeksWithoutDate } = asked.course;
      // A list brings the day on which she joined, which counts on.
      if (anchor === 'joined' && asked.door !== 'import') return 'nothing';
      const typed = typedIn(asked.typed, 'birthDate');
      const tick = tickOf(typedIn(asked.typed, 'noDate'));
      if (tick === 'unknown') return { problem: { input: 'noDate', code: 'tick-unknown' } };
      if (typed === '') return tick && weeksWithoutDate !== null ? noDate(asked) : 'nothing';
      if (tick) return { problem: { input: 'birthDate', code: 'date-and-tick' } };
      const { now, course } = asked;
      const earliest = course.earliestDate;
      return dateOf(readBirthDate(typed, { now, zone: zoneOf(asked), order: orderOf(asked), earliest }));
    },
    whenNothing: ({ course }) =>
      course.anchor === 'joined'
        ? { value: null }
        : { problem: { input: 'birthDate', code: 'date-missing' } },
    write: (date) => ({ birthDate: date ?? '', noDate: date === null ? 'yes' : '' }),
  },
  pace: {
    inputs: ['pace'],
    ...{ control: 'radio', autocomplete: null, atSignUp: 'folded', section: 'what', hidden: false },
    options: () => PACES,
    read: ({ typed }) => oneOf(PACES, 'pace', typed, 'pace-unknown'),
    whenNothing: () => ({ value: 'gentle' }),
    write: (pace) => ({ pace }),
  },
  country: {
    inputs: ['country'],
    ...{ control: 'select', autocomplete: null, atSignUp: 'asked', section: 'what', hidden: false },
    options: (_door, countries) => offeredIn(countries),
    read: ({ typed, course: { countries }, current }) => {
      const country = countryNamed(countries, typedIn(typed, 'country'));
      const offered = offeredIn(countries);
      if (country !== null && (offered.includes(country) || country === current?.country))
        return { value: country };
      if (typedIn(typed, 'country') === '') return 'nothing';
      return { problem: { input: 'country', code: 'country-missing', choices: offered } };
    },
    whenNothing: ({ door, course: { countries } }) =>
      door === 'import'
        ? { value: countries.elsewhere }
        : { problem: { input: 'country', code: 'country-missing' } },
    write: (country) => ({ country }),
  },
  timeZone: {
    inputs: ['timeZone'],
    ...{ control: 'select', autocomplete: null, atSignUp: 'by-script', section: 'when', hidden: false },
    options: () => timeZones(),
    read: ({ door, typed }) => {
      const zone = zoneNamed(typedIn(typed, 'timeZone'));
      if (zone !== null) return { value: zone };
      // The sign-up form's own script fills it in: what it cannot tell is nobody's mistake.
      if (door === 'sign-up' || typedIn(typed, 'timeZone') === '') return 'nothing';
      return { problem: { input: 'timeZone', code: 'zone-unknown' } };
    },
    whenNothing: ({ typed, course: { countries } }) => ({
      value: countryOf(countries, countryNamed(countries, typedIn(typed, 'country'))).zone,
    }),
    write: (timeZone) => ({ timeZone }),
  },
  sendDay: {
    inputs: ['sendDay'],
    ...{ control: 'select', autocomplete: null, atSignUp: 'left-out', section: 'when', hidden: false },
    options: () => ['', ...WEEKDAYS],
    read: ({ typed }) => {
      const day = typed['sendDay']?.trim().toLowerCase();
      if (day === undefined) return 'nothing';
      if (day === '') return { value: null };
      const known = weekdayNamed(day);
      return known === null
        ? { problem: { input: 'sendDay', code: 'day-unknown', choices: WEEKDAYS } }
        : { value: known };
    },
    whenNothing: () => ({ value: null }),
    write: (day) => ({ sendDay: day === null ? '' : (WEEKDAYS[day - 1] ?? '') }),
  },
  sendHour: {
    inputs: ['sendHour'],
    ...{ control: 'select', autocomplete: null, atSignUp: 'left-out', section: 'when', hidden: false },
    options: () => HOURS,
    read: ({ typed }) => {
      const hour = typedIn(typed, 'sendHour');
      if (hour === '') return 'nothing';
      const known = hourNamed(hour);
      return known === null ? { problem: { input: 'sendHour', code: 'hour-unknown' } } : { value: known };
    },
    whenNothing: ({ course }) => ({ value: course.send.hour }),
    write: (hour) => ({ sendHour: String(hour) }),
  },
  babyMentions: {
    inputs: ['babyMentions'],
    ...{ control: 'radio', autocomplete: null, atSignUp: 'folded', section: 'what', hidden: false },
    options: (door) => (door === 'preferences' ? ['on', 'off'] : ['yes', 'no']),
    read: ({ typed, course }) => {
      if (!course.voices) return 'nothing';
      const mentions = typedIn(typed, 'babyMentions').toLowerCase();
      if (mentions === '') return 'nothing';
      if (YES.includes(mentions)) return { value: true };
      if (NO.includes(mentions)) return { value: false };
      return { problem: { input: 'babyMentions', code: 'mentions-unknown' } };
    },
    whenNothing: () => ({ value: true }),
    write: (mentions, door) => ({ babyMentions: yesOrNo(mentions, door) }),
  },
  // Asked on her week's page, behind words of consent of its own; never along with the rest.
  training: {
    inputs: ['training'],
    ...{ control: 'text', autocomplete: null, atSignUp: 'left-out', section: null, hidden: false },
    options: () => null,
    read: ({ door, typed }) => {
      const text = door === 'import' ? typedIn(typed, 'training') : '';
      if (text === '') return 'nothing';
      const training = trainingFromText(text);
      return training === null
        ? { problem: { input: 'training', code: 'training-unreadable' } }
        : { value: trainingToText(training) };
    },
    whenNothing: () => ({ value: null }),
    write: (training) => ({ training: training ?? '' }),
  },
};

/** The inputs of the forms, and columns of a list, of all fields. */
export const FIELD_INPUTS: readonly string[] = FIELD_NAMES.flatMap((name) => FIELDS[name].inputs);

/** Those of the sign-up form, hidden ones among them. */
export const SIGN_UP_INPUTS: readonly string[] = FIELD_NAMES.filter(
  (name) => FIELDS[name].atSignUp !== 'left-out',
).flatMap((name) => FIELDS[name].inputs);

/** What she told, as a form or a list writes it: the inverse of reading it. */
export function writtenAbout(about: About, door: Door): Typed {
  return Object.fromEntries(
    FIELD_NAMES.flatMap((name) => Object.entries(writtenField(name, about[name], door))),
  );
}

/** What a page may show of it (weekly mails get forwarded), as the preferences write it. */
export function shownAbout(about: About): Typed {
  const shown = FIELD_NAMES.filter((name) => !FIELDS[name].hidden);
  return Object.fromEntries(
    shown.flatMap((name) => Object.entries(writtenField(name, about[name], 'preferences'))),
  );
}

function writtenField<Name extends FieldName>(name: Name, value: About[Name], door: Door): Typed {
  return FIELDS[name].write(value, door);
}

function yesOrNo(yes: boolean, door: Door): string {
  if (door === 'preferences') return yes ? 'on' : 'off';
  return yes ? 'yes' : 'no';
}

function dateOf(date: BirthDate): Answer<LocalDate> {
  switch (date.kind) {
    case 'ok':
      return { value: date.date };
    case 'refused':
      return { problem: { input: 'birthDate', code: `date-${date.why}` } };
    case 'ambiguous': {
      const choices = date.dates.map(dayWithMonthName);
      return { problem: { input: 'birthDate', code: 'date-ambiguous', choices } };
    }
  }
}

/** A list writes dates in the way of the program that wrote it; she writes them in the way of her country. */
function orderOf({ course: { countries }, door, typed, current, listOrder }: Asked): DateOrder {
  if (door === 'import') return listOrder;
  const country = countryNamed(countries, typedIn(typed, 'country')) ?? current?.country ?? null;
  return country === null ? null : countryOf(countries, country).dates;
}

function noDate({ current }: Asked): Answer<null> {
  return current !== null && !current.mayRemoveDate
    ? { problem: { input: 'noDate', code: 'date-must-stay' } }
    : { value: null };
}

/** The zone in which a birth date may be today: the one she gives along with it, else the one she has. */
function zoneOf({ typed, current }: Asked): TimeZone | null {
  return zoneNamed(typedIn(typed, 'timeZone')) ?? current?.timeZone ?? null;
}
