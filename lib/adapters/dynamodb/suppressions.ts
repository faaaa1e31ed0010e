import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SUPPRESSION_STRENGTH } from '../../domain/sending/suppression.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import { batchPerTick } from './batch-per-tick.ts';
import { conditional, type Database } from './client.ts';
import { type Item, textOf, toAttribute } from './item.ts';
import { readAll, readable, readableOf, scan } from './paging.ts';
import { answerOf } from './profile-read.ts';
import { suppressionFromItem, suppressionItem } from './suppression-item.ts';

/** As many keys as one BatchGetItem takes. */
const MOST_AT_ONCE = 100;

/** Suppressions in a table of their own: the hash, the reason, the time. `weight` orders the reasons. */
export function dynamoSuppressionStore(database: Database): SuppressionStore {
  const { client, tables } = database;
  const TableName = tables.suppressions;
  const itemsOf = (ids: readonly SubscriberId[]) => readAll(database, TableName, ids.map(key));
  const itemOf = async (id: SubscriberId): Promise<Item | null> => {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true }));
    return Item ?? null;
  };
  // The lessons of a batch ask at about the same moment: one request in place of up to ten.
  const itemInBatch = batchPerTick(MOST_AT_ONCE, async (ids: readonly SubscriberId[]) => {
    const [only] = ids;
    if (only !== undefined && ids.length === 1) return [await itemOf(only)];
    const byId = new Map((await itemsOf([...new Set(ids)])).map((item) => [textOf(item, 'pk'), item]));
    return ids.map((id) => byId.get(id) ?? null);
  });
  return {
    async get(id) {
      // Parsed here, so that one that cannot be parsed fails for her alone and not for the batch.
      const item = await itemInBatch(id);
      return item === null ? null : suppressionFromItem(item);
    },
    getMany: async (ids, unreadable) =>
      readableOf(await itemsOf(ids), suppressionFromItem, (item) => unreadable(textOf(item, 'pk'))),
    async put({ id, reason, at }) {
      const weight = SUPPRESSION_STRENGTH[reason];
      const put = new PutItemCommand({
        TableName,
        Item: suppressionItem({ id, reason, at }),
        // A leaving that comes late must not open what a complaint has shut; of two alike the later stands.
        ConditionExpression:
          'attribute_not_exists(pk) OR weight < :weight OR (weight = :weight AND since < :since)',
        ExpressionAttributeValues: { ':weight': toAttribute(weight), ':since': toAttribute(at) },
      });
      await conditional(client.send(put));
    },
    async liftLeft(id, notAfter) {
      const lift = new DeleteItemCommand({
        TableName,
        Key: key(id),
        // A confirmation undoes an earlier leaving: not a later one, not a bounce, not a complaint.
        ConditionExpression: 'attribute_not_exists(pk) OR (reason = :left AND since <= :notAfter)',
        ExpressionAttributeValues: { ':left': { S: 'left' }, ':notAfter': toAttribute(notAfter) },
      });
      return answerOf((await conditional(client.send(lift))).kind === 'done');
    },
    async lift(id) {
      await client.send(new DeleteItemCommand({ TableName, Key: key(id) }));
    },
    all: (unreadable) =>
      readable(scan(database, { TableName }), suppressionFromItem, (item) => unreadable(textOf(item, 'pk'))),
  };
}

function key(id: string): Item {
  return { pk: { S: id } };
}
