import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { PACES } from '../../domain/course.ts';
import type { ChangeKey, PendingChange } from '../../ports/subscriber-store.ts';
import { conditional, type Database } from './client.ts';
import { fromItem, type Item, textOf, toItem } from './item.ts';
import { answerOf, keyOf, type Part, read } from './profile-read.ts';
import { dayOrNull, moment, orNull, VERSION, version } from './stored-values.ts';
import { CHANGE_PREFIX, expirySeconds, idOfKey, subscriberKey } from './table-shape.ts';

const stored = z.object({
  v: version,
  pk: z.string(),
  birthDate: dayOrNull,
  pace: orNull(z.enum(PACES)),
  expiresAtMs: moment,
});

/** Changes that wait for her yes: one item each, gone after an hour. */
export function pendingChanges(database: Database): Part<'putChange' | 'getChange' | 'takeChange'> {
  const { client, tables, now } = database;
  const TableName = tables.subscribers;
  return {
    async putChange(change) {
      await client.send(new PutItemCommand({ TableName, Item: changeItem(change) }));
    },
    async getChange(which) {
      const item = await read(database, keyOf(which.id, sortKeyOf(which)));
      const change = item === undefined ? null : changeFromItem(item);
      return change !== null && change.expiresAt > now() ? change : null;
    },
    async takeChange(which) {
      const done = await conditional(
        client.send(
          new DeleteItemCommand({
            TableName,
            Key: keyOf(which.id, sortKeyOf(which)),
            // Pressed twice at once: one of the two changes her record.
            ConditionExpression: 'attribute_exists(pk)',
          }),
        ),
      );
      return answerOf(done.kind === 'done');
    },
  };
}

/** @throws on a change that {@link changeFromItem} would refuse: it is never written. */
export function changeItem({ birthDate, pace, expiresAt, ...which }: PendingChange): Item {
  const item = toItem({
    pk: subscriberKey(which.id),
    sk: sortKeyOf(which),
    v: VERSION,
    birthDate,
    pace,
    expiresAtMs: expiresAt,
    expiresAt: expirySeconds(expiresAt),
  });
  changeFromItem(item);
  return item;
}

export function changeFromItem(item: Item): PendingChange {
  const { v: _, pk, expiresAtMs: expiresAt, ...change } = stored.parse(fromItem(item));
  const [run = '', changeId = ''] = textOf(item, 'sk').slice(CHANGE_PREFIX.length).split('#');
  return { ...change, id: idOfKey(pk), run, changeId, expiresAt };
}

/** The run first, so that it goes with its run. */
function sortKeyOf({ run, changeId }: ChangeKey): string {
  return `${CHANGE_PREFIX}${run}#${changeId}`;
}
