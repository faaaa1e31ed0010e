import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { shardOf } from '../../lib/domain/sending/shard.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../lib/local/dynamodb.ts';
import { compareDueKeys, deleteExpired, mendDueIndex } from '../../lib/local/dynamodb-upkeep.ts';
import { active, DUE_AT, signUp } from '../contracts/records.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';

let embedded: EmbeddedDynamoDb;
let database: Database;

beforeEach(async () => {
  embedded = await startDynamoDb();
  const client = dynamoClient({
    endpoint: embedded.endpoint,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
  });
  database = {
    client,
    tables: { subscribers: 'subscribers', suppressions: 'suppressions' },
    now: () => DUE_AT + 3_600_000,
  };
  await createTables(client, database.tables);
});
afterEach(() => embedded.stop());

test('what has expired is deleted, and nothing else', async () => {
  const { subscribers, limits } = dynamoStores(database);
  await subscribers.confirm(active(), null);
  await subscribers.putSignUp(signUp({ expiresAt: DUE_AT }));
  await subscribers.putSignUp(signUp({ id: 'sub-2' }));
  await limits.spend('key', DUE_AT);
  expect(await deleteExpired(database)).toBe(2);
  expect(await subscribers.get('sub-1')).not.toBeNull();
  expect(await subscribers.getSignUp('sub-2')).not.toBeNull();
});

test('an index that agrees is left alone', async () => {
  const { subscribers } = dynamoStores(database);
  await subscribers.confirm(active(), null);
  expect(await mendDueIndex(database)).toBe(0);
  expect(await subscribers.due(shardOf('sub-1'), null, DUE_AT, 10)).toHaveLength(1);
});

test('a row that a kill lost is missing, and one that no item has is stale; a moved one is both', async () => {
  const items = keysOf('2#here', '2#lost', '2#moved');
  expect(await compareDueKeys(items, keysOf('2#here', '1#moved', '2#gone'))).toEqual({
    missing: new Set(['2#lost', '2#moved']),
    stale: ['1#moved', '2#gone'],
  });
});

async function* keysOf(...keys: string[]): AsyncGenerator<string> {
  yield* keys;
}
