import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { audit } from '../../../lib/use-cases/operator/audit.ts';
import { importSubscribers } from '../../../lib/use-cases/operator/import-subscriber.ts';
import { repairRestoredTable } from '../../../lib/use-cases/operator/repair-restored-table.ts';
import { stats } from '../../../lib/use-cases/operator/stats.ts';
import { leaveNow } from '../../../lib/use-cases/web/leave.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW, sesEvent } from '../course-in-memory.ts';

const ATTEMPT = 'attempt-0000000001';
const OTHERS = Array.from({ length: 19 }, (_, index) => `other-${String(index).padStart(2, '0')}`);

describe('reconcile, with one record that cannot be parsed and 19 lost messages of others (3)', () => {
  test('queues the others again, names the one, and writes its metrics', async () => {
    const course = await allLost();
    course.poison('sub-1');
    expect(await course.reconcile()).toMatchObject({ requeue: 19, failed: 1 });
    expect(course.queued.map(({ id }) => id).sort()).toEqual(OTHERS);
    expect(course.logged).toContainEqual(['row-not-reconciled', { subscriber: 'sub-1' }]);
    expect(course.counted.get('DueNotSent')).toBe(20);
  });

  test('sets her aside after three tries for a day, with an alarm', async () => {
    const course = await allLost();
    course.poison('sub-1');
    for (const failed of [1, 1]) {
      expect(await course.reconcile()).toMatchObject({ failed, 'set-aside': 0 });
      course.pass(15 * MINUTE_MS);
    }
    expect(await course.reconcile()).toMatchObject({ failed: 0, 'set-aside': 1 });
    expect(course.counted.get('LessonsParked')).toBe(1);
    expect(course.logged).toContainEqual(['row-set-aside', { subscriber: 'sub-1' }]);
    course.pass(15 * MINUTE_MS);
    expect(await course.reconcile()).toMatchObject({ failed: 0, 'set-aside': 0, requeue: 19 });
  });

  test('sends her lesson by itself once a release can read her again', async () => {
    const course = await allLost();
    const mend = course.poison('sub-1');
    for (let run = 0; run < 3; run += 1) await course.reconcile();
    course.queued.length = 0;
    mend();
    course.pass(DAY_MS + 10 * SECOND_MS);
    await course.dispatch();
    const [due] = course.queued.filter(({ id }) => id === 'sub-1');
    if (due === undefined) throw new Error('she was not queued');
    expect(await course.deliver([due])).toEqual(['sent']);
    expect(await course.stores.ledger.of('sub-1', 10)).toMatchObject([{ state: 'sent', number: 1 }]);
  });

  test('a read that is throttled is tried again by the next run, and is never set aside', async () => {
    const course = await allLost();
    throttle(course, 'sub-1');
    for (let run = 0; run < 5; run += 1)
      expect(await course.reconcile()).toMatchObject({ requeue: 19, failed: 1, 'set-aside': 0 });
    expect(course.counted.get('LessonsParked')).toBeUndefined();
  });

  test('a ledger line that cannot be parsed sets its row aside as well', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = () => ({ kind: 'unknown', error: 'timeout' });
    await course.deliver([her]);
    course.pass(HOUR_MS);
    await course.dispatch();
    course.tables.lines.set(her.id, new Map([[`${her.run}#${her.dueOn}`, { v: { N: '99' } }]]));
    const outcomes: number[] = [];
    for (let run = 0; run < 3; run += 1) outcomes.push((await course.reconcile())['set-aside']);
    expect(outcomes).toEqual([0, 0, 1]);
  });

  test('a shard whose mark cannot be read stops no other shard', async () => {
    const course = await allLost();
    const { getMark } = course.stores.subscribers;
    course.ports.subscribers = {
      ...course.ports.subscribers,
      getMark: (shard, of) => (shard === 0 ? Promise.reject(new Error('throttled')) : getMark(shard, of)),
    };
    const { requeue, failed } = await course.reconcile();
    expect(failed).toBe(1);
    expect(requeue).toBeGreaterThan(12);
    expect(course.counted.get('UnknownOpen')).toBe(0);
  });

  test('a run that fails in the end has written its metrics', async () => {
    const course = await allLost();
    course.ports.queue = { ...course.ports.queue, depth: () => Promise.reject(new Error('no answer')) };
    await expect(course.reconcile()).rejects.toThrow('no answer');
    expect(course.counted.get('DueNotSent')).toBe(20);
    expect(course.counted.get('ReconcileFinished')).toBeUndefined();
  });
});

describe('deliver', () => {
  test('shows a record that cannot be parsed to the queue each time, and keeps no claim on it (5)', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    const other = await course.joins({ id: 'other', address: 'other@example.com' });
    const mend = course.poison(her.id);
    expect(await course.deliver([her, other])).toEqual(['threw', 'sent']);
    expect(await course.deliver([her])).toEqual(['threw']);
    mend();
    expect(await herRecord(course)).toMatchObject({ claim: null });
    expect(await course.deliver([her])).toEqual(['sent']);
  });

  test('gives the claim back when a store does not answer before the mail is sent', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    const { get } = course.stores.suppressions;
    course.ports.suppressions = {
      ...course.ports.suppressions,
      get: () => Promise.reject(new Error('throttled')),
    };
    expect(await course.deliver([her])).toEqual(['threw']);
    course.ports.suppressions = { ...course.ports.suppressions, get };
    expect(await course.deliver([her])).toEqual(['sent']);
    expect(course.mails).toHaveLength(1);
  });
});

describe('of a record that cannot be parsed', () => {
  test('leaving leaves nothing, and waits a claim out (4)', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.stores.subscribers.claim(her, { attempt: ATTEMPT, at: NOW, sendBy: NOW + 5 * SECOND_MS });
    course.poison(her.id);
    const enrolQueue = { send: async () => {} };
    expect(await leaveNow({ ...course.ports, enrolQueue }, her.id)).toEqual({ country: 'GB' });
    expect(course.clock.now()).toBe(NOW + 6 * SECOND_MS);
    expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'left' });
  });

  test('the repeated deletion works as well', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.deliver([her]);
    course.poison(her.id);
    await course.stores.suppressions.put({ id: her.id, reason: 'left', at: NOW });
    expect(await course.enrol({ kind: 'forget', forget: { id: her.id, run: her.run } })).toBe('forgotten');
    expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
  });

  test('a hard bounce suppresses, and nothing is sent', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.deliver([her]);
    const mend = course.poison(her.id);
    await expect(course.record(sesEvent(her, ATTEMPT, { kind: 'bounce' }))).rejects.toThrow();
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'bounced' });
    mend();
    await course.record(sesEvent(her, ATTEMPT, { kind: 'bounce' }));
    expect(await course.stores.subscribers.get(her.id)).toMatchObject({ state: 'stopped' });
  });
});

describe('a command of the operator names who cannot be read, and does the rest:', () => {
  test('audit', async () => {
    const course = await twoSent();
    course.poison('sub-1');
    expect(await audit(course.ports)()).toMatchObject({ due: 1, sent: 1, orphans: 0, unreadable: ['sub-1'] });
  });

  test('audit, for a ledger that cannot be read', async () => {
    const course = await twoSent();
    course.tables.lines.set('sub-1', new Map([['broken', { v: { N: '99' } }]]));
    expect(await audit(course.ports)()).toMatchObject({ due: 1, sent: 1, unreadable: ['sub-1'] });
  });

  test('stats', async () => {
    const course = await twoSent();
    course.poison('sub-1');
    const report = await stats(course.ports)({ sample: 1, unitsPerSecond: 1_000, onProgress: () => {} });
    expect(report).toMatchObject({ unreadable: ['sub-1'], tally: { states: { active: 1 } } });
  });

  test('restored, which still deletes who left since', async () => {
    const course = await twoSent();
    await course.joins({ id: 'left', address: 'left@example.com' });
    course.poison('sub-1');
    course.poison('left');
    await course.stores.suppressions.put({ id: 'left', reason: 'left', at: NOW });
    const report = await repairRestoredTable(course.ports)(NOW + DAY_MS);
    expect(report).toMatchObject({ erased: 1, unchanged: 1, unreadable: ['sub-1'] });
    expect(await course.stores.subscribers.everything('left')).toEqual([]);
  });

  test('import', async () => {
    const course = await twoSent();
    course.poison('sub-1');
    const deps = { ...course.ports, enrolQueue: { send: async () => {} }, digest: (text: string) => text };
    const rows = ['sub-1', 'other'].map((id) => ({
      id,
      row: { answers: ANSWERS, evidence: null, pausedUntil: null },
    }));
    expect(await importSubscribers(deps, { confirmed: false, dryRun: true })(rows)).toEqual([
      'unreadable',
      'already',
    ]);
  });
});

const ANSWERS = {
  address: 'mother@example.com',
  firstName: null,
  birthDate: null,
  pace: 'gentle',
  country: 'GB',
  timeZone: 'Europe/London',
  babyMentions: true,
  training: null,
  sendDay: null,
  sendHour: 9,
} as const;

/** Twenty women are due, dispatch queued them, and every message was lost. */
async function allLost(): Promise<CourseInMemory> {
  const course = courseInMemory();
  for (const id of ['sub-1', ...OTHERS]) await course.joins({ id });
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  course.queued.length = 0;
  course.pass(20 * MINUTE_MS);
  return course;
}

async function twoSent(): Promise<CourseInMemory> {
  const course = courseInMemory();
  await course.deliver([await course.joins(), await course.joins({ id: 'other', address: 'o@example.com' })]);
  return course;
}

function throttle(course: CourseInMemory, throttled: string): void {
  const { get } = course.stores.subscribers;
  course.ports.subscribers = {
    ...course.ports.subscribers,
    get: (id) => (id === throttled ? Promise.reject(new Error('throttled')) : get(id)),
  };
}

describe('a link to leave by, for who holds a damaged one', () => {
  test('is mailed from a record that cannot be parsed, and its link leaves nothing (4)', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.poison(her.id);
    await course.enrol({ kind: 'leave-link', leaveLink: { id: her.id, at: NOW } });
    expect(course.mails).toMatchObject([{ to: her.address, kind: 'link' }]);
    await leaveNow({ ...course.ports, enrolQueue: { send: async () => {} } }, her.id);
    expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
  });

  test('goes to nobody whose address bounced, and fails aloud where the address itself cannot be read', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    const ask = () => course.enrol({ kind: 'leave-link', leaveLink: { id: her.id, at: NOW } });
    const item = course.tables.profiles.get(her.id);
    course.tables.profiles.set(her.id, { ...item, state: { S: 'stopped' } });
    expect(await ask()).toBe('dropped');
    course.tables.profiles.set(her.id, { ...item, addr: { N: '1' } });
    await expect(ask()).rejects.toThrow('without an address');
    expect(course.mails).toEqual([]);
  });
});
