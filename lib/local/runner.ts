import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { isTrainingPath } from '../../lambdas/http/training-paths.ts';
import { dynamoStores } from '../adapters/dynamodb/stores.ts';
import { courseFolder } from '../brand/course-folder.ts';
import { type Consumer, consume, type QueueHandler } from './consumer.ts';
import { courseAtWork } from './course-at-work.ts';
import { CourseClock } from './course-clock.ts';
import { announce, ownFolder, takeDataFolder } from './data-folder.ts';
import { DISK_IS_FULL, type DiskSpace, diskSpace } from './disk-space.ts';
import { deleteExpired } from './dynamodb-upkeep.ts';
import { type LocalFunctions, localFunctions, renewable } from './functions.ts';
import { localKeys } from './keys.ts';
import { localEnvironment, setAwsDefaults } from './local-environment.ts';
import { localRoutes } from './local-routes.ts';
import { clockMover } from './move-clock.ts';
import { pictureDrawn } from './pictures-on-their-way.ts';
import type { QueueName } from './queue-store.ts';
import { takeUpSavedFiles } from './saved-files.ts';
import { type CourseQueues, openDatabase, openInbox, openQueues } from './services.ts';

export interface RunnerOptions {
  port: number;
  inboxPort: number;
  dataDir: string;
  /** Nothing new is taken while less than this is free on the disk that holds the data. */
  reserveMb: number;
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
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const stack = new AsyncDisposableStack();
  try {
    return await start(stack, options);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function start(
  stack: AsyncDisposableStack,
  { port, inboxPort, dataDir, reserveMb, environment: hostEnvironment }: RunnerOptions,
): Promise<Runner> {
  ownFolder(dataDir);
  takeDataFolder(stack, dataDir);
  setAwsDefaults(hostEnvironment);
  const clock = new CourseClock(dataDir);
  const now = () => clock.now();
  const siteUrl = `http://${HOST}:${port}`;
  const settings = localEnvironment(hostEnvironment, localKeys(dataDir), siteUrl);

  const database = await openDatabase(stack, hostEnvironment, settings, { dataDir, now });
  const queues = await openQueues(stack, hostEnvironment, dataDir, MAX_RECEIVES);
  const publish = (event: string) => queues.send('events', event);
  const file = join(dataDir, 'inbox.sqlite');
  const inbox = await openInbox(stack, hostEnvironment, { port: inboxPort, file, now, publish });

  const sent = counter();
  const { lessons: lessonQueue, enrol: enrolQueue, events: eventQueue } = queues.ports;
  const overrides = { clock, lessonQueue, enrolQueue, eventQueue };
  const functions = renewable(() => localFunctions(settings, overrides, sent.add));
  const space = diskSpace(dataDir, reserveMb);
  stack.defer(feed(queues, functions.current, space));

  const { subscribers, suppressions, rate } = dynamoStores(database);
  const course = courseAtWork({
    ...{ clock, subscribers, rate, functions: functions.scheduled, takeSent: sent.take },
    quiet: () => quiet(space, queues, inbox),
    async sweep() {
      if (database.embedded) await deleteExpired(database);
    },
  });
  const moveClock = clockMover(course);

  const { url: inboxUrl } = inbox;
  const panel = localRoutes({ clock, moveClock, publish, subscribers, suppressions, inboxUrl, port });
  const server = await listening(siteOf(functions.current, panel, space), port);
  stack.defer(() => server.close());
  stack.defer(everySoOften(async () => (space.isLow() ? undefined : moveClock((moment) => moment))));
  stack.defer(takeUpSavedFiles((line) => console.log(line), functions.renew));
  announce(dataDir, { siteUrl, inboxUrl, ...endpoints(hostEnvironment) });
  return { siteUrl, inboxUrl, stop: () => stack.disposeAsync() };
}

/** Waits until nothing is under way any more, or the disk is too full to go on. */
async function quiet(
  space: DiskSpace,
  queues: CourseQueues,
  inbox: Awaited<ReturnType<typeof openInbox>>,
): Promise<void> {
  while (!space.isLow() && ((await queues.pending()) > 0 || inbox.pendingEvents() > 0))
    await sleep(QUIET_POLL_MS);
}

/** The pages of the function web and the panel beside them; a full disk takes nothing new. */
function siteOf(functions: () => LocalFunctions, panel: Hono, space: DiskSpace): Hono {
  const site = new Hono({ strict: false });
  site.use(async ({ req, text }, next) =>
    space.isLow() && isNewWork(req) ? text(DISK_IS_FULL, 503, { 'retry-after': '60' }) : next(),
  );
  site.route('/_local', panel);
  site.use('/pictures/:name', async ({ req }, next) => {
    await pictureDrawn(courseFolder(), req.param('name'));
    await next();
  });
  // Not mounted: that makes a new request of each, and of some methods (TRACE) none can be made.
  site.all('*', ({ req, env }) => {
    const { web, training } = functions();
    return (isTrainingPath(req.path) ? training : web).fetch(req.raw, env);
  });
  return site;
}

/** Looking changes nothing, and leaving always works. */
function isNewWork({ method, path }: { method: string; path: string }): boolean {
  return method === 'POST' && !path.startsWith('/unsubscribe/');
}

/** Feeds the queues to the functions, as Lambda's event source mappings do. Answers how to stop it. */
function feed(
  { source }: CourseQueues,
  functions: () => LocalFunctions,
  space: DiskSpace,
): () => Promise<void> {
  const one = (queue: QueueName, handler: QueueHandler, batchSize: number): Consumer =>
    consume({
      store: source,
      queue,
      handler,
      batchSize,
      concurrency: 1,
      visibilityMs: VISIBILITY_MS,
      retryMs: RETRY_MS,
      maxReceives: MAX_RECEIVES,
      mayTake: () => !space.isLow(),
      onError: (name, error) => console.error(`the function behind the ${name} queue failed`, error),
    });
  const consumers = [
    one('lessons', (event) => functions().deliver(event), 10),
    one('enrol', (event) => functions().enrol(event), 1),
    one('events', (event) => functions().record(event), 10),
  ];
  return async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
  };
}

/** Lessons that went since it was last asked. */
function counter() {
  let count = 0;
  return {
    add(lessons: number) {
      count += lessons;
    },
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
  };
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

function endpoints(hostEnvironment: NodeJS.ProcessEnv): Record<string, string> {
  return {
    dynamodb: hostEnvironment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    ses: hostEnvironment['AWS_ENDPOINT_URL_SES'] ?? '',
    sqs: hostEnvironment['AWS_ENDPOINT_URL_SQS'] ?? '',
  };
}
