import { expect, test } from 'vitest';
import { exportLines } from '../../../lib/cli/csv/export-lines.ts';
import { readImport } from '../../../lib/cli/csv/import-file.ts';
import { aboutOf } from '../../../lib/domain/joining/stored-fields.ts';
import type { Subscriber } from '../../../lib/domain/subscriber.ts';
import type { EnrolMessage } from '../../../lib/ports/queues.ts';
import type { ImportRow } from '../../../lib/use-cases/operator/import-row.ts';
import { idOfRow, importSubscribers } from '../../../lib/use-cases/operator/import-subscriber.ts';
import { confirm } from '../../../lib/use-cases/web/confirm.ts';
import { subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { type CourseInMemory, courseInMemory, NOW } from '../course-in-memory.ts';

const EVIDENCE = { at: NOW - 1_000, text: 'I agree', source: 'the old course' };
const HERS = subscriber({
  ...{ address: 'Ann.Bee@example.com', firstName: '\'=Ann, "Bee"', babyMentions: false },
  ...{ birthDate: '2025-11-02', pace: 'gentle', country: 'AU', timeZone: 'Australia/Perth' },
  ...{ sendDay: 7, sendHour: 0 },
});

/** Her row, as an export of one course writes it and the import of another reads it. */
async function carried(hers: Subscriber): Promise<ImportRow> {
  const lines = await Array.fromAsync(exportLines(each(hers), { format: 'csv', excel: false }));
  const file = await readImport(each(Buffer.from(lines.join(''))), {
    now: NOW,
    order: null,
    course: COURSE,
  });
  const [line] = await Array.fromAsync(file.lines);
  if (line?.kind !== 'ok') throw new Error(line?.why ?? 'no row');
  return line.row;
}

async function* each<Value>(value: Value): AsyncGenerator<Value> {
  yield value;
}

async function imported(course: CourseInMemory, row: ImportRow, confirmed: boolean) {
  const { ports, stores } = course;
  const id = await idOfRow(ports, row);
  const queued: EnrolMessage[] = [];
  const enrolQueue = { send: async (message: EnrolMessage) => void queued.push(message) };
  const imports = importSubscribers(
    { ...ports, enrolQueue, digest: (text) => text },
    { confirmed, dryRun: false },
  );
  await imports([{ id, row: { ...row, evidence: EVIDENCE } }]);
  for (const message of queued) await course.enrol(message);
  for (const { text } of course.mails) await confirm(ports)(text);
  const record = await stores.subscribers.get(id);
  if (record === null) throw new Error('nobody was imported');
  return record;
}

test.each([true, false])(
  'she has all that she chose in the other course, enrolled on evidence: %s',
  async (confirmed) => {
    const record = await imported(courseInMemory(), await carried(HERS), confirmed);
    expect(aboutOf(record)).toEqual(aboutOf(HERS));
    expect(record.address).toBe(HERS.address);
  },
);

test('whoever rests gets nothing before the day that she chose', async () => {
  const row = await carried({ ...HERS, state: 'paused', pausedUntil: '2026-03-01' });
  const record = await imported(courseInMemory(), row, true);
  expect(record.state !== 'stopped' && record.dueOn >= '2026-03-01').toBe(true);
});

test('whoever does not rest gets her first lesson at once', async () => {
  const record = await imported(courseInMemory(), await carried(HERS), true);
  expect(record.state !== 'stopped' && record.dueAt - NOW).toBe(30_000);
});
