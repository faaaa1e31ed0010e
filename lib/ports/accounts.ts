import type { LedgerLine } from '../domain/sending/ledger.ts';
import type { NoteLine } from '../domain/sending/note.ts';
import type { Subscriber, SubscriberId } from '../domain/subscriber.ts';

/** Her record with her lines and notes, as one reading of all came by them. */
export interface Account {
  id: SubscriberId;
  /** Null: none was met. */
  subscriber: Subscriber | null;
  /** Newest first. */
  lines: readonly LedgerLine[];
  /** False when her record or one of her lines cannot be parsed. */
  isReadable: boolean;
  /** What became of each note to her. */
  notes: readonly NoteLine[];
  /** False when one of them cannot be parsed. */
  areNotesReadable: boolean;
}

export interface Accounts {
  /**
   * Everybody of whom a record, a line or a note is held, in no order, in one reading. What is written meanwhile may be met or
   * not, and somebody may come in two parts: what does not add up is looked at again by whoever asks.
   */
  all(): AsyncIterable<Account>;
}
