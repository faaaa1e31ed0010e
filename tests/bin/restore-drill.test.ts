import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type DynamoStores, dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { hmacIdentities } from '../../lib/adapters/tokens/hmac-identities.ts';
import { parseKey } from '../../lib/adapters/tokens/keyring.ts';
import { UNTIL_RESUMED } from '../../lib/cli/moment.ts';
import { isoInstant } from '../../lib/domain/calendar.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../lib/local/dynamodb.ts';
import { subscriber } from '../builders.ts';
import type { Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { type FakeAws, fakeAws } from '../fake-aws.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';
import { portOf } from '../port-of.ts';
import { environmentOf, outputsAt, TABLES } from './stack-under-test.ts';

/**
 * The restore drill of docs/runbook/operate.md, as far as DynamoDB's protocol goes here: the copy of a moment is the items that
 * stood then. Each test goes on from the last.
 */

const STACK = 'StrongWeeks-test';
const KEY = Buffer.alloc(32, 'a').toString('base64');
const COPY = 'strong-weeks-restored-1';
const [STAYS, LEAVES] = ['ada@example.com', 'lee@example.com'];
const DAY_MS = 86_400_000;
const BACKUP_AT = Date.now() - 2 * DAY_MS;

let database: EmbeddedDynamoDb;
let aws: FakeAws;
let client: DynamoDBClient;
let course: (...args: string[]) => Promise<Ran>;
let inUse = TABLES.subscribers;
const asked: { operation: string; body: Record<string, unknown> }[] = [];
/** The items as they stood at the moment of the backup. */
let backup: Record<string, unknown>[] = [];

const idOf = (address: string) => hmacIdentities(async () => parseKey(KEY)).idOf(address);
const storesOf = (subscribers: string): DynamoStores =>
  dynamoStores({ client, tables: { ...TABLES, subscribers }, now: Date.now });

/** DynamoDB with what the embedded one has not: restoring, recovery, expiry and protection. */
const front = createServer((request, response) => {
  void textOf(request).then(async (body) => {
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const input = z.record(z.string(), z.unknown()).parse(JSON.parse(body));
    if (/Restore|Continuous|TimeToLive|^UpdateTable/.test(operation)) asked.push({ operation, body: input });
    if (operation === 'RestoreTableToPointInTime') await putBack(String(input['TargetTableName']));
    const ours = asked.at(-1)?.operation === operation && asked.at(-1)?.body === input;
    if (ours) {
      response.writeHead(200, { 'content-type': JSON_TYPE }).end('{}');
      return;
    }
    const passed = await fetch(database.endpoint, { method: 'POST', headers: headersOf(request), body });
    const text = await passed.text();
    response.writeHead(passed.status, { 'content-type': JSON_TYPE });
    response.end(operation === 'DescribeTable' ? withKey(text) : text);
  });
});
const JSON_TYPE = 'application/x-amz-json-1.0';

beforeAll(async () => {
  database = await startDynamoDb();
  client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  await createTables(client, TABLES);
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  aws = await fakeAws(STACK, () => ({
    outputs: outputsAt(aws.url, inUse),
    secrets: { 'address-secret': KEY, 'token-secret': JSON.stringify({ sign: 'k0', keys: { k0: KEY } }) },
    deadLetters: {},
    suppressed: [],
  }));
  course = courseHere(environmentOf(aws.url, `http://127.0.0.1:${portOf(front)}`));
  const { subscribers, suppressions } = storesOf(TABLES.subscribers);
  for (const address of [STAYS, LEAVES]) {
    const due = { dueAt: BACKUP_AT + DAY_MS, dueOn: isoInstant(BACKUP_AT + DAY_MS).slice(0, 10) };
    const joinedAt = BACKUP_AT - DAY_MS / 24;
    await subscribers.confirm(subscriber({ id: await idOf(address), address, joinedAt, ...due }), null);
  }
  await storesOf(TABLES.subscribers).rate.pause(UNTIL_RESUMED, 'operator');
  backup = (await client.send(new ScanCommand({ TableName: TABLES.subscribers }))).Items ?? [];
  await storesOf(TABLES.subscribers).rate.resume();
  // Since then one of them left, and the other's lesson of yesterday went.
  await suppressions.put({ id: await idOf(LEAVES), reason: 'left', at: BACKUP_AT + DAY_MS });
  await subscribers.deleteProfile(await idOf(LEAVES), 'leave');
});
afterAll(async () => {
  front.closeAllConnections();
  front.close();
  await once(front, 'close');
  client.destroy();
  await aws[Symbol.asyncDispose]();
  await database.stop();
});

test('restore copies the table of that moment under the same key, and gives the copy what a restore leaves behind', async () => {
  const at = isoInstant(BACKUP_AT);
  const { code, out, err } = await course('restore', '--at', at, '--to', COPY, '--stack', STACK);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`restoredSubscribersTable: '${COPY}'`);
  expect(asked.map(({ operation }) => operation)).toEqual([
    ...['RestoreTableToPointInTime', 'UpdateContinuousBackups', 'UpdateTimeToLive', 'UpdateTable'],
  ]);
  expect(asked[0]?.body).toMatchObject({
    SourceTableName: TABLES.subscribers,
    RestoreDateTime: BACKUP_AT / 1_000,
    SSESpecificationOverride: { KMSMasterKeyId: KEY_ARN },
  });
  expect(asked.slice(1).map(({ body }) => body)).toMatchObject([
    { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 } },
    { TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' } },
    { DeletionProtectionEnabled: true },
  ]);
});

test('nothing is sent from the copy before it is safe, also where sending was paused by somebody at that moment', async () => {
  expect(await storesOf(COPY).rate.state()).toMatchObject({ cause: 'restore' });
});

test('with the old table still in use nothing is made safe: that would skip the weeks of everybody', async () => {
  const { code, err } = await course(
    ...['restored', '--at', isoInstant(BACKUP_AT), '--yes', '--stack', STACK],
  );
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(TABLES.subscribers) });
  expect(err).toContain('restoredSubscribersTable');
});

test('a second restore says that the first copy is given up for it, which a deployment would refuse', async () => {
  inUse = COPY;
  const at = isoInstant(BACKUP_AT);
  const first = await course('restore', '--at', at, '--to', `${COPY}-again`, '--stack', STACK);
  inUse = TABLES.subscribers;
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringContaining('-c deployment=test -c accept=restoredSubscribersTable\n'),
  });
});

test('a moment that has not come is refused', async () => {
  const asked = await course('restore', '--at', '2199-01-01T00:00:00Z', '--to', COPY, '--stack', STACK);
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('is not past') });
});

test('the copy brings her back who left: so it is made safe before anything is sent from it', async () => {
  expect(await storesOf(COPY).subscribers.get(await idOf(LEAVES))).toMatchObject({ state: 'active' });
  inUse = COPY;
  const { code, out } = await course(
    ...['restored', '--at', isoInstant(BACKUP_AT), '--yes', '--json', '--stack', STACK],
  );
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, erased: 1, moved: 1, paused: true });
});

test('who left stays away', async () => {
  expect(await storesOf(COPY).subscribers.get(await idOf(LEAVES))).toBeNull();
  const { out } = await course('who', LEAVES, '--json', '--stack', STACK);
  expect(out).toContain('"left"');
});

test('who stayed gets nothing a second time: what fell due since is skipped, and the next is to come', async () => {
  const { subscribers, ledger } = storesOf(COPY);
  const her = await subscribers.get(await idOf(STAYS));
  expect(her?.state === 'active' ? her.dueAt : 0).toBeGreaterThan(Date.now());
  const lines = await ledger.of(await idOf(STAYS), 10);
  expect(lines.map(({ state, reason }) => [state, reason])).toEqual([['skipped', 'restored']]);
});

test('sending is paused until somebody lets it go on, and every week is accounted for', async () => {
  const { out } = await course('audit', '--json', '--stack', STACK);
  expect(JSON.parse(out)).toMatchObject({ unaccounted: 0, duplicates: 0 });
  expect(await storesOf(COPY).rate.state()).toMatchObject({ cause: 'restore' });
});

const KEY_ARN = 'arn:aws:kms:eu-west-2:1:key/0f0f';

function withKey(text: string): string {
  const { Table } = z.object({ Table: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text));
  return JSON.stringify({ Table: { ...Table, SSEDescription: { KMSMasterKeyArn: KEY_ARN } } });
}

async function putBack(target: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: TABLES.subscribers }));
  await client.send(
    new CreateTableCommand({
      TableName: target,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: Table?.KeySchema,
      AttributeDefinitions: Table?.AttributeDefinitions,
      GlobalSecondaryIndexes: (Table?.GlobalSecondaryIndexes ?? []).map(
        ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
      ),
    }),
  );
  for (;;) {
    const { Table: copy } = await client.send(new DescribeTableCommand({ TableName: target }));
    if (copy?.TableStatus === 'ACTIVE') break;
    await new Promise((done) => setTimeout(done, 50));
  }
  for (const item of backup) await client.send(new PutItemCommand({ TableName: target, Item: itemOf(item) }));
}

const items = z.record(
  z.string(),
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ NULL: z.boolean() }),
    z.object({ BOOL: z.boolean() }),
  ]),
);

function itemOf(item: unknown): z.infer<typeof items> {
  return items.parse(item);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const kept = Object.entries(headers).filter(
    ([name]) => !['host', 'connection', 'content-length'].includes(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}
