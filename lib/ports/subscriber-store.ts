import type { Instant, LocalDate } from '../domain/calendar.ts';
import type { Pace } from '../domain/course.ts';
import type {
  About,
  Active,
  AttemptId,
  Claim,
  Deletion,
  Replacement,
  Run,
  Subscriber,
  SubscriberId,
} from '../domain/subscriber.ts';
import type { Segment } from './segment.ts';
import type { Written } from './written.ts';

export interface Consent {
  /** Version and SHA-256 of the statement that was shown (Q33). */
  version: string;
  hash: string;
  askedAt: Instant;
  confirmedAt: Instant;
  page: string;
  ip: string;
  userAgent: string;
  locale: string;
  /** The statement itself, where it is not one of ours: consent that was given elsewhere and imported. */
  text?: string | undefined;
}

/** What the form said, until it is confirmed. Nothing before the confirmation touches a running course. */
export interface SignUp extends About {
  signUpId: string;
  id: SubscriberId;
  address: string;
  at: Instant;
  expiresAt: Instant;
  mailed: boolean;
  consent: Omit<Consent, 'confirmedAt'>;
}

/** A change that raises her ceiling, until she says yes to it by the link that was mailed to her (Q58). */
export interface PendingChange extends ChangeKey {
  /** Null: this stays as it is. */
  birthDate: LocalDate | null;
  pace: Pace | null;
  expiresAt: Instant;
}

export interface ChangeKey {
  id: SubscriberId;
  run: Run;
  changeId: string;
}

/** A row of the due index. */
export interface DueRow {
  id: SubscriberId;
  dueAt: Instant;
}

/** How far a shard has been queued: rows up to and with this one. Null: nothing yet. */
export type Mark = DueRow | null;

/** Who holds subscribers. Every write has a condition; what it prevents is said at the method. */
export interface SubscriberStore {
  get(id: SubscriberId): Promise<Subscriber | null>;
  /** Those of `ids`, at most 100, that there are; in no order. */
  getMany(ids: readonly SubscriberId[]): Promise<Subscriber[]>;

  /** Keeps a sign-up in place of an older one of the same address. */
  putSignUp(signUp: SignUp): Promise<void>;
  getSignUp(id: SubscriberId): Promise<SignUp | null>;
  /** Only where it is still that sign-up: a newer one is not marked by a late hand. */
  markSignUpMailed(id: SubscriberId, signUpId: string): Promise<Written>;
  /** Only where it is still that sign-up. */
  deleteSignUp(id: SubscriberId, signUpId: string): Promise<void>;

  putChange(change: PendingChange): Promise<void>;
  /** Null once it has run out or was taken. */
  getChange(which: ChangeKey): Promise<PendingChange | null>;
  /** Takes it away; `conflict` when somebody else did: it works once. */
  takeChange(which: ChangeKey): Promise<Written>;

  /**
   * Writes the first or a new run. `replaces` is the revision of the record that was read (null: there was
   * none); `conflict` when it is another by now, so that two confirmations make one run.
   */
  confirm(subscriber: Active, replaces: number | null): Promise<Written>;
  putConsent(id: SubscriberId, run: Run, consent: Consent): Promise<void>;
  /** The same for many. Writing one again says the same. */
  putConsents(consents: readonly { id: SubscriberId; run: Run; consent: Consent }[]): Promise<void>;
  getConsents(id: SubscriberId): Promise<readonly { run: Run; consent: Consent }[]>;

  /**
   * Claims the lesson that is due at `due.dueAt` for one attempt, so that no other run of this function sends
   * it, and makes a paused subscriber active (the claim is also the consent check). Adds one to the revision, so
   * that whoever read the record before the claim cannot write over it.
   * `taken`: someone holds a claim, the lesson is due at another time by now, or she left.
   */
  claim(due: DueRow, claim: Claim): Promise<Active | 'taken'>;
  /**
   * Replaces the record as it was read by `next`, which was worked out from it and still has its revision: the store
   * alone counts the revision. `transition` names the row of `TRANSITIONS` that makes the condition.
   * `whileClaimed` adds the condition that this attempt still holds the claim. `conflict`: read again.
   */
  replace(next: Subscriber, transition: Replacement, whileClaimed?: AttemptId): Promise<Written>;

  /**
   * Deletes the record and answers it as it was, with its open claim; null when there was none.
   * `onlyRun` keeps a run that began meanwhile.
   */
  deleteProfile(
    id: SubscriberId,
    transition: Deletion,
    onlyRun?: Run | undefined,
  ): Promise<Subscriber | null>;
  /**
   * Deletes everything else that is held of her: sign-up, consent, ledger. Reads every page. `onlyRun`: that run's
   * consent and ledger, and no sign-up, so that one she made meanwhile stays.
   */
  deleteRest(id: SubscriberId, onlyRun?: Run | undefined): Promise<void>;
  /** Everything held of her, as plain data, for the export (Q36). */
  everything(id: SubscriberId): Promise<Record<string, unknown>[]>;

  /** Rows of `shard` after `after` and due up to `until`, in due order, at most `limit`. */
  due(shard: number, after: Mark, until: Instant, limit: number): Promise<DueRow[]>;
  getMark(shard: number): Promise<Mark>;
  /** Moves the mark on; `conflict` when another run of dispatch moved it first (Q11). */
  moveMark(shard: number, from: Mark, to: DueRow): Promise<Written>;

  /** Every subscriber, in no order, one page in memory at a time. For the operator's commands. */
  all(segment?: Segment): AsyncIterable<Subscriber>;
}
