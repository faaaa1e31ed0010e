import { isDeepStrictEqual } from 'node:util';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type LedgerLine, mergeEventIntoLine, mergeLine } from '../../domain/sending/ledger.ts';
import type { Ledger } from '../../ports/ledger.ts';
import { conditional, type Database } from './client.ts';
import { type Item, textOf, toAttribute } from './item.ts';
import { lineFromItem, lineItem, lineKey } from './ledger-item.ts';
import { inPartition, query, readable, scan, segmentOf } from './paging.ts';
import { keyOf, read } from './profile-read.ts';
import { idOfKey, SEND_PREFIX, subscriberKey } from './table-shape.ts';

/** Merges of one line at once; each that loses means that another was written. */
const MOST_TRIES = 10;

type Read = { line: LedgerLine; n: number };

/**
 * The ledger in DynamoDB: one write for a line that is new, half a read unit and one write for one that stands, half a
 * read unit for an event that says nothing new.
 *
 * A line may be written while its subscriber leaves, since no condition spans two items. It is taken back all the
 * same: the line goes first and the record after it, so whoever wrote the line finds the record gone and calls
 * `delete`; should it die in between, the deletion that leaving repeats some minutes later finds the line.
 */
export function dynamoLedger(database: Database): Ledger {
  const { client, tables } = database;
  const TableName = tables.subscribers;
  return {
    async get(id, run, dueOn) {
      return (await readLine(database, keyOf(id, lineKey(run, dueOn))))?.line ?? null;
    },
    async put(line) {
      if (await putNew(database, line)) return;
      // Missing by now: she left between the two calls, and this line is what she wants gone.
      await merge(database, keyOf(line.id, lineKey(line.run, line.dueOn)), (standing) =>
        mergeLine(standing, line),
      );
    },
    async mergeEvent(id, run, dueOn, event) {
      const before = await merge(database, keyOf(id, lineKey(run, dueOn)), (standing) =>
        mergeEventIntoLine(standing, event),
      );
      if (before === null) return 'missing';
      return before.seen.includes(event.kind) ? 'unchanged' : 'merged';
    },
    async delete(id, run, dueOn) {
      await client.send(new DeleteItemCommand({ TableName, Key: keyOf(id, lineKey(run, dueOn)) }));
    },
    async of(id, limit) {
      const lines: LedgerLine[] = [];
      const newestFirst = {
        TableName,
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: limit,
        ...inPartition(subscriberKey(id), SEND_PREFIX),
      };
      for await (const item of query(database, newestFirst)) {
        lines.push(lineFromItem(item).line);
        if (lines.length >= limit) break;
      }
      return lines;
    },
    all(unreadable, segment) {
      const weeks = {
        TableName,
        FilterExpression: 'begins_with(sk, :send)',
        ExpressionAttributeValues: { ':send': { S: SEND_PREFIX } },
        ...segmentOf(segment),
      };
      return readable(
        scan(database, weeks),
        (item) => lineFromItem(item).line,
        (item) => unreadable(idOfKey(textOf(item, 'pk'))),
      );
    },
  };
}

/** False when a line stands there, perhaps from a first try of this very call: merging it again changes nothing. */
async function putNew({ client, tables }: Database, line: LedgerLine): Promise<boolean> {
  const put = new PutItemCommand({
    TableName: tables.subscribers,
    Item: lineItem(line, 1),
    // A line that record or reconcile has added to is not written over.
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  return (await conditional(client.send(put))).kind === 'done';
}

/**
 * The first look may be a moment old, which costs half. A line that seems missing is looked for again; a change worked
 * out from an old line fails on its number; and what an old line knew already, its later forms know as well, since
 * merging only ever adds. Answers the line as it was before; null when there is none.
 */
async function merge(
  database: Database,
  key: Item,
  change: (standing: LedgerLine) => LedgerLine,
): Promise<LedgerLine | null> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const consistency = tries === 0 ? 'eventual' : 'strong';
    const standing = await readLine(database, key, consistency);
    if (standing === null && consistency === 'eventual') continue;
    if (standing === null) return null;
    const item = lineItem(change(standing.line), standing.n + 1);
    if (isDeepStrictEqual(lineItem(standing.line, standing.n + 1), item)) return standing.line;
    const put = new PutItemCommand({
      TableName: database.tables.subscribers,
      Item: item,
      // Another merge came first, or the line was deleted: it is never created again.
      ConditionExpression: 'n = :n',
      ExpressionAttributeValues: { ':n': toAttribute(standing.n) },
    });
    if ((await conditional(database.client.send(put))).kind === 'done') return standing.line;
  }
  throw new Error(`a ledger line changed under ${MOST_TRIES} merges running`);
}

async function readLine(
  database: Database,
  key: Item,
  consistency?: 'strong' | 'eventual',
): Promise<Read | null> {
  const item = await read(database, key, consistency);
  return item === undefined ? null : lineFromItem(item);
}
