import type { Instant } from '../../domain/calendar.ts';
import { shardOf } from '../../domain/sending/shard.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { DueRow } from '../../ports/subscriber-store.ts';

/**
 * Keys of the two tables (docs/rules/data.md#items). The stack writes the same shape in its own words:
 *
 * - Subscribers: `pk` and `sk`, both text; time to live on `expiresAt` (seconds); index `due`, keys only, on
 *   `duePk` and `dueSk`, both text, sparse.
 * - Suppressions: `pk`, text.
 *
 * | pk | sk | what |
 * |---|---|---|
 * | `SUB#<id>` | `PROFILE`, `SIGNUP`, `CONSENT#<run>`, `CHANGE#<run>#<id>`, `SEND#<run>#<local day>`, `NOTE#<note>` | one subscriber |
 * | `SUB#<id>` | `TRAINING#<run>#WEEK#<number>`, `TRAINING#<run>#CONSENT#<version>` | what she writes down for herself |
 * | `LIMIT#<key>` | `LIMIT` | a counter with a time to live |
 * | `MARK#<shard>` | `MARK`, `MARK#IN-QUEUE` | how far dispatch has queued, and had when reconcile looked |
 * | `COUNT` | `COUNT#<ISO week>` | weekly counts |
 * | `RATE` | `RATE` | the shared rate and the pause |
 */
export const DUE_INDEX = 'due';
export const PROFILE = 'PROFILE';
export const SIGN_UP = 'SIGNUP';
export const CONSENT_PREFIX = 'CONSENT#';
export const CHANGE_PREFIX = 'CHANGE#';
export const SEND_PREFIX = 'SEND#';
export const TRAINING_PREFIX = 'TRAINING#';
export const NOTE_PREFIX = 'NOTE#';
const SUBSCRIBER_PREFIX = 'SUB#';

export interface TableNames {
  subscribers: string;
  suppressions: string;
}

export function subscriberKey(id: SubscriberId): string {
  return SUBSCRIBER_PREFIX + id;
}

export function idOfKey(pk: string): SubscriberId {
  return pk.slice(SUBSCRIBER_PREFIX.length);
}

export function dueShardKey(shard: number): string {
  return `due#${shard}`;
}

/** Sorts by moment, then by id. The moment has 13 digits until the year 2286. */
export function dueSortKey(row: DueRow): string {
  return `${dueMoment(row.dueAt)}#${row.id}`;
}

/** The first sort key that is due at `at` or later. */
export function dueMoment(at: Instant): string {
  return String(Math.max(0, at)).padStart(13, '0');
}

export function isDueKey(sortKey: string): boolean {
  return /^\d{13,}#./.test(sortKey);
}

export function dueRowOf(sortKey: string): DueRow {
  if (!isDueKey(sortKey)) throw new Error(`not a key of the due index: ${sortKey}`);
  const hash = sortKey.indexOf('#');
  const dueAt = Number(sortKey.slice(0, hash));
  return { dueAt, id: sortKey.slice(hash + 1) };
}

export function dueKeys(row: DueRow): { duePk: string; dueSk: string } {
  return { duePk: dueShardKey(shardOf(row.id)), dueSk: dueSortKey(row) };
}

/** A time to live, in seconds as DynamoDB has it. Rounded up: nothing goes before its time. */
export function expirySeconds(at: Instant): number {
  return Math.ceil(at / 1000);
}
