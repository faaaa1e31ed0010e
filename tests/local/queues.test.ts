import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseEnrolMessage, parseLessonMessage } from '../../lib/adapters/sqs/messages.ts';
import { type ConsumerOptions, consume } from '../../lib/local/consumer.ts';
import { QueueStore } from '../../lib/local/queue-store.ts';
import { localQueues } from '../../lib/local/queues.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
let folder = '';
let now = 1_000_000;
let store: QueueStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'queues-'));
  store = new QueueStore(join(folder, 'queues.sqlite'), () => now);
});
afterEach(() => {
  store[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

const bodies = (messages: { body: string }[]) => messages.map(({ body }) => body);

describe('a queue', () => {
  test('hands out messages in the order they came, in batches', () => {
    store.send('lessons', ['a', 'b', 'c']);
    expect(bodies(store.receive('lessons', 2, 100, 3))).toEqual(['a', 'b']);
    expect(bodies(store.receive('lessons', 2, 100, 3))).toEqual(['c']);
    expect(store.receive('enrol', 2, 100, 3)).toEqual([]);
  });

  test('leaves nothing on disk of messages that were done', () => {
    const onDisk = () =>
      readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes('canary@example.com'));
    store.send('enrol', ['canary@example.com']);
    store.send('events', ['{"to":"canary@example.com"}']);
    expect(onDisk()).toBe(true);
    for (const queue of ['enrol', 'events'] as const) {
      for (const { receipt } of store.receive(queue, 10, 100, 3)) store.delete(receipt);
    }
    expect(onDisk()).toBe(false);
  });

  test('shows a message again when its visibility ends, and counts how often it was received', () => {
    store.send('lessons', ['a']);
    store.receive('lessons', 1, 100, 3);
    now += 99;
    expect(store.receive('lessons', 1, 100, 3)).toEqual([]);
    now += 1;
    expect(store.receive('lessons', 1, 100, 3)).toMatchObject([{ body: 'a', receiveCount: 2 }]);
  });

  test('does not let a late hand delete what another holds by now', () => {
    store.send('lessons', ['a']);
    const [late] = store.receive('lessons', 1, 100, 3);
    now += 100;
    store.receive('lessons', 1, 100, 3);
    store.delete(late?.receipt ?? '');
    expect(store.depth('lessons')).toBe(1);
  });

  test('sets a message aside after so many receives, and takes it back on redrive', () => {
    store.send('lessons', ['poison']);
    for (let receive = 0; receive < 3; receive += 1) {
      expect(store.receive('lessons', 1, 100, 3)).toHaveLength(1);
      now += 100;
    }
    expect(store.receive('lessons', 1, 100, 3)).toEqual([]);
    expect([store.dead('lessons'), store.depth('lessons'), store.pending()]).toEqual([1, 0, 0]);
    expect(store.redrive('lessons')).toBe(1);
    expect(store.receive('lessons', 1, 100, 3)).toMatchObject([{ body: 'poison', receiveCount: 1 }]);
  });

  test('that holds only a delayed message is quiet until the delay ends', () => {
    store.send('enrol', ['later'], 900_000);
    expect([store.pending(), store.depth('enrol')]).toEqual([0, 1]);
    expect(store.receive('enrol', 1, 100, 3)).toEqual([]);
    now += 900_000;
    expect(store.pending()).toBe(1);
    expect(bodies(store.receive('enrol', 1, 100, 3))).toEqual(['later']);
  });

  test('is not quiet while a message is in flight or waits to be tried again', () => {
    store.send('lessons', ['a']);
    const [message] = store.receive('lessons', 1, 100, 3);
    expect(store.pending()).toBe(1);
    store.release(message?.receipt ?? '', 50);
    expect(store.pending()).toBe(1);
  });

  test('shows at the next start what a dead process held, as if it had not been received', () => {
    store.send('lessons', ['a']);
    store.receive('lessons', 1, 60_000, 3);
    store.releaseAll();
    expect(store.receive('lessons', 1, 100, 3)).toMatchObject([{ body: 'a', receiveCount: 1 }]);
  });

  test('takes messages of another process that has the file open', () => {
    using other = new QueueStore(join(folder, 'queues.sqlite'), () => now);
    other.send('lessons', ['a']);
    expect(bodies(store.receive('lessons', 1, 100, 3))).toEqual(['a']);
  });
});

test('what a queue acknowledged is there after the process is killed', async () => {
  const file = join(folder, 'killed.sqlite');
  const script = join(import.meta.dirname, 'send-then-hang.ts');
  const child = spawn(process.execPath, [script, file, '25'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  using after = new QueueStore(file);
  expect(after.receive('lessons', 100, 100, 3).map(({ body }) => parseLessonMessage(body).dueAt)).toEqual(
    Array.from({ length: 25 }, (_, sent) => sent),
  );
});

test('the ports put what the functions parse', async () => {
  const queues = localQueues(store);
  await queues.lessons.send([{ id: ID, dueAt: 5 }]);
  await queues.enrol.send({ kind: 'forget', forget: { id: ID, run: 'mi2x0' } }, 600);
  expect(await queues.lessons.depth()).toBe(1);
  expect(await queues.events.isEmpty()).toBe(true);
  store.send('events', ['{}']);
  expect(await queues.events.isEmpty()).toBe(false);
  const [lesson] = store.receive('lessons', 1, 100, 3);
  expect(parseLessonMessage(lesson?.body ?? '')).toEqual({ id: ID, dueAt: 5 });
  now += 600_000;
  const [forget] = store.receive('enrol', 1, 100, 3);
  expect(parseEnrolMessage(forget?.body ?? '')).toEqual({ kind: 'forget', forget: { id: ID, run: 'mi2x0' } });
});

describe('a consumer', () => {
  const errors: unknown[] = [];
  function consuming(overrides: Pick<ConsumerOptions, 'handler'> & Partial<ConsumerOptions>) {
    const consumer = consume({
      store,
      queue: 'lessons',
      batchSize: 5,
      concurrency: 2,
      visibilityMs: 10_000,
      retryMs: 0,
      maxReceives: 3,
      mayTake: () => true,
      onError: (_, error) => errors.push(error),
      ...overrides,
    });
    return { consumer, quiet: () => expect.poll(() => store.pending()).toBe(0) };
  }

  test('takes nothing while it may not, and counts no try', async () => {
    let open = false;
    store.send('lessons', ['m1']);
    const tries: string[] = [];
    const { consumer, quiet } = consuming({
      mayTake: () => open,
      handler: async ({ Records }) => {
        tries.push(...Records.map(({ attributes }) => attributes.ApproximateReceiveCount));
        return undefined;
      },
    });
    await sleep(100);
    expect([tries, store.depth('lessons')]).toEqual([[], 1]);
    open = true;
    await quiet();
    await consumer.stop();
    expect(tries).toEqual(['1']);
  });

  test('feeds every message to the function once when nothing fails', async () => {
    const seen: string[] = [];
    const bodiesSent = Array.from({ length: 23 }, (_, i) => `m${i}`);
    store.send('lessons', bodiesSent);
    const { consumer, quiet } = consuming({
      handler: async ({ Records }) => {
        expect(Records.length).toBeLessThanOrEqual(5);
        seen.push(...Records.map(({ body }) => body));
        return undefined;
      },
    });
    await quiet();
    await consumer.stop();
    expect(seen.toSorted()).toEqual(bodiesSent.toSorted());
    expect(store.depth('lessons')).toBe(0);
  });

  test('tries again only what the function says has failed, and parks what keeps failing', async () => {
    const seen: string[] = [];
    store.send('lessons', ['good', 'poison', 'fine']);
    const { consumer, quiet } = consuming({
      handler: async ({ Records }) => {
        seen.push(...Records.map(({ body }) => body));
        const failed = Records.filter(({ body }) => body === 'poison');
        return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      },
    });
    await quiet();
    await consumer.stop();
    expect(seen.toSorted()).toEqual(['fine', 'good', 'poison', 'poison', 'poison']);
    expect(store.dead('lessons')).toBe(1);
  });

  test('keeps a whole batch whose call threw, and says so', async () => {
    let calls = 0;
    store.send('lessons', ['a', 'b']);
    const { consumer, quiet } = consuming({
      handler: async () => {
        calls += 1;
        if (calls === 1) throw new Error('broke');
        return undefined;
      },
    });
    await quiet();
    await consumer.stop();
    expect(errors).toEqual([new Error('broke')]);
    expect([store.depth('lessons'), store.dead('lessons')]).toEqual([0, 0]);
  });

  test('goes on when the queue itself fails for a while, and says so', async () => {
    errors.length = 0;
    let failures = 1;
    const { consumer, quiet } = consuming({
      store: {
        receive: (...args) => {
          if (failures-- > 0) throw new Error('no disk');
          return store.receive(...args);
        },
        delete: (receipt) => store.delete(receipt),
        release: (receipt, delayMs) => store.release(receipt, delayMs),
      },
      concurrency: 1,
      handler: async () => undefined,
    });
    store.send('lessons', ['a']);
    await quiet();
    await consumer.stop();
    expect(errors).toEqual([new Error('no disk')]);
  });

  test('stops only when the call that runs has ended', async () => {
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
    const { promise: open, resolve: finish } = Promise.withResolvers<void>();
    store.send('lessons', ['a']);
    const { consumer } = consuming({
      handler: async () => {
        enter();
        await open;
        return undefined;
      },
    });
    await entered;
    const stopped = consumer.stop();
    finish();
    await stopped;
    expect(store.depth('lessons')).toBe(0);
  });
});
