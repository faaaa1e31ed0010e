import type { Account, Accounts } from '../../ports/accounts.ts';
import type { Database } from './client.ts';
import { type Item, textOf } from './item.ts';
import { lineFromItem } from './ledger-item.ts';
import { noteFromItem } from './note-item.ts';
import { readableOf, scan } from './paging.ts';
import { profileFromItem } from './profile-item.ts';
import { idOfKey, NOTE_PREFIX, PROFILE, SEND_PREFIX } from './table-shape.ts';

/**
 * Records beside their lines and notes in one pass over the table: a scan gives the items of a key one after the other,
 * her notes before her record, that before her lines, and her lines by run and day.
 */
export function dynamoAccounts(database: Database): Accounts {
  const recordsLinesAndNotes = {
    TableName: database.tables.subscribers,
    ConsistentRead: true,
    FilterExpression: 'sk = :profile OR begins_with(sk, :send) OR begins_with(sk, :note)',
    ExpressionAttributeValues: {
      ':profile': { S: PROFILE },
      ':send': { S: SEND_PREFIX },
      ':note': { S: NOTE_PREFIX },
    },
  };
  return {
    async *all() {
      let ofOne: Item[] = [];
      for await (const item of scan(database, recordsLinesAndNotes)) {
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
  const under = (prefix: string) => items.filter((item) => textOf(item, 'sk').startsWith(prefix));
  let [isReadable, areNotesReadable] = [true, true];
  const unreadable = () => {
    isReadable = false;
  };
  const [subscriber = null] = readableOf(under(PROFILE), profileFromItem, unreadable);
  const newestFirst = under(SEND_PREFIX).toReversed();
  const lines = readableOf(newestFirst, (item) => lineFromItem(item).line, unreadable);
  const notes = readableOf(under(NOTE_PREFIX), noteFromItem, () => {
    areNotesReadable = false;
  });
  const id = idOfKey(textOf(items[0] ?? {}, 'pk'));
  return { id, subscriber, lines, isReadable, notes, areNotesReadable };
}
