import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import { sesMailer } from '../../lib/adapters/ses/mailer.ts';
import { encodeLessonMessage } from '../../lib/adapters/sqs/messages.ts';
import { systemChance } from '../../lib/adapters/system/chance.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { DAY_MS, HOUR_MS, localDate, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import { SHARDS } from '../../lib/domain/sending/shard.ts';
import type { Active } from '../../lib/domain/subscriber.ts';
import { startDynamoDb } from '../../lib/local/dynamodb.ts';
import { localKeys } from '../../lib/local/keys.ts';
import { localEnvironment, setAwsDefaults } from '../../lib/local/local-environment.ts';
import type { LessonMessage } from '../../lib/ports/queues.ts';
import { audit } from '../../lib/use-cases/operator/audit.ts';
import { deliver } from '../../lib/use-cases/sending/deliver.ts';
import { dispatch } from '../../lib/use-cases/sending/dispatch.ts';
import { SEND_GRACE_MS, SEND_TIMEOUT_MS } from '../../lib/use-cases/sending/limits.ts';
import { reconcile } from '../../lib/use-cases/sending/reconcile.ts';
import { record } from '../../lib/use-cases/sending/record.ts';
import { subscriber } from '../builders.ts';
import { accepts, type FakeSes, fakeSes, type Reply, refuses } from '../fake-ses.ts';
import { SENDER } from '../mail-builder.ts';
import { letters, silent, tokens } from '../simulation/ports.ts';
import { someOf, WHOLE_COURSE } from '../whole-course.ts';
import { gate, type Stop } from './gate.ts';
import { eventOf, everyStop, sesEvent, sideBySide, tagsOf, throttled } from './messages.ts';
import { makeTables, storesAt, TABLES } from './stores.ts';

type Answer = (...parts: [...Parameters<Reply>, Record<string, string>]) => void;

const RATE_PER_SECOND = 50;

let offsetMs = 0;

/** What SES took, by its tags: a reply may be lost, and a refusal takes nothing. */
const taken: Record<string, string>[] = [];

const takes = (...[response, request, tags]: Parameters<Answer>) => {
  taken.push(tags);
  accepts(response, request);
};
const reply: { it: Answer } = { it: takes };

const clock = systemClock(() => offsetMs);

/** Nobody complains here. */
const RECORDING = { clock, enrolQueue: { send: async () => {} }, log: silent, metrics: silent };

let dynamo: Awaited<ReturnType<typeof startDynamoDb>>;
let ses: FakeSes;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  setAwsDefaults(process.env);
  dynamo = await startDynamoDb();
  ses = await fakeSes((response, request) => {
    const form = ses.posts.at(-1)?.form ?? new URLSearchParams();
    reply.it(response, request, tagsOf(form));
  });
  await makeTables(dynamo.endpoint);
  const keys = localKeys(mkdtempSync(join(tmpdir(), 'killed-')));
  environment = {
    ...process.env,
    ...localEnvironment({}, keys, 'https://course.example'),
    ...{ SUBSCRIBERS_TABLE: TABLES.subscribers, SUPPRESSIONS_TABLE: TABLES.suppressions },
    ...{ LOG_LINES: 'none', METRIC_LINES: 'off' },
  };
});

afterAll(async () => {
  await ses[Symbol.asyncDispose]();
  await dynamo.stop();
});

test('deliver, killed at every call before and after it took effect: each lesson is accepted once, or told of (Q5)', async () => {
  const run = (her: Active, stop: Stop | null) =>
    runKilled('deliver', eventOf([encodeLessonMessage({ id: her.id, dueAt: her.dueAt })]), stop);
  const every = everyStop(await run(await joins('deliver-unkilled-00000'), null));
  expect(every.length).toBeGreaterThan(8);
  const stops = someOf(every, 7);
  const mothers = await Promise.all(stops.map((_, index) => joins(`deliver-${index}-0000000`)));
  await sideBySide(stops, async (stop, index) => {
    const her = mothers[index];
    if (her === undefined) throw new Error('there is nobody to send to');
    return run(her, stop);
  });
  // The queue shows the message again; the events come, but each third is lost.
  await deliverHere(mothers);
  await drain(mothers, (index) => index % 3 !== 0);

  for (const [index, her] of mothers.entries()) {
    const posts = acceptedFor(her).length;
    const lines = await database().ledger.of(her.id, 10);
    expect({ stop: stops[index], posts, lines: lines.map(({ state }) => state) }).toEqual({
      stop: stops[index],
      posts: index % 3 === 0 ? expect.toBeOneOf([1, 2]) : 1,
      lines: ['sent'],
    });
  }
  expect(await audit({ ...database(), clock })()).toMatchObject({
    unaccounted: 0,
    late: 0,
    unknown: 0,
    orphans: 0,
  });
});

test('record, killed at every call: its event, shown again, settles the lesson, and nothing is sent again (Q5)', async () => {
  // Her answer was lost: the claim is open, and SES has the mail.
  const joinsUnanswered = async (id: string) => {
    const her = await joins(id);
    const now = clock.now();
    await database().subscribers.claim(her, {
      attempt: `lost-${her.id}`,
      at: now,
      sendBy: clock.machineNow(),
    });
    return her;
  };
  const run = (her: Active, stop: Stop | null) =>
    runKilled('record', eventOf([sesEvent(clock.now(), her, `lost-${her.id}`, 'Delivery')]), stop);
  const every = everyStop(await run(await joinsUnanswered('record-unkilled-000000'), null));
  expect(every.length).toBeGreaterThan(4);
  const stops = someOf(every, 7, 1);
  const mothers = await Promise.all(stops.map((_, index) => joinsUnanswered(`record-${index}-00000000`)));
  await sideBySide(stops, async (stop, index) => {
    const her = mothers[index];
    if (her === undefined) throw new Error('there is nobody to tell of');
    return run(her, stop);
  });
  const handle = record({ ...database(), ...RECORDING });
  for (const her of mothers) {
    const mail = parseSesEvent(sesEvent(clock.now(), her, `lost-${her.id}`, 'Delivery'));
    if (!('ignored' in mail)) await handle(mail);
  }
  await drain(mothers, () => true);

  for (const [index, her] of mothers.entries()) {
    const [line] = await database().ledger.of(her.id, 10);
    const standing = await database().subscribers.get(her.id);
    expect({ stop: stops[index], line, standing, posts: acceptedFor(her).length }).toMatchObject({
      ...{ line: { state: 'sent', fate: 'delivery', otherAttempts: [] }, posts: 0 },
      standing: { lessonNumber: 1, claim: null },
    });
  }
});

test.runIf(WHOLE_COURSE)(
  'an SES that drops replies, answers 5xx, throttles by rate and is slow: each lesson is accepted once',
  async () => {
    const mothers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => joins(`badly-${String(index).padStart(4, '0')}-000000`)),
    );
    const throttle = throttled(RATE_PER_SECOND);
    let posts = 0;
    reply.it = (response, request, tags) => {
      posts += 1;
      // A busy machine lets a process send little: what it left meets the same faults.
      if (posts > mothers.length) takes(response, request, tags);
      else if (throttle() || posts % 6 === 1)
        refuses(400, 'Throttling', 'Maximum sending rate exceeded.')(response, request);
      else if (posts % 6 === 2) {
        taken.push(tags);
        request.socket.destroy();
      } else if (posts % 6 === 3) {
        taken.push(tags);
        refuses(500, 'InternalFailure', 'It may have been sent.')(response, request);
      } else if (posts % 6 === 4) setTimeout(() => takes(response, request, tags), 400);
      else takes(response, request, tags);
    };
    const halves = [mothers.slice(0, 12), mothers.slice(12)];
    await Promise.all(
      halves.map((half) =>
        runKilled('deliver', eventOf(half.map(({ id, dueAt }) => encodeLessonMessage({ id, dueAt }))), null),
      ),
    );
    await drain(mothers, () => true);
    reply.it = takes;

    const ends = await Promise.all(
      mothers.map(async (her) => ({
        accepted: acceptedFor(her).length,
        lines: (await database().ledger.of(her.id, 10)).map(({ state, otherAttempts }) => [
          state,
          otherAttempts,
        ]),
      })),
    );
    expect(posts).toBeGreaterThanOrEqual(6);
    expect(ends).toEqual(mothers.map(() => ({ accepted: 1, lines: [['sent', []]] })));
  },
);

const database = () => storesAt(dynamo.endpoint, clock);

async function joins(id: string): Promise<Active> {
  const now = clock.now();
  const dueOn = localDate(now, 'Europe/London');
  const her = subscriber({
    id,
    run: now.toString(36),
    joinedAt: now,
    dueAt: now,
    dueOn,
    anchor: dueOn,
    birthDate: '2024-01-01',
  });
  await database().subscribers.confirm(her, null);
  return her;
}

/** Answers how many calls it made. */
async function runKilled(name: 'deliver' | 'record', event: SQSEvent, stop: Stop | null): Promise<number> {
  const script = join(import.meta.dirname, 'run-function.ts');
  const kill = { it: () => {} };
  await using between = await gate({ dynamo: dynamo.endpoint, ses: ses.endpoint }, stop, () => kill.it());
  const child = spawn(process.execPath, [script, name, String(offsetMs)], {
    env: { ...environment, AWS_ENDPOINT_URL_DYNAMODB: between.dynamo, AWS_ENDPOINT_URL_SES: between.ses },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  kill.it = () => child.kill('SIGKILL');
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(event));
  await once(child, 'exit');
  return between.calls();
}

function acceptedFor({ id }: Active) {
  return taken.filter((tags) => tags['subscriber'] === id);
}

async function deliverHere(messages: readonly LessonMessage[]): Promise<void> {
  const endpoint = ses.endpoint;
  const mailer = sesMailer({ sender: SENDER, maxSockets: 10, clock, endpoint });
  const settings = {
    siteUrl: 'https://course.example',
    sendRatePerSecond: RATE_PER_SECOND,
    mayReceive: 'everyone',
  } as const;
  const ports = {
    ...database(),
    clock,
    chance: systemChance,
    mailer,
    letters,
    tokens,
    metrics: silent,
    log: silent,
    settings,
  };
  await deliver(ports)(messages, clock.machineNow() + 60_000);
}

async function recordHere(mothers: readonly Active[], isTold: (index: number) => boolean): Promise<void> {
  const handle = record({ ...database(), ...RECORDING });
  for (const [index, her] of mothers.entries()) {
    for (const { attempt = '' } of isTold(index) ? acceptedFor(her) : []) {
      const mail = parseSesEvent(sesEvent(clock.now(), her, attempt, 'Send'));
      if (!('ignored' in mail)) await handle(mail);
    }
  }
}

/**
 * Four hours of dispatch, reconcile and the events that are not lost, and up to two days until every lesson came to its
 * end: on a busy machine a lesson's moment passes again and again. First the machine's seconds that a send may take pass, as they
 * would meanwhile: reconcile leaves a claim alone until then.
 */
async function drain(mothers: readonly Active[], isTold: (index: number) => boolean): Promise<void> {
  await recordHere(mothers, isTold);
  await clock.wait(SEND_TIMEOUT_MS + SEND_GRACE_MS + SECOND_MS);
  const began = offsetMs;
  const passed = () => offsetMs - began;
  while (passed() < 4 * HOUR_MS || (passed() < 2 * DAY_MS && !(await haveEnded(mothers)))) {
    offsetMs += 20 * MINUTE_MS;
    const queued: LessonMessage[] = [];
    const queue = {
      send: async (messages: readonly LessonMessage[]) => {
        queued.push(...messages);
      },
      depth: async () => 0,
    };
    const settings = { sendRatePerSecond: RATE_PER_SECOND, shards: SHARDS, indexLagMs: 0 };
    const ports = { ...database(), clock, queue, metrics: silent, log: silent, settings };
    await dispatch(ports)();
    await reconcile({ ...ports, events: { isEmpty: async () => true, deadLettered: async () => 0 } })(
      clock.machineNow() + 60_000,
    );
    if (queued.length > 0) await deliverHere(queued);
    await recordHere(mothers, isTold);
  }
}

async function haveEnded(mothers: readonly Active[]): Promise<boolean> {
  const { ledger } = database();
  const all = await Promise.all(mothers.map(({ id }) => ledger.of(id, 10)));
  return all.every((lines) => lines.some(({ state }) => state === 'sent'));
}
