import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SUPPRESSION_STRENGTH } from '../../domain/sending/suppression.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import { batchPerTick } from './batch-per-tick.ts';
import { conditional, type Database } from './client.ts';
import { type Item, toAttribute } from './item.ts';
import { readAll, scan } from './paging.ts';
import { answerOf } from './profile-read.ts';
import { suppressionFromItem, suppressionItem } from './suppression-item.ts';

/** As many keys as one BatchGetItem takes. */
const MOST_AT_ONCE = 100;

/** Suppressions in a table of their own: the hash, the reason, the time. `weight` orders the reasons. */
export function dynamoSuppressionStore(database: Database): SuppressionStore {
  const { client, tables } = database;
  const TableName = tables.suppressions;
  const getMany = async (ids: readonly SubscriberId[]) =>
    (await readAll(database, TableName, ids.map(key))).map(suppressionFromItem);
  const getOne = async (id: SubscriberId) => {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true }));
    return Item === undefined ? null : suppressionFromItem(Item);
  };
  return {
    // The lessons of a batch ask at about the same moment: one request in place of up to ten.
    get: batchPerTick(MOST_AT_ONCE, async (ids) => {
      const [only] = ids;
      if (only !== undefined && ids.length === 1) return [await getOne(only)];
      const byId = new Map((await getMany([...new Set(ids)])).map((one) => [one.id, one]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    getMany,
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
    async *all() {
      for await (const item of scan(database, { TableName })) yield suppressionFromItem(item);
    },
  };
}

function key(id: string): Item {
  return { pk: { S: id } };
}
