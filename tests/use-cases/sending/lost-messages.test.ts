import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { SHARDS, shardOf } from '../../../lib/domain/sending/shard.ts';
import { reconcile } from '../../../lib/use-cases/sending/reconcile.ts';
import { courseInMemory, NOW } from '../course-in-memory.ts';

describe('a row whose message was lost', () => {
  test('is queued again, and not before 15 minutes (failure 6)', async () => {
    const { course, her } = await lostMessage();
    course.set(NOW + 15 * MINUTE_MS - 1);
    expect(await course.reconcile()).toMatchObject({ requeue: 0 });
    course.set(NOW + 15 * MINUTE_MS);
    expect(await course.reconcile()).toMatchObject({ requeue: 1 });
    expect(course.queued).toEqual([{ id: her.id, dueAt: her.dueAt }]);
    expect(course.counted.get('DueNotSent')).toBe(1);
  });

  test('is not queued again while sending is paused', async () => {
    const { course } = await lostMessage();
    course.set(NOW + HOUR_MS);
    await course.stores.rate.pause(NOW + DAY_MS, 'operator');
    await course.reconcile();
    expect(course.queued).toEqual([]);
  });

  test('in a backlog, rows that wait in the queue are not taken for lost: the oldest are', async () => {
    const course = courseInMemory();
    const ids = ['a', 'b', 'c', 'd'];
    for (const [index, id] of ids.entries()) await course.joins({ id, dueAt: NOW - HOUR_MS + index });
    await course.dispatch();
    const [lost] = course.queued.splice(0, 1);
    course.pass(20 * MINUTE_MS);
    await course.reconcile();
    expect(course.queued.slice(3)).toEqual([lost]);
  });

  test('no more than SES can take are queued again at once', async () => {
    const course = courseInMemory({ rate: 0.025 });
    for (const id of ['a', 'b', 'c', 'd', 'e']) await course.joins({ id, dueAt: NOW - HOUR_MS });
    for (let run = 0; run < 3; run += 1) {
      await course.dispatch();
      course.queued.length = 0;
    }
    await course.reconcile();
    expect(course.queued).toHaveLength(3);
  });
});

test('rows in front of the mark are none of its business', async () => {
  const course = courseInMemory();
  await course.joins();
  course.set(NOW + DAY_MS);
  expect(await course.reconcile()).toMatchObject({ requeue: 0, ignored: 0 });
});

test('every page of every shard is read', async () => {
  const course = courseInMemory({ rate: 1_000 });
  const inOneShard = Array.from({ length: 8_000 }, (_, index) => `sub-${index}`)
    .filter((id) => shardOf(id) === 3)
    .slice(0, 450);
  const elsewhere = Array.from({ length: 250 }, (_, index) => `other-${index}`);
  for (const id of [...inOneShard, ...elsewhere]) await course.joins({ id });
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  expect(new Set(course.queued.map(({ id }) => id)).size).toBe(700);
  course.queued.length = 0;
  course.pass(HOUR_MS);
  expect(await course.reconcile()).toMatchObject({ requeue: 700 });
  expect(new Set(course.queued.map(({ id }) => id)).size).toBe(700);
  expect(SHARDS).toBe(16);
});

test('of rows that are due at the same moment, those behind the mark are read', async () => {
  const course = courseInMemory();
  const [first = '', second = ''] = Array.from({ length: 100 }, (_, index) => `sub-${index + 100}`).filter(
    (id) => shardOf(id) === 5,
  );
  for (const id of [first, second]) await course.joins({ id, dueAt: NOW - HOUR_MS });
  await course.stores.subscribers.moveMark(5, null, { id: first, dueAt: NOW - HOUR_MS });
  expect(await course.reconcile()).toMatchObject({ requeue: 1 });
  expect(course.queued).toEqual([{ id: first, dueAt: NOW - HOUR_MS }]);
});

async function lostMessage() {
  const course = courseInMemory();
  const her = await course.joins();
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  course.queued.length = 0;
  return { course, her };
}

test('rows of nobody, of who bounced and of another time are passed over', async () => {
  const { course } = await lostMessage();
  const rows = ['nobody', 'sub-1'].map((id) => ({ id, dueAt: NOW - 1 }));
  const subscribers = {
    ...course.stores.subscribers,
    due: async (shard: number) => (shard === 0 ? rows : []),
  };
  const marked = { ...subscribers, getMark: async () => ({ id: 'z', dueAt: course.clock.now() }) };
  const totals = await reconcile({ ...course.ports, subscribers: marked })(
    course.clock.machineNow() + 60_000,
  );
  expect(totals).toMatchObject({ ignored: 2, requeue: 0, failed: 0 });
});
