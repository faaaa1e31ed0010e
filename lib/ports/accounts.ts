import type { LedgerLine } from '../domain/sending/ledger.ts';
import type { Subscriber, SubscriberId } from '../domain/subscriber.ts';

/** Her record with her lines, as one reading of all came by them. */
export interface Account {
  id: SubscriberId;
  /** Null: none was met. */
  subscriber: Subscriber | null;
  /** Newest first. */
  lines: readonly LedgerLine[];
  /** False when something of hers cannot be parsed. */
  isReadable: boolean;
}

export interface Accounts {
  /**
   * Everybody of whom a record or a line is held, in no order, in one reading. What is written meanwhile may be met or
   * not, and somebody may come in two parts: what does not add up is looked at again by whoever asks.
   */
  all(): AsyncIterable<Account>;
}
