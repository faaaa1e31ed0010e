import type { Instant, LocalDate } from '../calendar.ts';
import type { Stopped, Subscriber } from '../subscriber.ts';

/** What the store holds when a confirmation link is pressed. */
export interface ConfirmSituation {
  /** The sign-up that the link stands for. */
  signUpId: string;
  /** The sign-up stored for the address: the one of the link, a newer one, or none. */
  signUp: { signUpId: string; at: Instant; expiresAt: Instant; birthDate: LocalDate | null } | null;
  subscriber: (Pick<Subscriber, 'state' | 'signUpId' | 'birthDate'> & { why?: Stopped['why'] }) | null;
  suppression: { reason: 'left' | 'bounced' | 'complained'; at: Instant } | null;
  now: Instant;
}

/**
 * - `already-confirmed`: this link was pressed before. - `unchanged`: she is in the course with that very date, so nothing
 *   changes. - `new-run`: the first run, or one with another date. - `gone`: run out, replaced by a newer one, or
 *   older than her leaving. - `blocked`: her address bounced or complained; only the operator lifts that.
 */
export type ConfirmDecision = 'already-confirmed' | 'unchanged' | 'new-run' | 'gone' | 'blocked';

/** Source: docs/rules/data.md#sign-up-and-confirmation. */
export function decideConfirm({
  signUpId,
  signUp,
  subscriber,
  suppression,
  now,
}: ConfirmSituation): ConfirmDecision {
  if (suppression !== null && suppression.reason !== 'left') return 'blocked';
  // Whoever finished may begin again, with the same date too.
  const finished = subscriber?.why === 'finished';
  if (subscriber?.state === 'stopped' && !finished) return 'blocked';
  // Leaving that was cut short leaves the record beside the suppression. She asked to go, so the link is dead.
  if (subscriber?.signUpId === signUpId)
    return suppression === null && !finished ? 'already-confirmed' : 'gone';
  if (signUp === null || signUp.signUpId !== signUpId || signUp.expiresAt <= now) return 'gone';
  if (suppression !== null && suppression.at >= signUp.at) return 'gone';
  const current = subscriber !== null && !finished && suppression === null;
  if (current && subscriber.birthDate === signUp.birthDate) return 'unchanged';
  return 'new-run';
}
