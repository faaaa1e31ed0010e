import { describe, expect, test } from 'vitest';
import { readImportRow } from '../../../lib/use-cases/operator/import-row.ts';
import { at } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { OBJECT_WORDS } from '../../object-words.ts';

const NOW = at('2026-11-23 10:00');
const ROW = { email: 'ann@example.com', birthDate: '2026-05-05', country: 'GB' };
const EVIDENCE = { consentText: 'I agree', consentSource: 'https://old.example/form' };

describe.each(OBJECT_WORDS)('a row that says %s', (word) => {
  test.each(['pace', 'country', 'noDate', 'timeZone', 'birthDate'])('under %s is rejected', (column) => {
    const read = readImportRow(COURSE, { ...ROW, [column]: word }, NOW);
    expect(read).toEqual({ kind: 'rejected', why: expect.stringContaining(`${column}: `) });
  });

  test('under consentAt is rejected', () => {
    const read = readImportRow(COURSE, { ...ROW, ...EVIDENCE, consentAt: word }, NOW);
    expect(read).toEqual({ kind: 'rejected', why: expect.stringMatching(/^consentAt: write it as/) });
  });
});

test('a consent from before 1970, which no message may carry, is rejected', () => {
  const read = readImportRow(COURSE, { ...ROW, ...EVIDENCE, consentAt: '1969-12-31' }, NOW);
  expect(read).toEqual({ kind: 'rejected', why: 'consentAt: before 1970' });
  expect(readImportRow(COURSE, { ...ROW, ...EVIDENCE, consentAt: '1970-01-01' }, NOW).kind).toBe('ok');
});
