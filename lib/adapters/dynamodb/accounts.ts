import type { Account, Accounts } from '../../ports/accounts.ts';
import type { Database } from './client.ts';
import { type Item, textOf } from './item.ts';
import { lineFromItem } from './ledger-item.ts';
import { readableOf, scan } from './paging.ts';
import { profileFromItem } from './profile-item.ts';
import { idOfKey, PROFILE, SEND_PREFIX } from './table-shape.ts';

/**
 * Records beside their lines in one pass over the table: a scan gives the items of a key one after the other, her
 * record before her lines, and her lines by run and day.
 */
export function dynamoAccounts(database: Database): Accounts {
  const recordsAndLines = {
    TableName: database.tables.subscribers,
    ConsistentRead: true,
    FilterExpression: 'sk = :profile OR begins_with(sk, :send)',
    ExpressionAttributeValues: { ':profile': { S: PROFILE }, ':send': { S: SEND_PREFIX } },
  };
  return {
    async *all() {
      let ofOne: Item[] = [];
      for await (const item of scan(database, recordsAndLines)) {
        if (ofOne[0] !== undefined && textOf(ofOne[0], 'pk') !== textOf(item, 'pk')) {
          yield accountOf(ofOne);
          ofOne = [];
        }
        ofOne.push(item);
      }
      if (ofOne.length > 0) yield accountOf(ofOne);
    },
  };
}

/** @param items of one key, at least one. */
function accountOf(items: readonly Item[]): Account {
  const isRecord = (item: Item) => textOf(item, 'sk') === PROFILE;
  let isReadable = true;
  const unreadable = () => {
    isReadable = false;
  };
  const [subscriber = null] = readableOf(items.filter(isRecord), profileFromItem, unreadable);
  const lineItems = items.filter((item) => !isRecord(item)).toReversed();
  const lines = readableOf(lineItems, (item) => lineFromItem(item).line, unreadable);
  return { id: idOfKey(textOf(items[0] ?? {}, 'pk')), subscriber, lines, isReadable };
}
