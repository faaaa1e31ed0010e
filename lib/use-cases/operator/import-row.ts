import { type Instant, instantAt, parseInstant, parseLocalDate } from '../../domain/calendar.ts';
import type { DateOrder } from '../../domain/joining/birth-date.ts';
import { type Typed, typedIn } from '../../domain/joining/field.ts';
import { FIELD_INPUTS } from '../../domain/joining/fields.ts';
import { listMessageFor } from '../../domain/joining/problem-words.ts';
import { readDetails, type SignUpAnswers } from '../web/sign-up-form.ts';

/** Columns of an import, as `course export` writes them too (docs/rules/data.md#commands). */
export const IMPORT_COLUMNS: readonly string[] = [
  'email',
  ...FIELD_INPUTS,
  'consentAt',
  'consentText',
  'consentSource',
];

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

/** Reads one row as the sign-up form is read. Says everything that is wrong with it at once. */
export function readImportRow(typed: Typed, now: Instant, listOrder: DateOrder = null): RowReading {
  const read = readDetails({ door: 'import', typed, now, current: null, listOrder });
  const evidence = readEvidence(typed, now);
  const problems = [
    ...(read.kind === 'invalid' ? read.problems.map(listMessageFor) : []),
    ...(typeof evidence === 'string' ? [evidence] : []),
  ];
  if (read.kind === 'invalid' || typeof evidence === 'string')
    return { kind: 'rejected', why: problems.join('; ') };
  return { kind: 'ok', row: { answers: read.answers, evidence } };
}

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
  return { at, text, source };
}
