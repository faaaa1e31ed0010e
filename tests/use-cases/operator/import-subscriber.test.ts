import { expect, test } from 'vitest';
import type { SubscriberStore } from '../../../lib/ports/subscriber-store.ts';
import { readImportRow } from '../../../lib/use-cases/operator/import-row.ts';
import { idOfRow, importSubscribers } from '../../../lib/use-cases/operator/import-subscriber.ts';
import { leaveNow } from '../../../lib/use-cases/web/leave.ts';
import { COURSE } from '../../course.ts';
import { courseInMemory, NOW } from '../course-in-memory.ts';

const ROW = {
  ...{ email: 'mother@example.com', noDate: 'yes', country: 'GB' },
  ...{ consentAt: '2026-01-01T09:00:00Z', consentText: 'I agree', consentSource: 'our own list' },
};

/** Imports one row, and lets her leave in the midst of the call `during`; undefined: nobody leaves. */
async function importedWhile(during?: 'getMany' | 'confirm' | 'putConsents', when?: 'before' | 'after') {
  const { ports, stores } = courseInMemory();
  const reading = readImportRow(COURSE, ROW, NOW);
  if (reading.kind !== 'ok') throw new Error(reading.why);
  const id = await idOfRow(ports, reading.row);
  const enrolQueue = { send: async () => undefined };
  const leaves = () => leaveNow({ ...ports, enrolQueue }, id);
  const subscribers: SubscriberStore = { ...stores.subscribers };
  const interrupted = <Arguments extends unknown[], Result>(
    call: (...given: Arguments) => Promise<Result>,
  ) => {
    return async (...given: Arguments): Promise<Result> => {
      if (when === 'before') await leaves();
      const result = await call(...given);
      if (when === 'after') await leaves();
      return result;
    };
  };
  if (during === 'getMany') subscribers.getMany = interrupted(stores.subscribers.getMany);
  if (during === 'confirm') subscribers.confirm = interrupted(stores.subscribers.confirm);
  if (during === 'putConsents') subscribers.putConsents = interrupted(stores.subscribers.putConsents);
  const imports = importSubscribers(
    { ...ports, enrolQueue, subscribers, digest: (text) => text },
    { confirmed: true, dryRun: false },
  );
  const [outcome] = await imports([{ id, row: reading.row }]);
  return { outcome, left: await stores.suppressions.get(id), held: await stores.subscribers.everything(id) };
}

test('a row with evidence begins a course, with its consent', async () => {
  const { outcome, held } = await importedWhile();
  expect([outcome, held.length]).toEqual(['enrolled', 2]);
});

test.each([
  ['getMany', 'before'],
  ['getMany', 'after'],
  ['confirm', 'before'],
  ['confirm', 'after'],
  ['putConsents', 'before'],
  ['putConsents', 'after'],
] as const)('who leaves while her row is imported has nothing left: %s, %s', async (during, when) => {
  const { outcome, left, held } = await importedWhile(during, when);
  expect(left).toMatchObject({ reason: 'left' });
  expect(held).toEqual([]);
  expect(outcome).toBe('suppressed');
});
