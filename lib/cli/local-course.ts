import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { courseFolder } from '../brand/course-folder.ts';
import { CourseClock } from '../local/course-clock.ts';
import { DamagedData } from '../local/damaged-data.ts';
import {
  ownFolder,
  queueFileOf,
  type RunningCourse,
  runningCourseIn,
  takeDataFolder,
} from '../local/data-folder.ts';
import { startDynamoDbBeside } from '../local/dynamodb-beside.ts';
import { openExternalQueues } from '../local/external-queues.ts';
import { localKeys } from '../local/keys.ts';
import { localEnvironment, setAwsDefaults } from '../local/local-environment.ts';
import { QUEUE_NAMES, type QueueName, QueueStore } from '../local/queue-store.ts';
import { localQueues } from '../local/queues.ts';
import { openDatabase, openInbox } from '../local/services.ts';
import type { CommandContext } from './context.ts';
import type { OpenCourse, QueueCounts } from './course-access.ts';
import { composeOperator, operatorEnvironment } from './operator.ts';
import { CommandFailure } from './terminal.ts';

const DEFAULT_PORT = '3000';
const MAX_RECEIVES = 3;

/**
 * The local data: through the runner's own services while it is up, else opened by this process and held against
 * others. Dead letters and messages lie in a file that both may use.
 */
export async function openLocalCourse({ terminal, environment }: CommandContext): Promise<OpenCourse> {
  const dataDir = resolve(environment['DATA_DIR'] || courseFolder(environment).data);
  if (!existsSync(dataDir)) terminal.note(`There was no data in ${dataDir}; it is new.`);
  const stack = new AsyncDisposableStack();
  try {
    return await open(stack, dataDir, environment);
  } catch (error) {
    await stack.disposeAsync();
    throw inOneLine(error, dataDir);
  }
}

async function open(
  stack: AsyncDisposableStack,
  dataDir: string,
  environment: NodeJS.ProcessEnv,
): Promise<OpenCourse> {
  const runner = runningCourseIn(dataDir);
  if (runner === null) {
    ownFolder(dataDir);
    takeDataFolder(stack, dataDir, 'a command');
  } else useServicesOf(runner, dataDir, environment);
  setAwsDefaults(environment);
  const clock = new CourseClock(dataDir);
  const now = () => clock.now();
  const siteUrl = runner?.siteUrl ?? `http://127.0.0.1:${environment['PORT'] || DEFAULT_PORT}`;
  const settings = localEnvironment(environment, localKeys(dataDir), siteUrl);
  const at = { dataDir, now };
  const { embedded } = await openDatabase(stack, environment, settings, at, startDynamoDbBeside);
  const queues = await openQueues(stack, dataDir, environment);
  return {
    where: `the local data in ${relative('', dataDir) || '.'}`,
    course: composeOperator(operatorEnvironment.parse(settings), {
      clock,
      lessonQueue: queues.ports.lessons,
      enrolQueue: queues.ports.enrol,
      // What this process opened in its own data folder is held against every other.
      alone: embedded,
    }),
    option: '',
    table: null,
    readUnitsPerSecond: Number.POSITIVE_INFINITY,
    async openMail() {
      const publish = async (event: string) => queues.publish(event);
      await openInbox(stack, environment, { port: 0, file: join(dataDir, 'inbox.sqlite'), now, publish });
    },
    redrive: async () => queues.redrive(),
    queues: () => queues.counts(),
    clearAtSes: async () => false,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The SDK's clients read the endpoints of what runs where they would read any other. */
function useServicesOf(runner: RunningCourse, dataDir: string, environment: NodeJS.ProcessEnv): void {
  if (!runner.siteUrl.startsWith('http')) {
    throw new CommandFailure(
      `${dataDir} is in use by process ${runner.pid} (${runner.siteUrl}): try again in a moment`,
    );
  }
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: runner.dynamodb,
    AWS_ENDPOINT_URL_SES: runner.ses,
    AWS_ENDPOINT_URL_SQS: runner.sqs,
  };
  for (const [name, url] of Object.entries(endpoints)) if (url !== '') environment[name] = url;
}

async function openQueues(stack: AsyncDisposableStack, dataDir: string, environment: NodeJS.ProcessEnv) {
  if (environment['AWS_ENDPOINT_URL_SQS']) {
    const queues = await openExternalQueues(MAX_RECEIVES);
    stack.defer(() => queues.close());
    return {
      ports: queues.ports,
      publish: (event: string) => queues.send('events', event),
      redrive: (): Record<QueueName, number> => {
        throw new CommandFailure('the queues are those of AWS_ENDPOINT_URL_SQS: redrive them there');
      },
      counts: async (): Promise<Record<QueueName, QueueCounts>> => ({
        lessons: { waiting: await queues.ports.lessons.depth(), dead: null },
        enrol: { waiting: null, dead: null },
        events: { waiting: null, dead: await queues.ports.events.deadLettered() },
      }),
    };
  }
  const store = stack.use(new QueueStore(queueFileOf(dataDir)));
  return {
    ports: localQueues(store),
    publish: (event: string) => store.send('events', [event]),
    redrive: () => byQueue((queue) => store.redrive(queue)),
    counts: async () => countsOf(store),
  };
}

function countsOf(store: QueueStore): Record<QueueName, QueueCounts> {
  const of = (queue: QueueName) => ({ waiting: store.depth(queue), dead: store.deadLettered(queue) });
  return { lessons: of('lessons'), enrol: of('enrol'), events: of('events') };
}

function byQueue(count: (queue: QueueName) => number): Record<QueueName, number> {
  const [lessons, enrol, events] = QUEUE_NAMES.map(count);
  return { lessons: lessons ?? 0, enrol: enrol ?? 0, events: events ?? 0 };
}

function inOneLine(error: unknown, dataDir: string): unknown {
  if (error instanceof CommandFailure || !(error instanceof Error)) return error;
  if (error instanceof DamagedData || /is in use by|holds other things/.test(error.message))
    return new CommandFailure(error.message, { cause: error });
  if (error instanceof z.core.$ZodError) {
    const wrong = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    return new CommandFailure(`a variable of this shell, or a key in ${dataDir}: ${wrong}`, { cause: error });
  }
  const code = 'code' in error ? error.code : null;
  const path = 'path' in error ? String(error.path) : dataDir;
  if (!path.startsWith(dataDir) && !dataDir.startsWith(path)) return error;
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENOENT') {
    return new CommandFailure(
      `the data folder ${dataDir} cannot be written (${code}): make it writable, or set DATA_DIR to another folder`,
      { cause: error },
    );
  }
  return error;
}
