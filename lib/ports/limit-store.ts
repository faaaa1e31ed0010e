import type { Instant } from '../domain/calendar.ts';
import type { SubscriberId } from '../domain/subscriber.ts';
import type { Written } from './written.ts';

/** Limits are hashes and numbers with a time to live; they name nobody. */
export interface LimitStore {
  /** Counts one use of `key` in the window that holds `now`; `exceeded` at more than `limit`. */
  take(key: string, limit: number, windowMs: number, now: Instant): Promise<'ok' | 'exceeded'>;
  /** The moments at which confirmation mails went to this address, newest last, with the sign-up of each. */
  mails(id: SubscriberId): Promise<readonly ConfirmationMail[]>;
  /** Adds one, unless the list changed since it was read (`conflict`). */
  addMail(id: SubscriberId, known: readonly ConfirmationMail[], mail: ConfirmationMail): Promise<Written>;
  /** Confirming clears the count (Q41). */
  clearMails(id: SubscriberId): Promise<void>;
  /** Spends a one-time key: `spent` when it was used before (Q36). */
  spend(key: string, expiresAt: Instant): Promise<'ok' | 'spent'>;
  /** Whether it was spent. Changes nothing. */
  isSpent(key: string): Promise<boolean>;
}

export interface ConfirmationMail {
  signUpId: string;
  at: Instant;
}
