import { type Instant, instantAt, isTimeZone, parseInstant, parseLocalDate } from '../../domain/calendar.ts';
import { COUNTRIES } from '../../domain/course.ts';
import { readBirthDate } from '../../domain/joining/birth-date.ts';
import { type Fields, given, readSignUp, type SignUpAnswers } from '../web/sign-up-form.ts';

/** Columns of an import, as `course export` writes them too (docs/rules/data.md#commands). */
export const IMPORT_COLUMNS = [
  'email',
  'birthDate',
  'noDate',
  'firstName',
  'pace',
  'country',
  'timeZone',
  'consentAt',
  'consentText',
  'consentSource',
] as const;

/** Where and when she agreed, and to what words. */
export interface Evidence {
  at: Instant;
  text: string;
  source: string;
}

export interface ImportRow {
  answers: SignUpAnswers;
  /** Null when the row holds none of it. */
  evidence: Evidence | null;
}

export type RowReading = { kind: 'ok'; row: ImportRow } | { kind: 'rejected'; why: string };

const YES: readonly string[] = ['yes', 'y', 'true', '1'];
const NO: readonly string[] = ['', 'no', 'n', 'false', '0'];

/** Reads one row: what the sign-up form would take, by the same rules. Says everything that is wrong with it at once. */
export function readImportRow(typed: Fields, now: Instant): RowReading {
  const fields = inOurWords(typed);
  const problems = zoneProblem(fields);
  const read = readSignUp(fields, now);
  if (read.kind === 'invalid') {
    problems.unshift(...Object.keys(read.problems).map((field) => problemOf(field, fields, now)));
  }
  const evidence = readEvidence(fields, now);
  if (typeof evidence === 'string') problems.push(evidence);
  if (read.kind === 'invalid' || typeof evidence === 'string' || problems.length > 0)
    return { kind: 'rejected', why: problems.join('; ') };
  return { kind: 'ok', row: { answers: read.answers, evidence } };
}

/** As lists from elsewhere have it: UK for GB, Yes or 1 for yes, any case; no country is `other`. */
function inOurWords(typed: Fields): Fields {
  const country = given(typed, 'country').toUpperCase();
  const known = COUNTRIES.find((one) => one.toUpperCase() === country);
  const noDate = given(typed, 'noDate').toLowerCase();
  return {
    ...typed,
    country: country === '' ? 'other' : country === 'UK' ? 'GB' : (known ?? country),
    pace: given(typed, 'pace').toLowerCase(),
    noDate: YES.includes(noDate) ? 'yes' : NO.includes(noDate) ? '' : noDate,
    consent: 'yes',
  };
}

function zoneProblem(fields: Fields): string[] {
  const zone = given(fields, 'timeZone');
  const known = zone === '' || (/^[A-Za-z]/.test(zone) && isTimeZone(zone));
  return known ? [] : ['timeZone: not an IANA name such as Europe/London'];
}

const PROBLEMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    email: 'email: not an address that mail can go to',
    pace: 'pace: standard or gentle',
    country: `country: one of ${COUNTRIES.join(' ')}`,
    noDate: 'noDate: yes, or empty',
    firstName: 'firstName: a first name only, 50 letters at most',
  }),
);

function problemOf(field: string, fields: Fields, now: Instant): string {
  return field === 'birthDate'
    ? dateProblem(fields, now)
    : (PROBLEMS.get(field) ?? `${field}: cannot be read`);
}

/** Only one way to write a date is read: 02/01 is two days, and which one decides what she trains. */
function dateProblem(fields: Fields, now: Instant): string {
  const typed = given(fields, 'birthDate');
  if (typed === '') return 'birthDate: missing; give a date, or yes under noDate';
  const read = readBirthDate(typed, now, null);
  if (read.kind === 'ok') return 'birthDate and noDate: keep one of the two';
  switch (read.why) {
    case 'unreadable':
      return 'birthDate: write it as 2026-01-31; 31/01/2026, 1 Feb 2026 and bare numbers are not read';
    case 'impossible':
      return 'birthDate: not a day of the calendar';
    case 'future':
      return 'birthDate: still to come';
  }
}

/** The three of them, none of them, or what is wrong. */
function readEvidence(fields: Fields, now: Instant): Evidence | null | string {
  const [typedAt, text, source] = ['consentAt', 'consentText', 'consentSource'].map((field) =>
    given(fields, field),
  );
  if (!typedAt && !text && !source) return null;
  if (!typedAt || !text || !source)
    return 'consent: give consentAt, consentText and consentSource, or none of them';
  const day = parseLocalDate(typedAt);
  const at = day === null ? parseInstant(typedAt) : instantAt(day, 0, 'UTC');
  if (at === null) return 'consentAt: write it as 2026-01-31 or 2026-01-31T09:00:00Z';
  if (at < 0) return 'consentAt: before 1970';
  if (at > now) return 'consentAt: still to come';
  return { at, text, source };
}
