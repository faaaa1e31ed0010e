import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Segment } from '../../ports/segment.ts';
import type { Database } from './client.ts';
import type { Item } from './item.ts';

/** All items that match, page by page (a page ends at 1 MB). */
export async function* query(
  { client }: Database,
  input: Omit<QueryCommandInput, 'ExclusiveStartKey'>,
): AsyncGenerator<Item> {
  let from: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: from }));
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/** Every item of a table or of one segment, one page in memory at a time. */
export async function* scan(
  { client }: Database,
  input: Omit<ScanCommandInput, 'ExclusiveStartKey'>,
): AsyncGenerator<Item> {
  let from: Item | undefined;
  do {
    const page = await client.send(new ScanCommand({ ...input, ExclusiveStartKey: from }));
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

/** What `parse` makes of each item. One that cannot be parsed goes to `unreadable` and stops nobody else. */
export async function* readable<Value>(
  items: AsyncIterable<Item>,
  parse: (item: Item) => Value,
  unreadable: (item: Item) => void,
): AsyncGenerator<Value> {
  for await (const item of items) yield* readableOf([item], parse, unreadable);
}

/** The same of items that are read already. */
export function readableOf<Value>(
  items: readonly Item[],
  parse: (item: Item) => Value,
  unreadable: (item: Item) => void,
): Value[] {
  return items.flatMap((item) => {
    try {
      return [parse(item)];
    } catch {
      unreadable(item);
      return [];
    }
  });
}

export function segmentOf(segment: Segment | undefined): Pick<ScanCommandInput, 'Segment' | 'TotalSegments'> {
  return segment === undefined ? {} : { Segment: segment.part, TotalSegments: segment.of };
}

/** The condition that a key is of one partition and, where given, begins with `prefix`. */
export function inPartition(
  pk: string,
  prefix?: string,
): { KeyConditionExpression: string; ExpressionAttributeValues: Record<string, AttributeValue> } {
  return prefix === undefined
    ? { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } }
    : {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': { S: pk }, ':prefix': { S: prefix } },
      };
}

const BATCH = 25;
/** A batch of which nothing was taken so often running is given up: some six seconds of throttling. */
const BATCH_TRIES = 12;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;

/** Deletes items by their keys. Throws when the store keeps answering that it has done only a part. */
export function deleteAll(database: Database, table: string, keys: readonly Item[]): Promise<void> {
  return writeAll(
    database,
    table,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}

/** Puts items whatever stands there. Throws when the store keeps answering that it has done only a part. */
export function putAll(database: Database, table: string, items: readonly Item[]): Promise<void> {
  return writeAll(
    database,
    table,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

async function writeAll({ client }: Database, table: string, writes: readonly WriteRequest[]): Promise<void> {
  let left = [...writes];
  for (let tries = 0; left.length > 0; ) {
    if (tries > BATCH_TRIES) throw new Error(`${left.length} items are not written`);
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left.slice(0, BATCH) } }),
    );
    const unprocessed = UnprocessedItems?.[table] ?? [];
    tries = unprocessed.length < Math.min(BATCH, left.length) ? 0 : tries + 1;
    left = [...unprocessed, ...left.slice(BATCH)];
    if (unprocessed.length > 0) await backOff(tries);
  }
}

/** The items under `keys`, at most 100, as they are now; those that there are. Throws as above. */
export async function readAll({ client }: Database, table: string, keys: readonly Item[]): Promise<Item[]> {
  const items: Item[] = [];
  let left = [...keys];
  for (let tries = 0; left.length > 0; tries++) {
    if (tries > BATCH_TRIES) throw new Error(`${left.length} items are not read`);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[table] ?? []));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length > 0) await backOff(tries);
  }
  return items;
}

/** Longer after each try, and by chance, so that many who are throttled at once do not come back at once. */
async function backOff(tries: number): Promise<void> {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  await sleep(longest / 2 + (Math.random() * longest) / 2);
}
