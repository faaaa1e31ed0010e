import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../lib/local/dynamodb.ts';
import { startDynamoDbBeside } from '../../lib/local/dynamodb-beside.ts';
import { active, DUE_AT } from '../contracts/records.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';

const tables = { subscribers: 'subscribers', suppressions: 'suppressions' };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dynamodb-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function storesOf({ endpoint }: EmbeddedDynamoDb) {
  const client = dynamoClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  await createTables(client, tables);
  return dynamoStores({ client, tables, now: () => DUE_AT });
}

test('on a thread of its own it keeps what was written, says that it was quiet, and lets the folder go', async () => {
  const beside = await startDynamoDbBeside({ folder });
  await (await storesOf(beside)).subscribers.confirm(active(), null);
  expect(await beside.stop()).toBe(true);
  const here = await startDynamoDb({ folder });
  expect(await (await storesOf(here)).subscribers.get('sub-1')).toEqual(active());
  await here.stop();
});

test('what keeps it from starting is thrown where it was started', async () => {
  await expect(startDynamoDbBeside({ folder: '/dev/null/nowhere' })).rejects.toThrow(/ENOTDIR/);
});
