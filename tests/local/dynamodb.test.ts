import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AbstractValueIterator } from 'abstract-level';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { type DynamoStores, dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { shardOf } from '../../lib/domain/sending/shard.ts';
import { startDynamoDb } from '../../lib/local/dynamodb.ts';
import { active, CLAIM, DUE_AT } from '../contracts/records.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';

const TABLES = { subscribers: 'subscribers', suppressions: 'suppressions' };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynamodb-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('every write that was answered is there after the process was killed', async () => {
  const acknowledged = await killedAfter(60);
  await withStores(async ({ subscribers }) => {
    const found = await Promise.all(acknowledged.map((id) => subscribers.get(id)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    const tries = { ...active().tries, lineOn: active().dueOn };
    expect(found).toEqual(acknowledged.map((id) => active({ id, claim: CLAIM, revision: 2, tries })));
  });
});

test('data outlasts a stop and a start, and making the tables again keeps it', async () => {
  await withStores(({ subscribers }) => subscribers.confirm(active(), null));
  await withStores(async ({ subscribers }) => {
    expect(await subscribers.get('sub-1')).toEqual(active());
  });
});

test('it hangs up on no caller who waits between two calls', async () => {
  const database = await startDynamoDb();
  const { headers } = await fetch(database.endpoint);
  // A server that closes after a while says when.
  expect(headers.get('keep-alive')).toBeNull();
  await database.stop();
});

test('it says when it is stopped whether a call was under way, and outlives a caller that is killed', async () => {
  const [idle, busy] = [await startDynamoDb(), await startDynamoDb()];
  expect(await idle.stop()).toBe(true);
  const headers = { expect: '100-continue', 'content-length': 10 };
  const call = request(busy.endpoint, { method: 'POST', headers }).on('error', () => undefined);
  call.flushHeaders();
  await once(call, 'continue');
  expect(await busy.stop()).toBe(false);
});

test('what a query holds of the database is let go after so many of them, and nothing is lost', async () => {
  const close = vi.spyOn(AbstractValueIterator.prototype, 'close');
  await withStores(async ({ subscribers }) => {
    await subscribers.confirm(active(), null);
    close.mockClear();
    for (let query = 0; query < 10; query += 1)
      expect(await subscribers.due(shardOf('sub-1'), null, DUE_AT, 10)).toHaveLength(1);
    expect(close.mock.contexts.length).toBeGreaterThanOrEqual(8);
  }, 2);
});

test('it listens on this machine alone', async () => {
  const { endpoint, stop } = await startDynamoDb();
  expect(new URL(endpoint).hostname).toBe('127.0.0.1');
  await stop();
});

async function withStores(
  use: (stores: DynamoStores) => Promise<unknown>,
  readingsPerOpening?: number,
): Promise<void> {
  const { endpoint, stop } = await startDynamoDb({
    folder,
    ...(readingsPerOpening && { readingsPerOpening }),
  });
  const client = dynamoClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  try {
    await createTables(client, TABLES);
    await use(dynamoStores({ client, tables: TABLES, now: () => DUE_AT }));
  } finally {
    client.destroy();
    await stop();
  }
}

/** Kills a process that writes, in the midst of it, and answers what it had been told was written. */
async function killedAfter(writes: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'write-then-hang.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    acknowledged.push(id);
    if (acknowledged.length === writes) child.kill('SIGKILL');
  }
  await gone;
  return acknowledged;
}
