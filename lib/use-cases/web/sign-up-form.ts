import { type Instant, isTimeZone, type LocalDate, type TimeZone } from '../../domain/calendar.ts';
import { COUNTRIES, type Country, type Pace } from '../../domain/course.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { readBirthDate } from '../../domain/joining/birth-date.ts';
import { cleanFirstName } from '../../domain/joining/first-name.ts';
import { zoneOr } from '../../domain/joining/time-zones.ts';

/** What a form holds: each field once, as typed. */
export type Fields = Readonly<Record<string, string>>;
/** A message at each field that needs another look. */
export type FieldProblems = Record<string, string>;

/** What she told us on the form, checked. */
export interface SignUpAnswers {
  address: string;
  firstName: string | null;
  birthDate: LocalDate | null;
  pace: Pace;
  country: Country;
  timeZone: TimeZone;
  babyMentions: boolean;
}

export type SignUpReading =
  | { kind: 'ok'; answers: SignUpAnswers }
  | { kind: 'invalid'; problems: FieldProblems };

/** Reads the sign-up form. Problems stand in the order of the form. */
export function readSignUp(fields: Fields, now: Instant): SignUpReading {
  const problems: FieldProblems = {};
  const address = parseAddress(given(fields, 'email'));
  if (address === null) problems['email'] = 'Check your email: it should look like name@example.com.';
  const firstName = readName(fields, problems);
  const birthDate = readDay(fields, now, problems);
  const pace = readPace(fields, problems);
  const country = readCountry(given(fields, 'country'));
  if (country === null) problems['country'] = 'Choose where you live, so that help lines are right.';
  const babyMentions = readMentions(fields, problems);
  if (given(fields, 'consent') !== 'yes')
    problems['consent'] = 'Tick this box if you agree. Without it we may not write to you.';
  if (address === null || country === null || Object.keys(problems).length > 0)
    return { kind: 'invalid', problems };
  const timeZone = zoneOr(fields['timeZone'], country);
  return {
    kind: 'ok',
    answers: { address: address.address, firstName, birthDate, pace, country, timeZone, babyMentions },
  };
}

export function readCountry(text: string): Country | null {
  return COUNTRIES.find((country) => country === text) ?? null;
}

export function given(fields: Fields, field: string): string {
  return fields[field]?.trim() ?? '';
}

/** Null as well when there is a problem, which is then noted. */
export function readName(fields: Fields, problems: FieldProblems): string | null {
  const read = cleanFirstName(fields['firstName'] ?? '');
  if (read.kind === 'ok') return read.name;
  problems['firstName'] = read.message;
  return null;
}

function readDay(fields: Fields, now: Instant, problems: FieldProblems): LocalDate | null {
  const typed = given(fields, 'birthDate');
  const none = given(fields, 'noDate');
  if (none !== '' && none !== 'yes') problems['noDate'] = 'Tick the box or leave it.';
  if (typed === '' && none === 'yes') return null;
  if (typed === '') {
    problems['birthDate'] = 'Give the day you gave birth, or tick the box below it.';
    return null;
  }
  if (none === 'yes') {
    problems['birthDate'] = 'You gave a day and ticked the box. Please keep one of the two.';
    return null;
  }
  const zone = given(fields, 'timeZone');
  const read = readBirthDate(typed, now, isTimeZone(zone) ? zone : null);
  if (read.kind === 'ok') return read.date;
  problems['birthDate'] = read.message;
  return null;
}

function readPace(fields: Fields, problems: FieldProblems): Pace {
  const typed = given(fields, 'pace');
  if (typed !== '' && typed !== 'standard' && typed !== 'gentle')
    problems['pace'] = 'Choose standard or gentle, or leave both blank.';
  return typed === 'standard' ? 'standard' : 'gentle';
}

function readMentions(fields: Fields, problems: FieldProblems): boolean {
  const typed = given(fields, 'babyMentions');
  if (typed !== '' && typed !== 'yes' && typed !== 'no')
    problems['babyMentions'] = 'Choose yes or no, or leave both blank.';
  return typed !== 'no';
}
