import type { Run, SubscriberId } from '../../domain/subscriber.ts';
import type { Database } from './client.ts';
import { fromItem, type Item, textOf } from './item.ts';
import { lineFromItem } from './ledger-item.ts';
import { isNoteUnderWay, noteFromItem } from './note-item.ts';
import { deleteAll, inPartition, query } from './paging.ts';
import { changeFromItem } from './pending-changes.ts';
import { profileFromItem } from './profile-item.ts';
import type { Part } from './profile-read.ts';
import { consentFromItem, signUpFromItem } from './sign-up-item.ts';
import {
  CHANGE_PREFIX,
  CONSENT_PREFIX,
  NOTE_PREFIX,
  PROFILE,
  SEND_PREFIX,
  SIGN_UP,
  subscriberKey,
  TRAINING_PREFIX,
} from './table-shape.ts';
import { trainingFromItem } from './training-item.ts';

/** What is held of one subscriber, to hand over or to delete. */
export function storedData(database: Database): Part<'deleteRest' | 'everything'> {
  const { tables, now } = database;
  const allOf = (id: SubscriberId) =>
    query(database, {
      TableName: tables.subscribers,
      ConsistentRead: true,
      ...inPartition(subscriberKey(id)),
    });
  return {
    async deleteRest(id, onlyRun) {
      const keys: Item[] = [];
      let mayBeSending = false;
      for await (const item of allOf(id)) {
        const { pk, sk } = item;
        mayBeSending ||= isNoteUnderWay(item);
        if (pk !== undefined && sk?.S !== undefined && isRest(sk.S, onlyRun)) keys.push({ pk, sk });
      }
      await deleteAll(database, tables.subscribers, keys);
      return { mayBeSending };
    },
    async everything(id) {
      const records: Record<string, unknown>[] = [];
      for await (const item of allOf(id)) records.push(exported(item));
      return records.filter(({ expiresAt }) => typeof expiresAt !== 'number' || expiresAt > now());
    },
  };
}

/** Of one run: its consent, its weeks, what she wrote down and what waits for her yes. A sign-up belongs to no run yet. */
function isRest(sk: string, onlyRun: Run | undefined): boolean {
  if (onlyRun === undefined) return sk !== PROFILE;
  return (
    sk === CONSENT_PREFIX + onlyRun ||
    [SEND_PREFIX, CHANGE_PREFIX, TRAINING_PREFIX].some((prefix) => sk.startsWith(`${prefix}${onlyRun}#`))
  );
}

function exported(item: Item): Record<string, unknown> {
  const sk = textOf(item, 'sk');
  try {
    return parsed(sk, item);
  } catch {
    // She gets all that is held of her, also what this release cannot read.
    return { kind: sk, ...fromItem(item) };
  }
}

function parsed(sk: string, item: Item): Record<string, unknown> {
  if (sk === PROFILE) return { kind: 'profile', ...profileFromItem(item) };
  if (sk === SIGN_UP) return { kind: 'sign-up', ...signUpFromItem(item) };
  if (sk.startsWith(CONSENT_PREFIX)) return { kind: 'consent', ...consentFromItem(item) };
  if (sk.startsWith(CHANGE_PREFIX)) return { kind: 'change', ...changeFromItem(item) };
  if (sk.startsWith(NOTE_PREFIX)) return { kind: 'note', ...noteFromItem(item) };
  if (sk.startsWith(SEND_PREFIX)) return { kind: 'week', ...lineFromItem(item).line };
  if (sk.startsWith(TRAINING_PREFIX)) return trainingFromItem(item);
  return { kind: sk, ...fromItem(item) };
}
