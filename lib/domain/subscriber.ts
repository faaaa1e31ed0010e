import type { Tap } from './answers.ts';
import type { Instant, LocalDate, TimeZone, Weekday } from './calendar.ts';
import type { Country } from './countries.ts';
import type { Level, Pace, SessionId } from './course.ts';

/** Keyed HMAC of the normalised address: names nobody in a log, and makes an address unique (docs/rules/sending.md#identity). */
export type SubscriberId = string;

/** Identifies one pass through the course: the time of the confirmation in base 36, never reused. */
export type Run = string;
/** What a run is written with: {@link newRun} makes it of a moment. */
export const RUN = /^[0-9a-z]{1,16}$/;

/** One call to SES for one lesson. Travels as the SES tag `attempt` and comes back in every event. */
export type AttemptId = string;

/** A lesson that was sent, or may have been. */
export interface SentLesson {
  number: number;
  session: SessionId;
  level: Level | null;
  /** The day it went, in her zone at that moment. */
  on: LocalDate;
}

/** Her own details. All of it is personal data, some of it health data. */
export interface About {
  firstName: string | null;
  /** Null: she did not give birth, or it was more than a year ago. */
  birthDate: LocalDate | null;
  pace: Pace;
  country: Country;
  timeZone: TimeZone;
  /** Null: the default day (docs/rules/schedule.md#send-day-and-hour). */
  sendDay: Weekday | null;
  /** 0 to 23, local. */
  sendHour: number;
  babyMentions: boolean;
  /** When she means to train, as `trainingToText` of `training-days.ts` writes it; null: she has not said. */
  training: string | null;
}

/** Where she is in the course. Placement and schedule read it together with {@link About}. */
export interface Progress {
  joinedAt: Instant;
  /** The day on which her path began: she confirmed, or a change took her off the path she was on. */
  anchor: LocalDate;
  /** The highest lesson number used in this run; the next lesson is one more. 0 before the first. */
  lessonNumber: number;
  firstLessonOn: LocalDate | null;
  /** The last twelve lessons, oldest first: far enough back for a return of 5 to 11 weeks. */
  recent: readonly SentLesson[];
  /** The furthest session of the ladder sent in this run. */
  highestLadderSession: SessionId | null;
  /** Level of the loop. */
  level: Level;
  /** "Not yet": she stays where she is until she taps Ready. */
  hold: boolean;
  /** Her answer to the last lesson; the last answer wins. */
  tap: Tap | null;
  /** Like answers running up to, and not counting, the last lesson. */
  tapRun: TapRun | null;
  /** Her date or pace changed since the last lesson, so the next decision works her path out again. */
  changed: boolean;
  /**
   * The day from which the next due day is counted: when the last lesson went, or when its week was settled
   * without one (parked, failed). Null before the first.
   */
  countedFrom: LocalDate | null;
  /**
   * The same as a moment, whose day is taken in her zone of now, so that a change of zone never shortens a week. Null
   * where only the day is known: in a plan, after a restore, and in records of the first releases.
   */
  countedAt: Instant | null;
  /** The end of a pause: no lesson is due before that day. It outlives the claim that ends the pause. */
  restUntil: LocalDate | null;
  /** The session that the operator chose for her next lesson (docs/rules/placement.md#by-hand). Null: none was chosen. */
  movedTo: SessionId | null;
  /** The last thing that the operator did to her record since her last lesson: her next mail tells her. */
  byHand: ByHand | null;
}

/** What the operator does to a record on her behalf, beside moving her. */
export const BY_HAND = ['changed', 'paused', 'resumed'] as const;
export type ByHand = (typeof BY_HAND)[number];

export interface TapRun {
  answer: 'easy' | 'hard';
  count: number;
}

export type CourseRecord = About & Progress;

/**
 * An open claim: one attempt to send one lesson. It stays until SES's answer is settled (docs/rules/sending.md#claim).
 */
export interface Claim {
  attempt: AttemptId;
  /** Course time of the claim. */
  at: Instant;
  /** Machine time after which no SES call of this attempt begins or runs. */
  sendBy: Instant;
}

/** What became of earlier attempts at the lesson that is due now. */
export interface Tries {
  /** Attempts whose outcome stayed unknown for an hour; at 2 the lesson is parked. */
  unknown: number;
  /** The last of them: a late event with this tag still settles the lesson. */
  lastUnknownAttempt: AttemptId | null;
  /**
   * The day on which the lesson was due when it was first attempted, once it was: it names the ledger line, whatever
   * day she chooses since. A lesson is its number, and has one line.
   */
  lineOn: LocalDate | null;
  /** Failures of our own before anything was sent (a renderer that throws); at 3 the lesson is failed (Q14). */
  broken: number;
}

interface Common extends CourseRecord {
  id: SubscriberId;
  address: string;
  run: Run;
  /** The sign-up that this run was confirmed from, so that confirming twice is told from an old link. */
  signUpId: string;
  /** Counts every change; a write that was worked out from an older one is refused. */
  revision: number;
  /**
   * A lesson of hers once bounced softly: before each further one the ledger is asked whether the last five did
   * (docs/rules/sending.md#suppressions).
   */
  softBounced: boolean;
}

/** Receives lessons. */
export interface Active extends Common {
  state: 'active';
  /** When the next lesson goes: the due hour of `dueOn`, or later when a refusal put it off. */
  dueAt: Instant;
  /** The local day of the week that is due: names the ledger line, and stays while `dueAt` is put off. */
  dueOn: LocalDate;
  claim: Claim | null;
  tries: Tries;
}

/** Receives nothing until `dueAt`, the first send day on or after the end of the pause. */
export interface Paused extends Common {
  state: 'paused';
  /** The day the pause ends. */
  pausedUntil: LocalDate;
  dueAt: Instant;
  dueOn: LocalDate;
  claim: Claim | null;
  tries: Tries;
}

/**
 * Nothing more is sent, and what is left is erased at `eraseAt`. The due index holds her at that moment, so that
 * reconcile finds her without a scan. `bounced`: her address is gone for good. `finished`: she had the last lesson of
 * a course without a loop, and may begin again.
 */
export interface Stopped extends Common {
  state: 'stopped';
  why: 'bounced' | 'finished';
  eraseAt: Instant;
}

/** The day that names the ledger line of the lesson that is due. */
export function lineDay({ dueOn, tries }: Pick<Receiving, 'dueOn' | 'tries'>): LocalDate {
  return tries.lineOn ?? dueOn;
}

/** Everyone we hold a record of. Who left or complained is not here: of her only the suppression record remains. */
export type Subscriber = Active | Paused | Stopped;
export type Receiving = Active | Paused;

type State = Subscriber['state'];

interface Transition {
  from: readonly (State | 'none')[];
  /** `same`: the state stays as it is, whichever of `from` it is. */
  to: State | 'none' | 'same';
}

/**
 * What may happen to a subscriber, and from where. Every write names its row, and the store makes the write's condition
 * from it.
 */
export const TRANSITIONS = {
  confirm: { from: ['none', 'active', 'paused', 'stopped'], to: 'active' },
  claim: { from: ['active', 'paused'], to: 'active' },
  settle: { from: ['active', 'paused'], to: 'same' },
  change: { from: ['active', 'paused'], to: 'same' },
  move: { from: ['active', 'paused'], to: 'same' },
  pause: { from: ['active', 'paused'], to: 'paused' },
  resume: { from: ['paused'], to: 'active' },
  stop: { from: ['active', 'paused', 'stopped'], to: 'stopped' },
  leave: { from: ['active', 'paused', 'stopped'], to: 'none' },
  erase: { from: ['active', 'paused', 'stopped'], to: 'none' },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;
/** The rows that write a record in place of the one that was read. */
export type Replacement = Exclude<TransitionName, 'confirm' | 'claim' | Deletion>;
/** The rows that end with no record. */
export type Deletion = 'leave' | 'erase';

/**
 * The states, of records that exist, from which `name` may lead to `next`.
 * @throws when it may not lead there at all.
 */
export function priorStates(name: TransitionName, next: State | 'none'): State[] {
  const { from, to }: Transition = TRANSITIONS[name];
  const prior = from.filter((state) => state !== 'none');
  if (to === 'same' && next !== 'none' && prior.includes(next)) return [next];
  if (to !== next) throw new Error(`${name} does not lead to ${next}`);
  return prior;
}

/** The row for what she changed by herself. */
export function transitionBetween(
  before: Receiving,
  after: Receiving,
): Extract<Replacement, 'change' | 'pause' | 'resume'> {
  if (before.state === after.state) return 'change';
  return after.state === 'paused' ? 'pause' : 'resume';
}

export const NO_TRIES: Tries = { unknown: 0, lastUnknownAttempt: null, lineOn: null, broken: 0 };
