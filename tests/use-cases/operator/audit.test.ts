import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/calendar.ts';
import { audit } from '../../../lib/use-cases/operator/audit.ts';
import { repairRestoredTable } from '../../../lib/use-cases/operator/repair-restored-table.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW, unanswered } from '../course-in-memory.ts';

const CLEAN = { unknown: 0, late: 0, duplicates: 0, unaccounted: 0, orphans: 0 };

test('a course without trouble: every week due was sent', async () => {
  const course = courseInMemory();
  await course.joins();
  for (let week = 0; week < 5; week += 1) await sendDue(course);
  expect(await audit(course.ports)()).toMatchObject({ ...CLEAN, due: 5, sent: 5, open: 0 });
});

test('every line of a mother counts, also of one who stays for twenty years', async () => {
  const course = courseInMemory();
  await course.joins();
  for (let week = 0; week < 1_001; week += 1) await sendDue(course);
  expect(await audit(course.ports)()).toMatchObject({ ...CLEAN, due: 1_001, sent: 1_001 });
});

test('weeks of an outage are skipped lines, and accounted for', async () => {
  const course = courseInMemory();
  await course.joins();
  await sendDue(course);
  course.set((await herRecord(course)).dueAt + 23 * DAY_MS);
  await sendDue(course, course.clock.now());
  expect(await audit(course.ports)()).toMatchObject({ ...CLEAN, due: 5, sent: 2, skipped: 3 });
});

test('a lesson due is open for a quarter of an hour, and late then', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.set(NOW + 15 * MINUTE_MS);
  expect(await audit(course.ports)()).toMatchObject({ ...CLEAN, due: 1, open: 1 });
  course.pass(1);
  expect(await audit(course.ports)()).toMatchObject({
    due: 1,
    late: 1,
    lateIds: [{ id: her.id, on: '2026-01-12' }],
  });
});

test('an attempt without an outcome is unknown after a quarter of an hour, with who it is', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  course.pass(HOUR_MS);
  expect(await audit(course.ports)()).toMatchObject({ unknown: 1, late: 0, unknownIds: [{ id: her.id }] });
});

test('a week whose line is missing is not accounted for, and a line of nobody is an orphan', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  for (let week = 0; week < 4; week += 1) await sendDue(course);
  await course.stores.ledger.delete(her.id, her.run, '2026-01-26');
  expect(await audit(course.ports)()).toMatchObject({ due: 3, unaccounted: 1 });
  await course.stores.subscribers.deleteProfile(her.id, 'leave');
  expect(await audit(course.ports)()).toMatchObject({ due: 0, orphans: 3 });
});

test('a restored table re-sends nothing and brings nobody back (Q15)', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  const left = await course.joins({ id: 'sub-2', address: 'left@example.com' });
  await sendDue(course);
  const backup = await herRecord(course);
  const sentBefore = course.mails.length;
  course.set(backup.dueAt + 10 * DAY_MS);
  await course.stores.suppressions.put({ id: left.id, reason: 'left', at: course.clock.now() });

  const report = await repairRestoredTable(course.ports)(course.clock.now() + DAY_MS);

  expect(report).toEqual({ erased: 1, moved: 1, skippedWeeks: 2, unchanged: 0, unreadable: [] });
  expect(await course.stores.rate.state()).toMatchObject({ cause: 'restore' });
  expect(await course.stores.subscribers.everything(left.id)).toEqual([]);
  const lines = await course.stores.ledger.of(her.id, 10);
  expect(lines.map(({ dueOn, state, reason }) => `${dueOn} ${state} ${reason}`).slice(0, 2)).toEqual([
    '2026-01-26 skipped restored',
    '2026-01-19 skipped restored',
  ]);
  const after = await herRecord(course);
  expect(after.dueOn).toBe('2026-02-02');
  expect(after.lessonNumber).toBeGreaterThanOrEqual(3);
  await course.dispatch();
  expect(course.queued).toEqual([]);
  expect(course.mails).toHaveLength(sentBefore);
  expect(await audit(course.ports)()).toMatchObject({ ...CLEAN, due: 3 });
});

test('restored may be run again: what is mended stays', async () => {
  const course = courseInMemory();
  await course.joins();
  course.set(NOW + 10 * DAY_MS);
  await repairRestoredTable(course.ports)(NOW + 90 * DAY_MS);
  const mended = await herRecord(course);
  expect(await repairRestoredTable(course.ports)(NOW + 90 * DAY_MS)).toMatchObject({
    moved: 0,
    unchanged: 1,
  });
  expect(await herRecord(course)).toEqual(mended);
});

async function sendDue(course: CourseInMemory, moment?: number): Promise<void> {
  const { id, dueAt } = await herRecord(course);
  course.set(moment ?? Math.max(dueAt, course.clock.now()));
  await course.deliver([{ id, dueAt }]);
}

test('a line of a record that cannot be read is no orphan, however many mothers there are', async () => {
  const course = courseInMemory({ rate: 1_000 });
  for (let index = 0; index < 45; index += 1)
    await course.joins({ id: `m${index}`, address: `m${index}@example.com` });
  await course.deliver(Array.from({ length: 45 }, (_, index) => ({ id: `m${index}`, dueAt: NOW })));
  course.poison('m44');
  expect(await audit(course.ports)()).toMatchObject({ due: 44, sent: 44, orphans: 0, unreadable: ['m44'] });
});

test('who joined while it read is no orphan either', async () => {
  const course = courseInMemory();
  await course.joins();
  const { all } = course.ports.accounts;
  course.ports.accounts.all = async function* joining() {
    yield* all();
    const late = await course.joins({ id: 'late', address: 'late@example.com' });
    await course.deliver([{ id: 'late', dueAt: NOW }]);
    yield {
      id: late.id,
      subscriber: null,
      lines: await course.stores.ledger.of('late', 10),
      ...{ isReadable: true, notes: [], areNotesReadable: true },
    };
  };
  expect(await audit(course.ports)()).toMatchObject({ orphans: 0 });
});

test('who is met in two parts, or at two moments, is looked at again', async () => {
  const course = courseInMemory();
  await course.joins();
  for (let week = 0; week < 4; week += 1) await sendDue(course);
  const { all } = course.ports.accounts;
  course.ports.accounts.all = async function* inParts() {
    for await (const account of all()) {
      yield { ...account, lines: account.lines.slice(0, 1) };
      yield { ...account, subscriber: null, lines: account.lines.slice(1) };
    }
  };
  expect(await audit(course.ports)()).toMatchObject({ ...CLEAN, due: 4, sent: 4 });
});
