import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { dynamoClient } from '../adapters/dynamodb/client.ts';
import { dynamoRateStore } from '../adapters/dynamodb/rate-store.ts';
import { dynamoSubscriberStore } from '../adapters/dynamodb/subscriber-store.ts';
import { dynamoSuppressionStore } from '../adapters/dynamodb/suppression-store.ts';
import { createTables } from '../adapters/dynamodb/tables.ts';
import { type Consumer, consume, type QueueHandler } from './consumer.ts';
import { courseAtWork } from './course-at-work.ts';
import { CourseClock } from './course-clock.ts';
import { startDynamoDb } from './dynamodb.ts';
import { mendDueIndex } from './dynamodb-upkeep.ts';
import { localFunctions } from './functions.ts';
import { startInbox } from './inbox.ts';
import { localKeys } from './keys.ts';
import { localEnvironment, setAwsDefaults } from './local-environment.ts';
import { localRoutes } from './local-routes.ts';
import { clockMover } from './move-clock.ts';
import { type QueueName, QueueStore } from './queue-store.ts';
import { localQueues } from './queues.ts';

export interface RunnerOptions {
  port: number;
  inboxPort: number;
  dataDir: string;
  /** The process's environment: AWS_ENDPOINT_URL_* name what is to be used in place of the embedded services. */
  environment: NodeJS.ProcessEnv;
}

export interface Runner {
  siteUrl: string;
  inboxUrl: string;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const DISPATCH_EVERY_MS = 2_000;
const QUIET_POLL_MS = 5;
const VISIBILITY_MS = 90_000;
const RETRY_MS = 500;
const MAX_RECEIVES = 3;

/** Brings up the whole course on this machine. It hosts the functions; it decides nothing. */
export async function startRunner({ port, inboxPort, dataDir, environment }: RunnerOptions): Promise<Runner> {
  const stack = new AsyncDisposableStack();
  try {
    mkdirSync(dataDir, { recursive: true });
    setAwsDefaults(environment);
    const clock = new CourseClock(dataDir);
    const siteUrl = `http://${HOST}:${port}`;
    const settings = localEnvironment(environment, localKeys(dataDir), siteUrl);

    if (!environment['AWS_ENDPOINT_URL_DYNAMODB']) {
      const database = await startDynamoDb({ folder: join(dataDir, 'dynamodb') });
      stack.defer(() => database.stop());
      environment['AWS_ENDPOINT_URL_DYNAMODB'] = database.endpoint;
    }
    const client = dynamoClient();
    stack.defer(() => client.destroy());
    const tables = { subscribers: settings.SUBSCRIBERS_TABLE, suppressions: settings.SUPPRESSIONS_TABLE };
    await createTables(client, tables);
    await mendDueIndex({ client, tables, now: Date.now });

    const queues = stack.use(new QueueStore(join(dataDir, 'queues.sqlite')));
    queues.releaseAll();
    const ports = localQueues(queues);
    let inboxUrl = environment['AWS_ENDPOINT_URL_SES'] ?? '';
    let pendingEvents = () => 0;
    if (inboxUrl === '') {
      const inbox = await startInbox({
        port: inboxPort,
        file: join(dataDir, 'inbox.sqlite'),
        now: () => clock.now(),
        publish: async (event) => queues.send('events', [event]),
      });
      stack.defer(() => inbox.close());
      inboxUrl = inbox.url;
      environment['AWS_ENDPOINT_URL_SES'] = inboxUrl;
      pendingEvents = inbox.pendingEvents;
    }

    let sent = 0;
    const functions = localFunctions(
      settings,
      { clock, lessonQueue: ports.lessons, enrolQueue: ports.enrol, eventQueue: ports.events },
      (lessons) => {
        sent += lessons;
      },
    );
    const listen = (
      queue: QueueName,
      handler: QueueHandler,
      batchSize: number,
      concurrency: number,
    ): Consumer =>
      consume({
        store: queues,
        queue,
        handler,
        batchSize,
        concurrency,
        visibilityMs: VISIBILITY_MS,
        retryMs: RETRY_MS,
        maxReceives: MAX_RECEIVES,
        onError: (name, error) => console.error(`the function behind the ${name} queue failed`, error),
      });
    const consumers = [
      listen('lessons', functions.deliver, 10, 1),
      listen('enrol', functions.enrol, 1, 1),
      listen('events', functions.record, 10, 1),
    ];
    stack.defer(async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    });

    const database = { client, tables, now: () => clock.now() };
    const subscribers = dynamoSubscriberStore(database);
    const course = courseAtWork({
      clock,
      functions,
      subscribers,
      rate: dynamoRateStore(database),
      async quiet() {
        while (queues.pending() > 0 || pendingEvents() > 0) await sleep(QUIET_POLL_MS);
      },
      takeSent() {
        const taken = sent;
        sent = 0;
        return taken;
      },
    });
    const moveClock = clockMover(course);

    const site = new Hono({ strict: false });
    site.route(
      '/_local',
      localRoutes({
        clock,
        moveClock,
        storeEvent: (body) => queues.send('events', [body]),
        subscribers,
        suppressions: dynamoSuppressionStore(database),
        inboxUrl,
      }),
    );
    site.mount('/', functions.web.fetch);
    const server = await listening(site, port);
    stack.defer(() => server.close());
    stack.defer(everySoOften(() => moveClock((now) => now)));
    announce(stack, dataDir, { siteUrl, inboxUrl, dynamodb: environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '' });
    return { siteUrl, inboxUrl, stop: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function listening(site: Hono, port: number): Promise<{ close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: site.fetch, hostname: HOST, port }, () =>
      resolve({
        close: () =>
          new Promise<void>((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', reject);
  });
}

/** A move to now does what is due now; EventBridge Scheduler does it every minute in AWS. */
function everySoOften(work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = work().catch((error: unknown) => console.error('the schedule failed', error));
  }, DISPATCH_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Where the command line finds what runs, for as long as it runs. */
function announce(stack: AsyncDisposableStack, dataDir: string, addresses: Record<string, string>): void {
  const file = join(dataDir, 'runner.json');
  writeFileSync(file, JSON.stringify({ pid: process.pid, ...addresses }));
  stack.defer(() => rmSync(file, { force: true }));
}
