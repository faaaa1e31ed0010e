import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Database } from '../adapters/dynamodb/client.ts';
import { type Item, textOf } from '../adapters/dynamodb/item.ts';
import { deleteAll, scan } from '../adapters/dynamodb/reading.ts';
import { DUE_INDEX } from '../adapters/dynamodb/table-shape.ts';

/** The keys that the due index holds of one item. */
export interface DueKeys {
  pk: string;
  sk: string;
  duePk: string;
  dueSk: string;
}

export type Mend =
  /** The index lacks the item's row. */
  | { kind: 'missing'; row: DueKeys }
  /** The index has a row that its item does not know; `now` is what the item says, or null without an item. */
  | { kind: 'stale'; row: DueKeys; now: DueKeys | null };

/**
 * Makes the due index agree with the records again, before anything else runs: the embedded database writes the
 * index and the item one after the other, so a kill may fall between. Answers how many rows it mended. Not for AWS,
 * where both are one write.
 */
export async function mendDueIndex(database: Database): Promise<number> {
  const TableName = database.tables.subscribers;
  const items = await keysOf(database, { TableName, FilterExpression: 'attribute_exists(dueSk)' });
  const rows = await keysOf(database, { TableName, IndexName: DUE_INDEX });
  const mends = planMends(items, rows);
  for (const mend of mends) await mendRow(database, mend);
  return mends.length;
}

export function planMends(items: readonly DueKeys[], rows: readonly DueKeys[]): Mend[] {
  const byItem = new Map(items.map((item) => [nameOf(item), item]));
  const known = new Set(rows.filter((row) => byItem.get(nameOf(row))?.dueSk === row.dueSk).map(nameOf));
  const stale = rows.filter((row) => byItem.get(nameOf(row))?.dueSk !== row.dueSk);
  return [
    ...stale.map((row): Mend => ({ kind: 'stale', row, now: byItem.get(nameOf(row)) ?? null })),
    ...items.filter((item) => !known.has(nameOf(item))).map((row): Mend => ({ kind: 'missing', row })),
  ];
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

/** An item that is moved onto a stale row and back takes the row along; written as it is, it brings its own. */
async function mendRow(database: Database, mend: Mend): Promise<void> {
  const TableName = database.tables.subscribers;
  if (mend.kind === 'missing') return setDueKeys(database, mend.row);
  if (mend.now !== null) {
    await setDueKeys(database, mend.row);
    return setDueKeys(database, mend.now);
  }
  const { pk, sk, duePk, dueSk } = mend.row;
  const ghost = { pk: { S: pk }, sk: { S: sk }, duePk: { S: duePk }, dueSk: { S: dueSk } };
  await database.client.send(new PutItemCommand({ TableName, Item: ghost }));
  await database.client.send(new DeleteItemCommand({ TableName, Key: { pk: ghost.pk, sk: ghost.sk } }));
}

async function setDueKeys({ client, tables }: Database, { pk, sk, duePk, dueSk }: DueKeys): Promise<void> {
  await client.send(
    new UpdateItemCommand({
      TableName: tables.subscribers,
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: 'SET duePk = :duePk, dueSk = :dueSk',
      ExpressionAttributeValues: { ':duePk': { S: duePk }, ':dueSk': { S: dueSk } },
    }),
  );
}

async function keysOf(database: Database, input: Parameters<typeof scan>[1]): Promise<DueKeys[]> {
  const keys: DueKeys[] = [];
  for await (const item of scan(database, input)) {
    keys.push({
      pk: textOf(item, 'pk'),
      sk: textOf(item, 'sk'),
      duePk: textOf(item, 'duePk'),
      dueSk: textOf(item, 'dueSk'),
    });
  }
  return keys;
}

function nameOf({ pk, sk }: DueKeys): string {
  return `${pk} ${sk}`;
}
