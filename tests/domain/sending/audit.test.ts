import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/calendar.ts';
import { auditOf } from '../../../lib/domain/sending/audit.ts';
import { at, line, subscriber } from '../../builders.ts';
import { stopped } from '../../contracts/records.ts';

const DUE = at('2026-01-12 09:00');
const joined = at('2026-01-12 08:00');
const due = subscriber({ joinedAt: joined, dueAt: DUE, dueOn: '2026-01-12' });
const claim = { attempt: 'attempt-a', at: DUE, sendBy: DUE + 6_000 };
const hers = { id: due.id, run: due.run, dueAt: DUE, dueOn: '2026-01-12', at: DUE };

test('a claim is open for a quarter of an hour, and unknown then', () => {
  expect(auditOf({ ...due, claim }, [], DUE + 60_000).counts).toMatchObject({ due: 1, open: 1, unknown: 0 });
  const { counts, unknownOn } = auditOf({ ...due, claim }, [], DUE + HOUR_MS);
  expect(counts).toMatchObject({ due: 1, open: 0, unknown: 1 });
  expect(unknownOn).toEqual(['2026-01-12']);
});

test('a line before its record is settled tells of the week already', () => {
  const { counts } = auditOf({ ...due, claim }, [line(hers)], DUE + HOUR_MS);
  expect(counts).toMatchObject({ due: 1, sent: 1, open: 0, unknown: 0, late: 0 });
});

test('of who bounced nothing is due, and her lines count', () => {
  const gone = stopped({ id: due.id, run: due.run });
  const unknown = line({ ...hers, state: 'unknown' });
  expect(auditOf(gone, [unknown], DUE + 10 * DAY_MS)).toMatchObject({
    counts: { due: 1, unknown: 1, late: 0 },
    unknownOn: ['2026-01-12'],
    lateOn: [],
  });
});

test('lines are taken by their day, in whatever order they are read', () => {
  const lines = [0, 7, 14].map((days) => {
    const dueAt = DUE + days * DAY_MS;
    const dueOn = ['2026-01-12', '2026-01-19', '2026-01-26'][days / 7] ?? '';
    return line({ ...hers, dueAt, dueOn, at: dueAt });
  });
  const later = { ...due, dueAt: DUE + 21 * DAY_MS, dueOn: '2026-02-02' };
  for (const order of [lines, lines.toReversed()])
    expect(auditOf(later, order, DUE + 20 * DAY_MS).counts).toMatchObject({ sent: 3, unaccounted: 0 });
});
