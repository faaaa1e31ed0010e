import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/calendar.ts';
import type { EnrolMessage } from '../../../lib/ports/queues.ts';
import { type ImportRow, readImportRow } from '../../../lib/use-cases/operator/import-row.ts';
import {
  type ImportMode,
  idOfRow,
  importSubscribers,
} from '../../../lib/use-cases/operator/import-subscriber.ts';
import { COURSE } from '../../course.ts';
import { type CourseInMemory, courseInMemory, NOW } from '../course-in-memory.ts';

const ASKING = { email: 'mother@example.com', noDate: 'yes', country: 'GB' };
const AGREED = {
  ...ASKING,
  ...{ consentAt: '2026-01-01T09:00:00Z', consentText: 'I agree', consentSource: 'our own list' },
};

function rowOf(typed: Record<string, string>): ImportRow {
  const reading = readImportRow(COURSE, typed, NOW);
  if (reading.kind !== 'ok') throw new Error(reading.why);
  return reading.row;
}

async function imported(
  course: CourseInMemory,
  typed: Record<string, string>,
  mode: Partial<ImportMode> = {},
) {
  const row = rowOf(typed);
  const id = await idOfRow(course.ports, row);
  const queued: EnrolMessage[] = [];
  const deps = {
    ...course.ports,
    enrolQueue: { send: async (message: EnrolMessage) => void queued.push(message) },
    digest: (text: string) => `hash of ${text}`,
  };
  const [outcome] = await importSubscribers(deps, { confirmed: false, dryRun: false, ...mode })([
    { id, row },
  ]);
  return { id, outcome, queued };
}

describe('a row of a list', () => {
  test('asks her by mail, in the words that she agreed to elsewhere, if any', async () => {
    const bare = await imported(courseInMemory(), ASKING);
    expect(bare).toMatchObject({ outcome: 'asked', queued: [{ kind: 'sign-up' }] });
    expect(JSON.stringify(bare.queued)).not.toContain('"text"');
    const agreed = await imported(courseInMemory(), AGREED);
    expect(JSON.stringify(agreed.queued)).toContain('"text":"I agree"');
  });

  test('only said, writes and mails nothing', async () => {
    const course = courseInMemory();
    expect(await imported(course, ASKING, { dryRun: true })).toMatchObject({ outcome: 'asked', queued: [] });
    const enrolling = await imported(course, AGREED, { dryRun: true, confirmed: true });
    expect(enrolling.outcome).toBe('enrolled');
    expect(await course.stores.subscribers.everything(enrolling.id)).toEqual([]);
  });

  test('enrols nobody without evidence', async () => {
    expect(await imported(courseInMemory(), ASKING, { confirmed: true })).toMatchObject({
      outcome: 'no-evidence',
    });
  });

  test('wakes nobody who left, and touches no record that cannot be read', async () => {
    const course = courseInMemory();
    const { id } = await imported(course, ASKING, { dryRun: true });
    await course.joins({ id });
    course.poison(id);
    expect((await imported(course, ASKING)).outcome).toBe('unreadable');
    await course.stores.suppressions.put({ id, reason: 'left', at: NOW });
    expect((await imported(course, ASKING)).outcome).toBe('suppressed');
  });

  test('asks nobody twice within thirty days', async () => {
    const course = courseInMemory();
    const { id } = await imported(course, ASKING, { dryRun: true });
    await course.stores.limits.addMail(id, [], { at: NOW - 29 * DAY_MS, signUpId: 'sign-up-1' });
    expect((await imported(course, ASKING)).outcome).toBe('asked-before');
    course.pass(2 * DAY_MS);
    expect((await imported(course, ASKING)).outcome).toBe('asked');
  });

  test('imported twice enrols her once, and another row of hers changes nothing', async () => {
    const course = courseInMemory();
    const mode = { confirmed: true };
    expect((await imported(course, AGREED, mode)).outcome).toBe('enrolled');
    expect((await imported(course, AGREED, mode)).outcome).toBe('already');
    expect((await imported(course, { ...AGREED, country: 'IE' }, mode)).outcome).toBe('already');
  });
});

test.each([
  [{ ...ASKING, pausedUntil: 'soon' }, 'pausedUntil: write it as 2026-01-31'],
  [
    { ...ASKING, consentAt: '2026-01-01' },
    'consent: give consentAt, consentText and consentSource, or none of them',
  ],
  [{ ...AGREED, consentAt: 'yesterday' }, 'consentAt: write it as 2026-01-31 or 2026-01-31T09:00:00Z'],
  [{ ...AGREED, consentAt: '1969-01-01' }, 'consentAt: before 1970'],
  [{ ...AGREED, consentAt: new Date(NOW + HOUR_MS).toISOString() }, 'consentAt: still to come'],
])('a row is refused with what is wrong: %j', (typed, why) => {
  expect(readImportRow(COURSE, typed, NOW)).toEqual({ kind: 'rejected', why });
});
