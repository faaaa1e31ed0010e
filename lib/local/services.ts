import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Database, dynamoClient } from '../adapters/dynamodb/client.ts';
import { createTables } from '../adapters/dynamodb/tables.ts';
import type { EnrolQueue, EventQueue, LessonQueue } from '../ports/queues.ts';
import type { MessageSource } from './consumer.ts';
import { queueFileOf } from './data-folder.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from './dynamodb.ts';
import { mendDueIndex } from './dynamodb-upkeep.ts';
import { openExternalQueues } from './external-queues.ts';
import type { InboxOptions } from './inbox.ts';
import { checkLevelFolder, markClosedWell } from './level-folder.ts';
import type { LocalEnvironment } from './local-environment.ts';
import { type QueueName, QueueStore } from './queue-store.ts';
import { localQueues } from './queues.ts';

/** What stands in for AWS on this machine, or what AWS_ENDPOINT_URL_* names in its place. */

/** The process's environment: the SDK's clients read the endpoints there, so an embedded service is written there. */
type HostEnvironment = NodeJS.ProcessEnv;

export interface LocalDatabase extends Database {
  client: DynamoDBClient;
  /** Whether it is ours, in DATA_DIR. */
  embedded: boolean;
}

/** In this thread, or beside it. */
type StartEmbedded = (at: { folder: string }) => Promise<EmbeddedDynamoDb>;

export async function openDatabase(
  stack: AsyncDisposableStack,
  hostEnvironment: HostEnvironment,
  settings: LocalEnvironment,
  at: { dataDir: string; now: () => number },
  start: StartEmbedded = startDynamoDb,
): Promise<LocalDatabase> {
  const embedded = hostEnvironment['AWS_ENDPOINT_URL_DYNAMODB']
    ? null
    : await openEmbedded(stack, hostEnvironment, at.dataDir, start);
  const client = dynamoClient();
  stack.defer(() => client.destroy());
  const tables = { subscribers: settings.SUBSCRIBERS_TABLE, suppressions: settings.SUPPRESSIONS_TABLE };
  await createTables(client, tables);
  const database = { client, tables, now: at.now, embedded: embedded !== null };
  if (embedded?.indexAgrees === false) {
    await mendDueIndex(database);
    embedded.indexAgrees = true;
  }
  return database;
}

/**
 * Closed with nothing under way it leaves a mark, which goes where a copy of its folder goes, and the next opening need
 * not read it all to mend the index.
 */
async function openEmbedded(
  stack: AsyncDisposableStack,
  hostEnvironment: HostEnvironment,
  dataDir: string,
  start: StartEmbedded,
): Promise<{ indexAgrees: boolean }> {
  const folder = join(dataDir, 'dynamodb');
  const { closedWell } = await checkLevelFolder(folder);
  const server = await start({ folder });
  const embedded = { indexAgrees: closedWell };
  stack.defer(async () => {
    if ((await server.stop()) && embedded.indexAgrees) markClosedWell(folder);
  });
  hostEnvironment['AWS_ENDPOINT_URL_DYNAMODB'] = server.endpoint;
  return embedded;
}

export interface CourseQueues {
  source: MessageSource;
  ports: { lessons: LessonQueue; enrol: EnrolQueue; events: EventQueue };
  /** Answers when the message is kept. */
  send(queue: QueueName, body: string): Promise<void>;
  /** Messages that could be worked on now, or are being worked on; delayed ones are not counted. */
  pending(): Promise<number>;
}

export async function openQueues(
  stack: AsyncDisposableStack,
  hostEnvironment: HostEnvironment,
  dataDir: string,
  maxReceives: number,
): Promise<CourseQueues> {
  if (hostEnvironment['AWS_ENDPOINT_URL_SQS']) {
    const queues = await openExternalQueues(maxReceives);
    stack.defer(() => queues.close());
    return { ...queues, source: queues };
  }
  const store = stack.use(new QueueStore(queueFileOf(dataDir)));
  store.releaseAll();
  return {
    source: store,
    ports: localQueues(store),
    send: async (queue, body) => store.send(queue, [body]),
    pending: async () => store.pending(),
  };
}

export interface CourseInbox {
  url: string;
  /** Events that SES has published and nobody has taken yet. */
  pendingEvents(): number;
}

/** The embedded SES with its inbox; or the SES that is named, whose events come by `POST /_local/events`. */
export async function openInbox(
  stack: AsyncDisposableStack,
  hostEnvironment: HostEnvironment,
  options: InboxOptions,
): Promise<CourseInbox> {
  const named = hostEnvironment['AWS_ENDPOINT_URL_SES'];
  if (named) return { url: named, pendingEvents: () => 0 };
  // Loaded where mail is sent: most commands send none, and it is as much as all else that they load.
  const inbox = await (await import('./inbox.ts')).startInbox(options);
  stack.defer(() => inbox.close());
  hostEnvironment['AWS_ENDPOINT_URL_SES'] = inbox.url;
  return inbox;
}
