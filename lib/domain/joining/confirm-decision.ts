import type { Instant, LocalDate } from '../calendar.ts';
import type { FormRules } from '../course.ts';
import type { Receiving, Subscriber } from '../subscriber.ts';

/** What the form said, as far as it decides. */
interface PressedSignUp {
  signUpId: string;
  at: Instant;
  expiresAt: Instant;
  birthDate: LocalDate | null;
}

/** What the store holds when a confirmation link is pressed. */
export interface ConfirmSituation<SignUp extends PressedSignUp> {
  course: Pick<FormRules, 'anchor'>;
  /** The sign-up that the link stands for. */
  signUpId: string;
  /** The sign-up stored for the address: the one of the link, a newer one, or none. */
  signUp: SignUp | null;
  subscriber: Subscriber | null;
  suppression: { reason: 'left' | 'bounced' | 'complained'; at: Instant } | null;
  now: Instant;
}

/**
 * - `already-confirmed`: this link was pressed before. - `unchanged`: she is in the course with that very date, or no date
 *   is asked, so nothing changes. - `new-run`: the first run, or one with another date. - `gone`: run out, replaced by a newer one, or
 *   older than her leaving. - `blocked`: her address bounced or complained; only the operator lifts that.
 */
export type ConfirmDecision<SignUp> =
  | { kind: 'already-confirmed'; current: Receiving }
  | { kind: 'unchanged'; current: Receiving; signUp: SignUp }
  | { kind: 'new-run'; signUp: SignUp }
  | { kind: 'gone' }
  | { kind: 'blocked' };

/** Source: docs/rules/data.md#sign-up-and-confirmation. */
export function decideConfirm<SignUp extends PressedSignUp>({
  course,
  signUpId,
  signUp,
  subscriber,
  suppression,
  now,
}: ConfirmSituation<SignUp>): ConfirmDecision<SignUp> {
  if (suppression !== null && suppression.reason !== 'left') return { kind: 'blocked' };
  // Whoever finished may begin again, with the same date too.
  if (subscriber?.state === 'stopped' && subscriber.why !== 'finished') return { kind: 'blocked' };
  // Leaving that was cut short leaves the record beside the suppression. She asked to go, so the link is dead.
  const current = suppression !== null || subscriber?.state === 'stopped' ? null : subscriber;
  if (subscriber?.signUpId === signUpId)
    return current === null ? { kind: 'gone' } : { kind: 'already-confirmed', current };
  if (signUp === null || signUp.signUpId !== signUpId || signUp.expiresAt <= now) return { kind: 'gone' };
  if (suppression !== null && suppression.at >= signUp.at) return { kind: 'gone' };
  const counts = course.anchor === 'joined' || current?.birthDate === signUp.birthDate;
  if (current !== null && counts) return { kind: 'unchanged', current, signUp };
  return { kind: 'new-run', signUp };
}
