import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoStores } from '../../../lib/adapters/dynamodb/stores.ts';
import { storesAlone } from '../../../lib/adapters/dynamodb/stores-alone.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { active, DUE_AT } from '../../contracts/records.ts';
import { freshTables } from '../../fresh-tables.ts';
import { noneUnreadable } from '../../none-unreadable.ts';

let embedded: EmbeddedDynamoDb;

beforeAll(async () => {
  embedded = await startDynamoDb();
});
afterAll(() => embedded.stop());

const IDS = Array.from({ length: 60 }, (_, at) => `sub-${at}`);

test('sixty first runs at once are looked for by one call and written by three', async () => {
  const { subscribers, calls, direct } = await open();
  const written = await Promise.all(IDS.map((id) => subscribers.confirm(active({ id }), null)));
  expect(written).toEqual(IDS.map(() => 'written'));
  expect(calls()).toEqual(['BatchGetItem', 'BatchWriteItem', 'BatchWriteItem', 'BatchWriteItem']);
  expect(await direct.subscribers.getMany(IDS, noneUnreadable)).toHaveLength(60);
});

test('whoever was looked for and is not there is not looked for again before her record is written', async () => {
  const { subscribers, suppressions, calls } = await open();
  await subscribers.getMany(IDS, noneUnreadable);
  await suppressions.getMany(IDS, noneUnreadable);
  await Promise.all(IDS.map((id) => subscribers.confirm(active({ id }), null)));
  expect(await suppressions.getMany(IDS, noneUnreadable)).toEqual([]);
  expect(calls().filter((call) => call === 'BatchGetItem')).toHaveLength(2);
});

test('what it wrote itself is found again', async () => {
  const { subscribers, suppressions } = await open();
  await subscribers.getMany(['sub-1'], noneUnreadable);
  await suppressions.getMany(['sub-1'], noneUnreadable);
  await subscribers.confirm(active(), null);
  await suppressions.put({ id: 'sub-1', reason: 'left', at: DUE_AT });
  expect(await subscribers.getMany(['sub-1'], noneUnreadable)).toEqual([active()]);
  expect(await suppressions.getMany(['sub-1'], noneUnreadable)).toHaveLength(1);
  expect(await subscribers.confirm(active({ run: 'run00002' }), null)).toBe('conflict');
});

test('a record that was written while it was looked for is not overwritten afterwards', async () => {
  const { subscribers } = await open();
  const looking = subscribers.getMany(['sub-1'], noneUnreadable);
  const [first] = await Promise.all([subscribers.confirm(active(), null), looking]);
  expect(first).toBe('written');
  expect(await subscribers.confirm(active({ run: 'run00002' }), null)).toBe('conflict');
});

test('a record that cannot be read keeps its place', async () => {
  const { subscribers, direct, client, tables } = await open();
  await direct.subscribers.confirm(active(), null);
  await client.send(
    new UpdateItemCommand({
      TableName: tables.subscribers,
      Key: { pk: { S: 'SUB#sub-1' }, sk: { S: 'PROFILE' } },
      UpdateExpression: 'SET v = :unknown',
      ExpressionAttributeValues: { ':unknown': { N: '99' } },
    }),
  );
  const written = await Promise.all([
    subscribers.confirm(active({ run: 'run00002' }), null),
    subscribers.confirm(active({ id: 'sub-2' }), null),
  ]);
  expect(written).toEqual(['conflict', 'written']);
});

async function open() {
  const { client, tables } = await freshTables(embedded.endpoint);
  const database = { client, tables, now: () => DUE_AT };
  const direct = dynamoStores(database);
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        calls.push(String(commandName).replace('Command', ''));
        return next(args);
      },
    { step: 'initialize' },
  );
  return { ...storesAlone(database, direct), direct, client, tables, calls: () => calls };
}
