import type { Instant } from '../domain/calendar.ts';
import type { SubscriberId } from '../domain/subscriber.ts';
import type { Written } from './written.ts';

export type SuppressionReason = 'left' | 'bounced' | 'complained';

export interface Suppression {
  id: SubscriberId;
  reason: SuppressionReason;
  at: Instant;
}

/** A table of its own, so that restoring the subscribers' table brings nobody back. */
export interface SuppressionStore {
  get(id: SubscriberId): Promise<Suppression | null>;
  /**
   * Those of `ids`, at most 100, that are suppressed; in no order. `unreadable` gets the ids of those that cannot be
   * parsed: they are suppressed as well.
   */
  getMany(ids: readonly SubscriberId[], unreadable: (id: SubscriberId) => void): Promise<Suppression[]>;
  /** Never weakens: `left` does not replace `bounced` or `complained`; the later `left` wins. */
  put(suppression: Suppression): Promise<void>;
  /** Removes a `left` no younger than `notAfter`: what a confirmation may undo. `conflict` for any other. */
  liftLeft(id: SubscriberId, notAfter: Instant): Promise<Written>;
  /** The operator's word: removes whatever stands. */
  lift(id: SubscriberId): Promise<void>;
  /** Every suppression. One that cannot be parsed is passed over, and `unreadable` gets its id. */
  all(unreadable: (id: SubscriberId) => void): AsyncIterable<Suppression>;
}
