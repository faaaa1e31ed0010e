import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { SHARDS, shardOf } from '../../../lib/domain/sending/shard.ts';
import type { DueRow } from '../../../lib/ports/subscriber-store.ts';
import { line } from '../../builders.ts';
import { stopped } from '../../contracts/records.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW, unanswered } from '../course-in-memory.ts';

const HALF_HOUR_MS = 30 * MINUTE_MS;

test('a run asks each shard once, and says that it came to its end', async () => {
  const course = courseInMemory();
  const asked: number[] = [];
  const { getMark } = course.stores.subscribers;
  course.ports.subscribers = {
    ...course.ports.subscribers,
    getMark: async (shard, of) => {
      if (of === undefined) asked.push(shard);
      return getMark(shard, of);
    },
  };
  course.ports.limits = { ...course.ports.limits, take: async () => 'exceeded' };
  await course.reconcile();
  expect(asked).toEqual(Array.from({ length: SHARDS }, (_, shard) => shard));
  expect(course.counted.get('ReconcileFinished')).toBe(1);
});

test('a shard that cannot be read is named in the log', async () => {
  const course = courseInMemory();
  course.ports.subscribers = {
    ...course.ports.subscribers,
    getMark: (shard) => (shard === 7 ? Promise.reject(new Error('throttled')) : Promise.resolve(null)),
  };
  expect(await course.reconcile()).toMatchObject({ failed: 1 });
  expect(course.logged).toEqual([['shard-not-reconciled', { shard: 7 }]]);
});

test('a row that can be neither read nor set aside fails, is named, and is tried again by the next run', async () => {
  const { course, her } = await lost();
  course.poison(her.id);
  const { setAside } = course.ports.subscribers;
  course.ports.subscribers.setAside = () => Promise.reject(new Error('throttled'));
  expect(await course.reconcile()).toMatchObject({ failed: 1, 'set-aside': 0 });
  expect(course.logged).toContainEqual(['row-not-set-aside', { subscriber: her.id }]);
  course.ports.subscribers.setAside = setAside;
  for (let run = 0; run < 3; run += 1) await course.reconcile();
  expect(course.logged).toContainEqual(['row-set-aside', { subscriber: her.id }]);
});

test('an event queue that does not answer is told in the log', async () => {
  const { course } = await unknown();
  course.ports.events.isEmpty = () => Promise.reject(new Error('throttled'));
  await course.reconcile();
  expect(course.logged).toContainEqual(['event-queue-not-read', {}]);
});

test('who is parked is named in the log', async () => {
  const { course, her } = await unknown();
  const { tries } = await herRecord(course);
  await course.stores.subscribers.replace(
    { ...(await herRecord(course)), tries: { ...tries, unknown: 1 } },
    'change',
  );
  expect(await course.reconcile()).toMatchObject({ parked: 1 });
  expect(course.logged).toContainEqual(['lesson-parked', { subscriber: her.id, attempt: ATTEMPT }]);
});

test('the second attempt is due a second from now', async () => {
  const { course } = await unknown();
  expect(await course.reconcile()).toMatchObject({ 'second-attempt': 1 });
  expect((await herRecord(course)).dueAt).toBe(course.clock.now() + SECOND_MS);
});

test('a claim is left alone until a second after its send had to end', async () => {
  const { course, her } = await unknown();
  const { claim } = await herRecord(course);
  await course.stores.ledger.put(line({ run: her.run, dueOn: her.dueOn, state: 'sent', attempt: ATTEMPT }));
  const machine = { now: (claim?.sendBy ?? 0) + SECOND_MS };
  course.ports.clock.machineNow = () => machine.now;
  expect(await course.reconcileBy(machine.now + MINUTE_MS)).toMatchObject({ open: 1, settled: 0 });
  machine.now += 1;
  expect(await course.reconcileBy(machine.now + MINUTE_MS)).toMatchObject({ open: 0, settled: 1 });
});

test.each([
  ['that another attempt sent settles it', 'sent', 'another', 'settled'],
  ['of its own attempt settles it', 'failed', 'its own', 'settled'],
  ['of another attempt that did not send says nothing of it', 'unknown', 'another', 'second-attempt'],
] as const)('a line %s', async (_, state, whose, outcome) => {
  const { course, her } = await unknown();
  const attempt = whose === 'its own' ? ATTEMPT : 'attempt-of-before';
  await course.stores.ledger.put(line({ run: her.run, dueOn: her.dueOn, state, attempt }));
  expect(await course.reconcile()).toMatchObject({ [outcome]: 1 });
});

test.each([
  ['are over', 0, 'erased'],
  ['are over in a millisecond', 1, 'ignored'],
])('of who was stopped and whose thirty days %s', async (_, later, outcome) => {
  const course = courseInMemory();
  await stop(course, NOW);
  await course.stores.subscribers.moveMark(shardOf('sub-1'), null, { id: 'z', dueAt: NOW });
  course.set(NOW + 15 * MINUTE_MS);
  course.ports.subscribers.get = async () => stopped({ eraseAt: course.clock.now() + later });
  expect(await course.reconcile()).toMatchObject({ [outcome]: 1 });
});

test('a run that she began while the old one was erased stays', async () => {
  const course = courseInMemory();
  await stop(course, NOW);
  await course.stores.subscribers.moveMark(shardOf('sub-1'), null, { id: 'z', dueAt: NOW });
  course.set(NOW + 15 * MINUTE_MS);
  const { deleteRest } = course.stores.subscribers;
  course.ports.subscribers.deleteRest = async (...which) => {
    await course.stores.subscribers.deleteProfile('sub-1', 'erase');
    if ((await course.stores.subscribers.get('sub-1')) === null) await course.joins({ run: 'later' });
    return deleteRest(...which);
  };
  await course.reconcile();
  expect(await herRecord(course)).toMatchObject({ run: 'later' });
});

test.each([
  ['has just ended', 0, 1],
  ['ends in a millisecond', 1, 0],
])('a pause that %s: so many are queued again', async (_, later, queued) => {
  const { course } = await lost();
  await course.stores.rate.pause(course.clock.now() + later, 'quota');
  expect(await course.reconcile()).toMatchObject({ requeue: 1 });
  expect(course.queued).toHaveLength(queued);
});

test('a run that finds nothing asks the queue nothing and sends it nothing', async () => {
  const course = courseInMemory();
  const asked: string[] = [];
  course.ports.queue = {
    depth: async () => asked.push('depth'),
    send: async () => {
      asked.push('send');
    },
  };
  await course.reconcile();
  expect(asked).toEqual([]);
});

test('rows up to the mark of half an hour before are queued again whatever the queue holds, and no others', async () => {
  const course = courseInMemory();
  const [first, second, third, fourth] = sameShard(4);
  await joinAt(course, [first, second, third], NOW - HOUR_MS);
  await joinAt(course, [fourth], NOW - HOUR_MS + 1);
  const shard = shardOf(first);
  const newest = { id: fourth, dueAt: NOW - HOUR_MS + 1 };
  await course.stores.subscribers.moveMark(shard, null, newest);
  await course.stores.subscribers.moveMark(shard, null, { id: second, dueAt: NOW - HOUR_MS }, 'in-queue');
  const sent = busyQueue(course);
  await course.reconcile();
  expect(sent()).toEqual([first, second]);
  expect(await course.stores.subscribers.getMark(shard, 'in-queue')).toEqual(newest);
  await course.reconcile();
  expect(sent()).toEqual([]);
  course.pass(HALF_HOUR_MS);
  await course.reconcile();
  expect(sent()).toEqual([first, second, third, fourth]);
});

test('a row of another shard is not measured by this mark', async () => {
  const course = courseInMemory();
  const [first] = sameShard(1);
  await joinAt(course, [first, 'elsewhere'], NOW - HOUR_MS);
  for (const id of [first, 'elsewhere'])
    await course.stores.subscribers.moveMark(shardOf(id), null, { id: 'z', dueAt: NOW });
  await course.stores.subscribers.moveMark(shardOf(first), null, { id: 'z', dueAt: NOW }, 'in-queue');
  const sent = busyQueue(course);
  await course.reconcile();
  expect(shardOf('elsewhere')).not.toBe(shardOf(first));
  expect(sent()).toEqual([first]);
});

test('a mark that stands where it stood is not written again, and one shard that fails stops no other', async () => {
  const course = courseInMemory();
  const [first] = sameShard(1);
  await joinAt(course, [first], NOW - HOUR_MS);
  const mark = { id: 'z', dueAt: NOW };
  await course.stores.subscribers.moveMark(shardOf(first), null, mark);
  await course.stores.subscribers.moveMark(shardOf(first), null, mark, 'in-queue');
  const { getMark } = course.stores.subscribers;
  const moved: number[] = [];
  course.ports.subscribers = {
    ...course.ports.subscribers,
    getMark: (shard, of) =>
      of === 'in-queue' && shard === (shardOf(first) + 1) % SHARDS
        ? Promise.reject(new Error('throttled'))
        : getMark(shard, of),
    moveMark: async (shard) => {
      moved.push(shard);
      return 'written';
    },
  };
  const sent = busyQueue(course);
  await course.reconcile();
  expect(moved).toEqual([]);
  expect(sent()).toEqual([first]);
});

const ATTEMPT = 'attempt-0000000001';

async function lost() {
  const course = courseInMemory();
  const her = await course.joins();
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  course.queued.length = 0;
  course.pass(HOUR_MS);
  return { course, her };
}

async function unknown() {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  course.pass(HOUR_MS + MINUTE_MS);
  return { course, her };
}

async function stop(course: CourseInMemory, eraseAt: number): Promise<void> {
  const { claim: _, tries: __, dueAt: ___, dueOn: ____, ...her } = await course.joins();
  await course.stores.subscribers.replace({ ...her, state: 'stopped', why: 'finished', eraseAt }, 'stop');
}

async function joinAt(course: CourseInMemory, ids: readonly string[], dueAt: number): Promise<void> {
  for (const id of ids) await course.joins({ id, dueAt });
}

/** Ids in the order in which the due index has them. */
function sameShard(count: number): [string, string, string, string] {
  const ids = Array.from({ length: 500 }, (_, index) => `row-${String(index).padStart(3, '0')}`);
  const [first = '', second = '', third = '', fourth = ''] = ids
    .filter((id) => shardOf(id) === 2)
    .slice(0, count);
  return [first, second, third, fourth];
}

/** A queue so full that every row seems to wait in it; answers the ids that were sent since it was asked last. */
function busyQueue(course: CourseInMemory): () => string[] {
  const rows: DueRow[] = [];
  course.ports.queue = {
    depth: async () => 1_000,
    send: async (messages) => {
      rows.push(...messages);
    },
  };
  return () =>
    rows
      .splice(0)
      .map(({ id }) => id)
      .toSorted();
}
