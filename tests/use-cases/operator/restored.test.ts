import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/calendar.ts';
import { repairRestoredTable } from '../../../lib/use-cases/operator/repair-restored-table.ts';
import { courseInMemory, herRecord, NOW, sesEvent } from '../course-in-memory.ts';

const LATER = NOW + 30 * DAY_MS;

test('a record that something else writes meanwhile is read again and mended', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.pass(2 * DAY_MS);
  const { replace } = course.stores.subscribers;
  let writes = 0;
  const subscribers = {
    ...course.stores.subscribers,
    replace: async (...change: Parameters<typeof replace>) =>
      writes++ === 0 ? ('conflict' as const) : replace(...change),
  };
  const report = await repairRestoredTable({ ...course.ports, subscribers })(LATER);
  expect(report).toMatchObject({ moved: 1, skippedWeeks: 1, unreadable: [] });
  expect((await herRecord(course)).dueAt).toBeGreaterThan(her.dueAt);
});

test('of who left while she was mended no line stays', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.pass(2 * DAY_MS);
  const subscribers = {
    ...course.stores.subscribers,
    replace: async () => {
      await course.stores.subscribers.deleteProfile(her.id, 'leave');
      return 'conflict' as const;
    },
  };
  expect(await repairRestoredTable({ ...course.ports, subscribers })(LATER)).toMatchObject({ unchanged: 1 });
  expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
});

test('who bounced stays as she is, and who is due later is left alone', async () => {
  const course = courseInMemory();
  const bounced = await course.joins();
  await course.record(sesEvent(bounced, 'attempt-0000000001', { kind: 'bounce' }));
  await course.joins({ id: 'sub-2', dueAt: NOW + 7 * DAY_MS, dueOn: '2026-01-19' });
  course.pass(HOUR_MS);
  expect(await repairRestoredTable(course.ports)(LATER)).toMatchObject({ unchanged: 2, erased: 0, moved: 0 });
});
