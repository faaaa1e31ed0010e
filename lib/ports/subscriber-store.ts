import type { Instant, LocalDate } from '../domain/calendar.ts';
import type { Country } from '../domain/countries.ts';
import type { Pace, SessionId } from '../domain/course.ts';
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

/** How far a shard has come: rows up to and with this one. Null: nothing yet. */
export type Mark = DueRow | null;

/**
 * `queued` (where none is named): how far dispatch has queued. `in-queue`: how far it had when reconcile last looked for
 * messages that wait too long.
 */
export type MarkOf = 'queued' | 'in-queue';

/** What is known of a record whether or not it can be parsed: all that leaving and erasing need. */
export interface RawRecord {
  id: SubscriberId;
  /** Empty when it cannot be read. */
  address: string;
  /** Null when it cannot be read. */
  run: Run | null;
  /** Whether a lesson may be on its way to SES: an attempt holds the claim, or a stop took it from one. */
  mayBeSending: boolean;
  /** Nothing is mailed to her: her address bounced, or her course is over. */
  isStopped: boolean;
  country: Country | null;
  /** The session of the last lesson. */
  lastSession: SessionId | null;
}

/** Who holds subscribers. Every write has a condition; what it prevents is said at the method. */
export interface SubscriberStore {
  /** Throws on a record that cannot be parsed, as every method that answers a record or a sign-up does. */
  get(id: SubscriberId): Promise<Subscriber | null>;
  /** The same of a record that perhaps cannot be parsed. */
  getRaw(id: SubscriberId): Promise<RawRecord | null>;
  /** Those of `ids`, at most 100, that there are; in no order. `unreadable` gets the ids of those that cannot be parsed. */
  getMany(ids: readonly SubscriberId[], unreadable: (id: SubscriberId) => void): Promise<Subscriber[]>;

  /** Keeps a sign-up in place of an older one of the same address. */
  putSignUp(signUp: SignUp): Promise<void>;
  getSignUp(id: SubscriberId): Promise<SignUp | null>;
  /** When a sign-up that waits was made, whether or not it can be parsed; null when none waits. */
  signUpAt(id: SubscriberId): Promise<Instant | null>;
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
   * Gives the claim of an attempt that certainly sent nothing back, whether or not the record can be parsed, so that
   * the lesson may be claimed again. Does nothing when another holds it.
   */
  unclaim(id: SubscriberId, attempt: AttemptId): Promise<void>;
  /**
   * For a row that could not be settled. Where the record, or the ledger line of the week that is due, cannot be
   * parsed, the try is counted; the third moves the row to `until` (`set-aside`), so that it stands in nobody's way and
   * is tried again then. `readable`: the failure had another cause, such as a store that did not answer.
   */
  setAside(row: DueRow, until: Instant): Promise<'readable' | 'counted' | 'set-aside'>;
  /**
   * Replaces the record as it was read by `next`, which was worked out from it and still has its revision: the store
   * alone counts the revision. `transition` names the row of `TRANSITIONS` that makes the condition.
   * `whileClaimed` adds the condition that this attempt still holds the claim. `conflict`: read again.
   */
  replace(next: Subscriber, transition: Replacement, whileClaimed?: AttemptId): Promise<Written>;

  /**
   * Deletes the record, whether or not it can be parsed, and answers what is known of it; null when there was none.
   * `onlyRun` keeps a run that began meanwhile.
   */
  deleteProfile(id: SubscriberId, transition: Deletion, onlyRun?: Run | undefined): Promise<RawRecord | null>;
  /**
   * Deletes everything else that is held of her: sign-up, consent, ledger. Reads every page. `onlyRun`: that run's
   * consent and ledger, and no sign-up, so that one she made meanwhile stays. `mayBeSending`: a note was on its way to
   * SES by then.
   */
  deleteRest(id: SubscriberId, onlyRun?: Run | undefined): Promise<{ mayBeSending: boolean }>;
  /** Everything held of her, as plain data, for the export (Q36). An item that cannot be parsed comes as it is stored. */
  everything(id: SubscriberId): Promise<Record<string, unknown>[]>;

  /** Rows of `shard` after `after` and due up to `until`, in due order, at most `limit`. */
  due(shard: number, after: Mark, until: Instant, limit: number): Promise<DueRow[]>;
  getMark(shard: number, of?: MarkOf): Promise<Mark>;
  /** Moves the mark on; `conflict` when another run moved it first (Q11). */
  moveMark(shard: number, from: Mark, to: DueRow, of?: MarkOf): Promise<Written>;

  /**
   * Every subscriber, in no order, one page in memory at a time. For the operator's commands. One that cannot be
   * parsed is passed over, and `unreadable` gets its id.
   */
  all(unreadable: (id: SubscriberId) => void, segment?: Segment): AsyncIterable<Subscriber>;
}
