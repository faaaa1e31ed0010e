import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Database } from '../adapters/dynamodb/client.ts';
import { type Item, textOf } from '../adapters/dynamodb/item.ts';
import { deleteAll, scan } from '../adapters/dynamodb/paging.ts';
import { DUE_INDEX, dueKeys, dueRowOf, PROFILE, subscriberKey } from '../adapters/dynamodb/table-shape.ts';
import type { DueRow } from '../ports/subscriber-store.ts';

/**
 * Makes the due index agree with the records again, before anything else runs: the embedded database writes the
 * index and the item one after the other, so a kill may fall between. Answers how many rows it mended. Not for AWS,
 * where both are one write.
 */
export async function mendDueIndex(database: Database): Promise<number> {
  const TableName = database.tables.subscribers;
  const items = sortKeys(database, { TableName, FilterExpression: 'attribute_exists(dueSk)' });
  const { missing, stale } = await compareDueKeys(
    items,
    sortKeys(database, { TableName, IndexName: DUE_INDEX }),
  );
  for (const key of stale) await takeOut(database, dueRowOf(key));
  for (const key of missing) await setDueKeys(database, dueRowOf(key));
  return missing.size + stale.length;
}

/**
 * Sort keys of the index, which name both a moment and its subscriber: `missing` of it, and `stale`, those that no item
 * has. Only the items' keys are held, for as long as it takes: about 100 bytes for each.
 */
export async function compareDueKeys(
  items: AsyncIterable<string>,
  rows: AsyncIterable<string>,
): Promise<{ missing: Set<string>; stale: string[] }> {
  const missing = new Set<string>();
  for await (const key of items) missing.add(key);
  const stale: string[] = [];
  for await (const key of rows) if (!missing.delete(key)) stale.push(key);
  return { missing, stale };
}

/** Deletes what has expired: the embedded database has no time to live. Answers how many items went. */
export async function deleteExpired(database: Database): Promise<number> {
  const TableName = database.tables.subscribers;
  const keys: Item[] = [];
  for await (const { pk, sk } of scan(database, {
    TableName,
    FilterExpression: 'expiresAt <= :now',
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(database.now() / 1000)) } },
  })) {
    if (pk !== undefined && sk !== undefined) keys.push({ pk, sk });
  }
  await deleteAll(database, TableName, keys);
  return keys.length;
}

/** An item that is moved onto a stale row and back takes the row along; where there is none, one is made for it. */
async function takeOut(database: Database, row: DueRow): Promise<void> {
  const { client, tables } = database;
  const key = { TableName: tables.subscribers, Key: keyOf(row) };
  const { Item } = await client.send(new GetItemCommand({ ...key, ConsistentRead: true }));
  await setDueKeys(database, row);
  if (Item === undefined) await client.send(new DeleteItemCommand(key));
  else await setDueKeys(database, dueRowOf(textOf(Item, 'dueSk')));
}

async function setDueKeys({ client, tables }: Database, row: DueRow): Promise<void> {
  const { duePk, dueSk } = dueKeys(row);
  await client.send(
    new UpdateItemCommand({
      TableName: tables.subscribers,
      Key: keyOf(row),
      UpdateExpression: 'SET duePk = :duePk, dueSk = :dueSk',
      ExpressionAttributeValues: { ':duePk': { S: duePk }, ':dueSk': { S: dueSk } },
    }),
  );
}

function keyOf({ id }: DueRow): Item {
  return { pk: { S: subscriberKey(id) }, sk: { S: PROFILE } };
}

async function* sortKeys(database: Database, input: Parameters<typeof scan>[1]): AsyncGenerator<string> {
  for await (const item of scan(database, { ...input, ProjectionExpression: 'dueSk' }))
    yield textOf(item, 'dueSk');
}
