import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { UNREADABLE_TRIES } from '../../domain/sending/unreadable.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import { conditional, type Database } from './client.ts';
import { type Item, numberOf } from './item.ts';
import { lineFromItem, lineKey } from './ledger-item.ts';
import { profileFromItem } from './profile-item.ts';
import { keyOf, type Part, read } from './profile-read.ts';
import { dueKeys, dueSortKey, PROFILE } from './table-shape.ts';

/** Rows that cannot be read are counted and moved out of the way without being read. */
export function settingAside(database: Database): Part<'setAside'> {
  const { client, tables } = database;
  return {
    async setAside(row, until) {
      const item = await read(database, keyOf(row.id, PROFILE));
      if (item === undefined || (await isReadable(database, row.id, item))) return 'readable';
      const tries = (numberOf(item, 'unread') ?? 0) + 1;
      const isLast = tries >= UNREADABLE_TRIES;
      const { duePk, dueSk } = dueKeys({ id: row.id, dueAt: until });
      const moved = isLast ? { ':duePk': { S: duePk }, ':dueSk': { S: dueSk } } : {};
      await conditional(
        client.send(
          new UpdateItemCommand({
            TableName: tables.subscribers,
            Key: keyOf(row.id, PROFILE),
            // Someone who can read the record moved the row meanwhile.
            ConditionExpression: 'dueSk = :due',
            UpdateExpression: `SET unread = :tries${isLast ? ', duePk = :duePk, dueSk = :dueSk' : ''}`,
            ExpressionAttributeValues: {
              ':due': { S: dueSortKey(row) },
              ':tries': { N: String(isLast ? 0 : tries) },
              ...moved,
            },
          }),
        ),
      );
      return isLast ? 'set-aside' : 'counted';
    },
  };
}

/** Whether the record can be parsed, and the ledger line of the lesson that is due where it has one. */
async function isReadable(database: Database, id: SubscriberId, item: Item): Promise<boolean> {
  const run = item['run']?.S ?? '';
  const day = item['lineOn']?.S ?? item['dueOn']?.S ?? '';
  const line = await read(database, keyOf(id, lineKey(run, day)));
  try {
    profileFromItem(item);
    if (line !== undefined) lineFromItem(line);
    return true;
  } catch {
    return false;
  }
}
