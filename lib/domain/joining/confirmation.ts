import type { Instant, LocalDate } from '../calendar.ts';
import type { Subscriber } from '../subscriber.ts';

/** What a pressed confirmation link finds. */
export interface Confirming {
  /** The sign-up that the link stands for. */
  signUpId: string;
  /** What is kept under the address: that sign-up, a newer one, or nothing. */
  kept: { signUpId: string; at: Instant; expiresAt: Instant; birthDate: LocalDate | null } | null;
  subscriber: Pick<Subscriber, 'state' | 'signUpId' | 'birthDate'> | null;
  suppression: { reason: 'left' | 'bounced' | 'complained'; at: Instant } | null;
  now: Instant;
}

/**
 * - `again`: this link was pressed before. - `unchanged`: she is in the course with that very date, so nothing
 *   changes. - `new-run`: the first run, or one with another date. - `gone`: run out, replaced by a newer one, or
 *   older than her leaving. - `blocked`: her address bounced or complained; only the operator lifts that.
 */
export type ConfirmDecision = 'again' | 'unchanged' | 'new-run' | 'gone' | 'blocked';

/** Design section 4, SIGNUP and CONSENT. */
export function decideConfirm({ signUpId, kept, subscriber, suppression, now }: Confirming): ConfirmDecision {
  if (suppression !== null && suppression.reason !== 'left') return 'blocked';
  if (subscriber?.state === 'stopped') return 'blocked';
  // A leaving cut short leaves the record beside the suppression: her last word was to go.
  if (subscriber?.signUpId === signUpId) return suppression === null ? 'again' : 'gone';
  if (kept === null || kept.signUpId !== signUpId || kept.expiresAt <= now) return 'gone';
  if (suppression !== null && suppression.at >= kept.at) return 'gone';
  if (subscriber !== null && suppression === null && subscriber.birthDate === kept.birthDate)
    return 'unchanged';
  return 'new-run';
}
