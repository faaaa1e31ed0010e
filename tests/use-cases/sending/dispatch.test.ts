import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { shardOf } from '../../../lib/domain/sending/shard.ts';
import { courseInMemory, NOW } from '../course-in-memory.ts';

test('who is due is queued, in due order over all shards, and who is not yet is not', async () => {
  const course = courseInMemory();
  for (let index = 0; index < 40; index += 1)
    await course.joins({ id: `sub-${index}`, dueAt: NOW - ((index * 7) % 40) * SECOND_MS - MINUTE_MS });
  await course.joins({ id: 'later', dueAt: NOW + 1 });
  expect(await course.dispatch()).toEqual({ queued: 40, atCapacity: false, paused: false });
  const moments = course.queued.map(({ dueAt }) => dueAt);
  expect(moments).toEqual([...moments].sort((one, other) => one - other));
});

test('the mark stays some seconds behind now, since the index lags', async () => {
  const course = courseInMemory();
  await course.joins({ dueAt: NOW - 4_999 });
  expect((await course.dispatch()).queued).toBe(0);
  course.pass(1);
  expect((await course.dispatch()).queued).toBe(1);
});

describe('run twice (Q11)', () => {
  test('one after the other: each row is queued once', async () => {
    const course = courseInMemory();
    for (let index = 0; index < 100; index += 1)
      await course.joins({ id: `sub-${index}`, dueAt: NOW - MINUTE_MS });
    await course.dispatch();
    expect(await course.dispatch()).toMatchObject({ queued: 0 });
    expect(new Set(course.queued.map(({ id }) => id)).size).toBe(course.queued.length);
  });

  test('at once: each row is queued once', async () => {
    const course = courseInMemory();
    for (let index = 0; index < 100; index += 1)
      await course.joins({ id: `sub-${index}`, dueAt: NOW - MINUTE_MS });
    await Promise.all([course.dispatch(), course.dispatch(), course.dispatch()]);
    expect(course.queued).toHaveLength(100);
    expect(new Set(course.queued.map(({ id }) => id)).size).toBe(100);
  });
});

describe('a backlog of 100,000 (Q12)', () => {
  test('stays in the index: the queue is topped up to what SES may take in two minutes, oldest first', async () => {
    const course = courseInMemory({ rate: 14 });
    const one = await course.joins({ dueAt: NOW + HOUR_MS });
    for (let index = 0; index < 100_000; index += 1) {
      const dueAt = NOW - 10 * HOUR_MS + ((index * 7_919) % 100_000);
      await course.stores.subscribers.confirm({ ...one, id: `backlog-${index}`, dueAt }, null);
    }
    expect(await course.dispatch()).toEqual({ queued: 1_680, atCapacity: true, paused: false });
    expect(await course.dispatch()).toEqual({ queued: 0, atCapacity: true, paused: false });
    course.queued.splice(0, 840);
    expect(await course.dispatch()).toMatchObject({ queued: 840 });
    expect(course.queued.at(0)?.dueAt).toBe(NOW - 10 * HOUR_MS + 840);
    expect(course.queued.at(-1)?.dueAt).toBe(NOW - 10 * HOUR_MS + 2_519);
    expect(course.counted.get('AtCapacityRuns')).toBe(3);
  });
});

test('while sending is paused nothing is queued; afterwards all of it is', async () => {
  const course = courseInMemory();
  await course.joins({ dueAt: NOW - MINUTE_MS });
  await course.stores.rate.pause(NOW + HOUR_MS, 'operator');
  expect(await course.dispatch()).toEqual({ queued: 0, atCapacity: false, paused: true });
  course.pass(HOUR_MS + 1);
  expect(await course.dispatch()).toMatchObject({ queued: 1, paused: false });
});

test('after five unknowns one lesson at a time is queued, to probe', async () => {
  const course = courseInMemory();
  for (const id of ['a', 'b', 'c']) await course.joins({ id, dueAt: NOW - MINUTE_MS });
  for (let count = 0; count < 5; count += 1) await course.stores.rate.countUnknown();
  expect(await course.dispatch()).toMatchObject({ queued: 1, atCapacity: true });
  expect(await course.dispatch()).toMatchObject({ queued: 0 });
});

test('the cursor moves before the messages go, so a kill in between leaves them to reconcile (failure 6)', async () => {
  const course = courseInMemory();
  const her = await course.joins({ dueAt: NOW - MINUTE_MS });
  const { send } = course.ports.queue;
  course.ports.queue.send = () => Promise.reject(new Error('killed'));
  await expect(course.dispatch()).rejects.toThrow('killed');
  course.ports.queue.send = send;
  expect(await course.dispatch()).toMatchObject({ queued: 0 });
  course.pass(HOUR_MS);
  await course.reconcile();
  expect(course.queued).toEqual([{ id: her.id, dueAt: her.dueAt }]);
});

describe('a shard with more rows than a page', () => {
  const together = Array.from({ length: 2_000 }, (_, index) => `sub-${index}`).filter(
    (id) => shardOf(id) === 0,
  );

  test('is read page by page, no more than there is room for, and in due order', async () => {
    const course = courseInMemory({ rate: 0.5 });
    const ids = together.slice(0, 80);
    for (const [index, id] of ids.entries()) await course.joins({ id, dueAt: NOW - HOUR_MS + 2 * index });
    await course.joins({ id: 'elsewhere', dueAt: NOW - HOUR_MS + 61 });
    expect(await course.dispatch()).toEqual({ queued: 60, atCapacity: true, paused: false });
    expect(course.queued.map(({ id }) => id)).toEqual([
      ...ids.slice(0, 31),
      'elsewhere',
      ...ids.slice(31, 59),
    ]);
    course.queued.length = 0;
    expect(await course.dispatch()).toEqual({ queued: 21, atCapacity: false, paused: false });
    expect(course.queued.map(({ id }) => id)).toEqual(ids.slice(59));
  });

  test.each([
    [0.5, 25],
    [10, 75],
    [1_000, 1_000],
  ])('at %d a second asks for %i rows at once', async (rate, rows) => {
    const course = courseInMemory({ rate });
    const asked: number[] = [];
    const { due } = course.ports.subscribers;
    course.ports.subscribers = {
      ...course.ports.subscribers,
      due: (shard, after, until, limit) => {
        asked.push(limit);
        return due(shard, after, until, limit);
      },
    };
    for (const id of together.slice(0, 25)) await course.joins({ id, dueAt: NOW - HOUR_MS });
    await course.dispatch();
    expect(new Set(asked)).toEqual(new Set([rows]));
    // A page that was not full is the last: nobody asks for one more.
    expect(asked).toHaveLength(rows === 25 ? 17 : 16);
  });
});

test('each run says what it did', async () => {
  const course = courseInMemory();
  for (const id of ['a', 'b', 'c']) await course.joins({ id, dueAt: NOW - MINUTE_MS });
  await course.dispatch();
  expect(Object.fromEntries(course.counted)).toEqual({ DispatchFinished: 1, DispatchQueued: 3 });
  await course.stores.rate.pause(NOW + HOUR_MS, 'operator');
  await course.dispatch();
  expect(Object.fromEntries(course.counted)).toEqual({
    DispatchFinished: 2,
    DispatchQueued: 3,
    SendingPaused: 1,
  });
});

test('dispatch queues what it read of a shard whose next page does not answer, and the rest later', async () => {
  const course = courseInMemory();
  const many = Array.from({ length: 2_000 }, (_, index) => `m${index}`);
  // Those of the first shard come first, so that the run asks for a second page of it.
  const overdue = (id: string) => (shardOf(id) === 0 ? 2 : 1) * MINUTE_MS;
  for (const id of many) await course.joins({ id, address: `${id}@example.com`, dueAt: NOW - overdue(id) });
  const { due } = course.stores.subscribers;
  const pages = new Map<number, number>();
  course.ports.subscribers = {
    ...course.ports.subscribers,
    due: (shard, ...rest) => {
      const page = (pages.get(shard) ?? 0) + 1;
      pages.set(shard, page);
      return shard === 0 && page === 2 ? Promise.reject(new Error('throttled')) : due(shard, ...rest);
    },
  };
  await course.dispatch();
  expect(course.logged).toEqual([['shard-not-dispatched', { shard: 0 }]]);
  const ids: string[] = [];
  for (;;) {
    ids.push(...course.queued.splice(0).map(({ id }) => id));
    if ((await course.dispatch()).queued === 0) break;
  }
  expect([ids.length, new Set(ids).size]).toEqual([many.length, many.length]);
});

test('dispatch queues the other shards when one does not answer', async () => {
  const course = courseInMemory();
  const ids = Array.from({ length: 19 }, (_, index) => `other-${String(index).padStart(2, '0')}`);
  for (const id of ids) await course.joins({ id, dueAt: NOW - MINUTE_MS });
  const { due } = course.stores.subscribers;
  course.ports.subscribers = {
    ...course.ports.subscribers,
    due: (shard, ...rest) => (shard === 0 ? Promise.reject(new Error('throttled')) : due(shard, ...rest)),
  };
  const { queued } = await course.dispatch();
  expect(queued).toBeGreaterThan(12);
  expect(course.logged).toEqual([['shard-not-dispatched', { shard: 0 }]]);
  course.ports.subscribers = { ...course.ports.subscribers, due };
  expect((await course.dispatch()).queued).toBe(ids.length - queued);
});
