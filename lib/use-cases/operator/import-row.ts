import {
  type Instant,
  instantAt,
  type LocalDate,
  parseInstant,
  parseLocalDate,
} from '../../domain/calendar.ts';
import type { DateOrder } from '../../domain/countries.ts';
import type { FormRules } from '../../domain/course.ts';
import { type Typed, typedIn } from '../../domain/joining/field.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import { listMessageFor } from '../../domain/joining/problem-words.ts';
import { readDetails, type SignUpAnswers } from '../web/sign-up-form.ts';

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
  /** The end of a pause that she chose, null without one: she gets nothing before that day. */
  pausedUntil: LocalDate | null;
}

export type RowReading = { kind: 'ok'; row: ImportRow } | { kind: 'rejected'; why: string };

/** Reads one row as the sign-up form is read. Says everything that is wrong with it at once. */
export function readImportRow(
  course: FormRules,
  typed: Typed,
  now: Instant,
  listOrder: DateOrder = null,
): RowReading {
  const read = readDetails({ door: 'import', course, typed, now, current: null, listOrder });
  const evidence = readEvidence(typed, now);
  const pausedUntil = readPause(typed);
  const problems = [
    ...(read.kind === 'invalid' ? read.problems.map((problem) => messageOf(problem, typed)) : []),
    ...(typeof evidence === 'string' ? [evidence] : []),
    ...(pausedUntil === 'unreadable' ? ['pausedUntil: write it as 2026-01-31'] : []),
  ];
  if (read.kind === 'invalid' || typeof evidence === 'string' || pausedUntil === 'unreadable')
    return { kind: 'rejected', why: problems.join('; ') };
  return { kind: 'ok', row: { answers: read.answers, evidence, pausedUntil } };
}

/** Days since 1900 or since 1904, as a spreadsheet counts them: the same number may be either day. */
const DAY_NUMBER = /^\d{5}(?:[.,]\d+)?$/;

function messageOf(problem: Problem, typed: Typed): string {
  return problem.code === 'date-unreadable' && DAY_NUMBER.test(typedIn(typed, problem.input))
    ? `${problem.input}: the number of a day in a spreadsheet; show the column as a date such as 2026-01-31, and save again`
    : listMessageFor(problem);
}

function readPause(typed: Typed): LocalDate | null | 'unreadable' {
  const text = typedIn(typed, 'pausedUntil');
  return text === '' ? null : (parseLocalDate(text) ?? 'unreadable');
}

/** They are kept with her record, and go through the queue with her answers. */
const MOST_CONSENT_CHARACTERS = 20_000;

/** The three of them, none of them, or what is wrong. */
function readEvidence(fields: Typed, now: Instant): Evidence | null | string {
  const [typedAt, text, source] = ['consentAt', 'consentText', 'consentSource'].map((field) =>
    typedIn(fields, field),
  );
  if (!typedAt && !text && !source) return null;
  if (!typedAt || !text || !source)
    return 'consent: give consentAt, consentText and consentSource, or none of them';
  const day = parseLocalDate(typedAt);
  const at = day === null ? parseInstant(typedAt) : instantAt(day, 0, 'UTC');
  if (at === null) return 'consentAt: write it as 2026-01-31 or 2026-01-31T09:00:00Z';
  if (at < 0) return 'consentAt: before 1970';
  if (at > now) return 'consentAt: still to come';
  if (text.length > MOST_CONSENT_CHARACTERS || source.length > MOST_CONSENT_CHARACTERS)
    return `consent: consentText and consentSource hold ${MOST_CONSENT_CHARACTERS} characters at most`;
  return { at, text, source };
}
