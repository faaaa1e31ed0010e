import { expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { afterRestore } from '../../../lib/domain/sending/restore.ts';
import { at, subscriber } from '../../builders.ts';

const DUE = at('2026-01-12 09:00');
const due = subscriber({ dueAt: DUE, dueOn: '2026-01-12' });

test('a rest that ends later than tomorrow stays as long as it was', () => {
  const [short, long] = ['2026-01-13', '2026-02-01'].map((restUntil) => ({ ...due, restUntil }));
  const restedUntil = (was: typeof due | undefined) => afterRestore(was ?? due, DUE + DAY_MS)?.next.restUntil;
  expect(restedUntil(short)).toBe('2026-01-14');
  expect(restedUntil(long)).toBe('2026-02-01');
  expect(restedUntil(due)).toBe('2026-01-14');
});

test('who is due later has nothing to skip', () => {
  expect(afterRestore(due, DUE - 2 * DAY_MS)).toBeNull();
});
