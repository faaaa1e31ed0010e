import type { Instant, LocalDate, TimeZone } from './domain/calendar.ts';
import type { Country, Pace } from './domain/course.ts';
import type { LedgerLine, SesEvent } from './domain/ledger.ts';
import type { Decision } from './domain/placement.ts';
import type {
  Active,
  AttemptId,
  Claim,
  CourseRecord,
  Run,
  Subscriber,
  SubscriberId,
} from './domain/subscriber.ts';
import type { Counted } from './domain/tally.ts';

/** What the use cases need from outside. A port's comment names every way it can answer or fail. */

// ---------------------------------------------------------------- time and chance

/**
 * Two clocks, the same one in AWS. The course's clock says what is due and may be moved on a laptop; the
 * machine's clock paces sends and bounds calls, and never stands still.
 */
export interface Clock {
  now(): Instant;
  machineNow(): Instant;
  /** Waits on the machine's clock. */
  wait(ms: number): Promise<void>;
}

export interface Chance {
  attemptId(): AttemptId;
  signUpId(): string;
}

// ---------------------------------------------------------------- names and tokens

export interface Identities {
  /** The keyed hash of a normalised address; see {@link SubscriberId}. The key never rotates. */
  idOf(normalisedAddress: string): Promise<SubscriberId>;
}

export type TokenPurpose =
  | 'confirm'
  | 'unsubscribe'
  | 'lesson'
  | 'feedback'
  | 'preferences'
  | 'pause'
  | 'data';

/**
 * What a link stands for. `subject` is the run, except: confirm carries the sign-up's id, data a one-time id
 * with its expiry, unsubscribe nothing, so that it works in every run and never expires (Q23).
 */
export interface TokenContent {
  id: SubscriberId;
  subject: string;
  /** The lesson's number, for feedback and the web lesson. */
  lesson?: number;
}

export interface Tokens {
  sign(purpose: TokenPurpose, content: TokenContent): Promise<string>;
  /** Null for a token that is malformed, of another purpose, or not signed by a key we accept. */
  verify(purpose: TokenPurpose, token: string): Promise<TokenContent | null>;
}

// ---------------------------------------------------------------- the subscribers' table

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
export interface SignUp {
  signUpId: string;
  id: SubscriberId;
  address: string;
  firstName: string | null;
  birthDate: LocalDate | null;
  pace: Pace;
  country: Country;
  timeZone: TimeZone;
  babyMentions: boolean;
  at: Instant;
  expiresAt: Instant;
  mailed: boolean;
  consent: Omit<Consent, 'confirmedAt'>;
}

/** A row of the due index. */
export interface DueRow {
  id: SubscriberId;
  dueAt: Instant;
}

/** How far a shard has been queued: rows up to and with this one. Null: nothing yet. */
export type Mark = DueRow | null;

export type Written = 'written' | 'conflict';

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
   * Replaces the record as it was read (`revision`) by `next`, which the caller worked out from it.
   * `whileClaimed` adds the condition that this attempt still holds the claim. `conflict`: read again.
   */
  replace(next: Subscriber, revision: number, whileClaimed?: AttemptId): Promise<Written>;

  /**
   * Deletes the record and answers it as it was, with its open claim; null when there was none.
   * `onlyRun` keeps a run that began meanwhile.
   */
  deleteProfile(id: SubscriberId, onlyRun?: Run | undefined): Promise<Subscriber | null>;
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

/** Everything that can be counted, in one pass over the table, page by page. */
export interface Census {
  /** Reads at most about `unitsPerSecond` of the table's capacity, so that the course is not held up. */
  read(segment: Segment, unitsPerSecond: number): AsyncIterable<readonly Counted[]>;
}

/** One of `of` parts of a table, read side by side. */
export interface Segment {
  part: number;
  of: number;
}

// ---------------------------------------------------------------- the ledger

export interface Ledger {
  get(id: SubscriberId, run: Run, dueOn: LocalDate): Promise<LedgerLine | null>;
  /**
   * Writes a line for a week that has none, or merges it into the one that stands (`mergeLine` of the domain
   * is the rule, so the order does not matter). Made from the subscriber's own record only, never by what
   * comes late: it must not re-create a line of someone who left.
   */
  put(line: LedgerLine): Promise<void>;
  /**
   * Merges an event into a line that exists. `unchanged`: it was merged before, or says nothing new (then
   * nothing is written). `missing`: there is no line (then nothing is written either).
   */
  mergeEvent(
    id: SubscriberId,
    run: Run,
    dueOn: LocalDate,
    event: SesEvent,
  ): Promise<'merged' | 'unchanged' | 'missing'>;
  /** Takes a line back that was written while its subscriber left. */
  delete(id: SubscriberId, run: Run, dueOn: LocalDate): Promise<void>;
  /** Lines of one subscriber, newest first. */
  of(id: SubscriberId, limit: number): Promise<LedgerLine[]>;
  all(segment?: Segment): AsyncIterable<LedgerLine>;
}

// ---------------------------------------------------------------- suppressions, limits, counts, rate

export type SuppressionReason = 'left' | 'bounced' | 'complained';
export interface Suppression {
  id: SubscriberId;
  reason: SuppressionReason;
  at: Instant;
}

/** A table of its own, so that restoring the subscribers' table brings nobody back. */
export interface SuppressionStore {
  get(id: SubscriberId): Promise<Suppression | null>;
  /** Those of `ids`, at most 100, that are suppressed; in no order. */
  getMany(ids: readonly SubscriberId[]): Promise<Suppression[]>;
  /** Never weakens: `left` does not replace `bounced` or `complained`; the later `left` wins. */
  put(suppression: Suppression): Promise<void>;
  /** Removes a `left` no younger than `notAfter`: what a confirmation may undo. `conflict` for any other. */
  liftLeft(id: SubscriberId, notAfter: Instant): Promise<Written>;
  /** The operator's word: removes whatever stands. */
  lift(id: SubscriberId): Promise<void>;
  all(): AsyncIterable<Suppression>;
}

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

/** Weekly counts that name nobody: joined; left, by session. */
export interface CountStore {
  /** Adds `by`, or one. */
  add(week: string, name: string, by?: number): Promise<void>;
  all(): Promise<readonly { week: string; counts: Record<string, number> }[]>;
}

export type PauseCause = 'operator' | 'quota' | 'circuit' | 'account' | 'restore';
export interface SendingState {
  /** Sending waits until then (course time); null: nothing is paused. */
  pausedUntil: Instant | null;
  cause: PauseCause | null;
  /** Unknown outcomes in a row, over all instances. */
  unknownsRunning: number;
}
export interface Reservation {
  /** Machine times, one for each send, in order. */
  moments: readonly Instant[];
  state: SendingState;
}

/** The rate that all instances share, and the one flag that stops all sending. */
export interface RateStore {
  /** Reserves `count` moments in a row at `perSecond`, none before `now` (machine time). */
  reserve(count: number, perSecond: number, now: Instant): Promise<Reservation>;
  state(): Promise<SendingState>;
  pause(until: Instant, cause: PauseCause): Promise<void>;
  /** Ends a pause of that cause, or any when no cause is given. */
  resume(cause?: PauseCause): Promise<void>;
  countUnknown(): Promise<number>;
  clearUnknowns(): Promise<void>;
}

// ---------------------------------------------------------------- mail

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** RFC 8058: the one-click address. Null for mails that are no part of a list. */
  unsubscribeUrl: string | null;
  /** Kind of mail for Feedback-ID and the SES tag `kind`; nothing personal. */
  kind: MailKind;
  /** Beside `kind`; for a lesson `attempt`, `lesson` (`<run>-<number>`), `due` (its ledger day) and `subscriber`. */
  tags: Readonly<Record<string, string>>;
}
export type MailKind = 'lesson' | 'confirmation' | 'link' | 'test';

/** What SES published about one mail of ours, read from its tags. */
export interface MailEvent {
  kind: MailKind;
  subscriber: SubscriberId;
  /** The ledger line it is about; null for any mail but a lesson. */
  lesson: { run: Run; number: number; dueOn: LocalDate } | null;
  event: SesEvent;
}

/**
 * What is known after one call to SES (design section 7, Q3).
 * - `refused`: certainly not sent. `message`: this message only. `throttled`, `quota`: later.
 *   `account`: nothing can be sent at all.
 * - `unknown`: it may have been sent.
 */
export type SendOutcome =
  | { kind: 'accepted'; messageId: string }
  | { kind: 'refused'; why: 'message' | 'throttled' | 'quota' | 'account' | 'unreachable'; error: string }
  | { kind: 'unknown'; error: string };

export interface Mailer {
  /** One call, never repeated, ended at `sendBy` (machine time). Never throws for an answer of SES. */
  send(mail: Mail, sendBy: Instant): Promise<SendOutcome>;
}

/** Every link of a lesson, absolute. */
export interface LessonLinks {
  unsubscribe: string;
  lesson: string;
  preferences: string;
  feedback: Readonly<Record<'easy' | 'right' | 'hard' | 'missed' | 'notyet' | 'ready' | 'away', string>>;
  pause: Readonly<Record<'2' | '4' | '8', string>>;
  privacy: string;
}

/** What a lesson is written from. */
export interface LessonLetter {
  decision: Decision;
  record: Pick<CourseRecord, 'firstName' | 'pace' | 'country' | 'babyMentions' | 'birthDate'>;
  /** Number of the lesson in its run, from 1. */
  number: number;
  links: LessonLinks;
}

export interface Letter {
  subject: string;
  html: string;
  text: string;
}

/** Writes what she reads. Pure: the templates are compiled when the project is built. Throws on a broken one. */
export interface Letters {
  lesson(letter: LessonLetter): Letter;
  /** No name in it (Q43): a stranger may have typed the address. */
  confirmation(letter: { country: Country; confirmUrl: string; privacyUrl: string }): Letter;
  /** The fresh link for export or erasure (Q36). */
  dataLink(letter: { country: Country; dataUrl: string; privacyUrl: string }): Letter;
  /** What a session is called in her country's words: "Session 12: hold a weight". */
  titleOf(decision: Pick<Decision, 'session' | 'level'>, country: Country): string;
}

// ---------------------------------------------------------------- queues

/** One lesson that is due: a row of the due index. It names nobody. */
export type LessonMessage = DueRow;

export interface LessonQueue {
  send(messages: readonly LessonMessage[]): Promise<void>;
  /** Messages waiting or in flight; an estimate. */
  depth(): Promise<number>;
}

/** What the web function hands to enrol. Holds an address, so the queue keeps it 7 days at most. */
export type SignUpMessage = Omit<SignUp, 'id' | 'mailed'>;
/** Asks enrol for a fresh link for export or erasure. */
export interface LinkMessage {
  id: SubscriberId;
  run: Run;
  at: Instant;
}
/** Repeats a deletion some minutes after she left, for what a send in flight wrote meanwhile. */
export interface ForgetMessage {
  id: SubscriberId;
  run: Run;
}
export type EnrolMessage =
  | { kind: 'sign-up'; signUp: SignUpMessage }
  | { kind: 'link'; link: LinkMessage }
  | { kind: 'forget'; forget: ForgetMessage };

export interface EnrolQueue {
  /** `delaySeconds`: 0 to 900, as SQS has it. */
  send(message: EnrolMessage, delaySeconds?: number): Promise<void>;
}

export interface EventQueue {
  /** Whether an SES event waits to be recorded, or is being recorded now. An estimate. */
  isEmpty(): Promise<boolean>;
}

// ---------------------------------------------------------------- what the operator sees

/** A log is a vocabulary: an event's name and fields that name nobody (Q39). */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(
    event: string,
    error: unknown,
    fields?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}

export interface Metrics {
  count(name: string, value: number): void;
  milliseconds(name: string, value: number): void;
}

// ---------------------------------------------------------------- settings

/** What a deployment decides. Parsed once from the environment. */
export interface CourseSettings {
  siteUrl: string;
  sendRatePerSecond: number;
  signUpsPerHourPerNetwork: number;
  signUpsPerHourInAll: number;
  /** `everyone`, or before a review the operator's own addresses beside the SES simulator's (design section 11). */
  mayReceive: 'everyone' | readonly string[];
}
