import { DAY_MS, type Instant, type LocalDate, localDate } from '../calendar.ts';
import type { Course } from '../course.ts';
import { advance, advanceParked } from '../placement/advance.ts';
import { decide } from '../placement/decide.ts';
import type { Decision } from '../placement/decision.ts';
import { describeReasons } from '../placement/reasons.ts';
import {
  type AttemptId,
  type CourseRecord,
  lineDay,
  NO_TRIES,
  type Receiving,
  type Stopped,
  type Tries,
} from '../subscriber.ts';
import type { LedgerLine } from './ledger.ts';
import { dueNow, skippedWeeks } from './schedule.ts';

/** The ledger line of a lesson that SES accepted. Accepting is what SES calls `send`, so its fate begins there. */
export function sentLine(
  claimed: Receiving,
  how: { decision: Decision; attempt: AttemptId; messageId: string; at: Instant },
): LedgerLine {
  const { decision, attempt, messageId, at } = how;
  return {
    ...blankLine(claimed, at),
    state: 'sent',
    number: claimed.lessonNumber + 1,
    session: decision.session,
    level: decision.level,
    reason: describeReasons(decision.reasons),
    attempt,
    messageId,
    seen: ['send'],
    fate: 'send',
    fateAt: at,
  };
}

/** The ledger line of a week that brought no lesson, or none that is known of. */
export function unsentLine(
  claimed: Receiving,
  how: { state: 'failed' | 'skipped' | 'unknown'; reason: string; attempt: AttemptId | null; at: Instant },
): LedgerLine {
  const number = how.state === 'unknown' ? claimed.lessonNumber + 1 : null;
  return { ...blankLine(claimed, how.at), ...how, number };
}

/**
 * What the record becomes when its lesson went at `at`, the day `on` of her zone by then, and a line for each further week that
 * passed without one (a pause, an outage). `now` is the moment of settling: the next lesson is not due before it.
 */
export function settleSent(
  course: Course,
  was: Receiving,
  decision: Decision,
  { at, on }: { at: Instant; on: LocalDate },
  now: Instant,
): Closed<Receiving | Stopped> {
  const after = { ...was, ...advance(course, was, decision, on) };
  return {
    next: decision.finishes
      ? stopped(after, now + KEEP_STOPPED_MS, 'finished')
      : closed({ ...after, countedAt: at }, now),
    skipped: linesOfSkipped(was, on, now),
  };
}

/** What the record becomes when the week is over without a lesson; `numberUsed`: one may have gone, at `at`. */
export function closeWeek(was: Receiving, at: Instant, numberUsed: boolean, now: Instant): Closed {
  const on = localDate(at, was.timeZone);
  const parked = advanceParked(was, on);
  const lessonNumber = numberUsed ? parked.lessonNumber : was.lessonNumber;
  const next = closed({ ...was, ...parked, lessonNumber, countedAt: at }, now);
  return { next, skipped: linesOfSkipped(was, on, now) };
}

/** The record after its week, and a line for each further week that brought no lesson. */
export interface Closed<Next = Receiving> {
  next: Next;
  skipped: LedgerLine[];
}

/**
 * The claim is given up and the lesson stays due, not before `notBefore`. What she changed while the claim was open
 * takes effect now: a pause or another day moves the lesson, so that a refusal does not send into her pause.
 */
export function putOff(current: Receiving, notBefore: Instant, tries: Tries = current.tries): Receiving {
  const { dueOn, dueAt } = dueNow(current);
  return {
    ...current,
    dueOn,
    dueAt: Math.max(dueAt, notBefore),
    claim: null,
    // Nothing went under that day, unless an earlier attempt did.
    tries: tries.unknown > 0 ? tries : { ...tries, lineOn: null },
  };
}

/** Whether the day `on` lies in her pause. Its lesson may be due then: she paused while an attempt was open. */
export function isResting({ restUntil }: CourseRecord, on: LocalDate): boolean {
  return restUntil !== null && on < restUntil;
}

/** The claim is given up and her pause goes on, which the claim had ended; put off alone, where it is over meanwhile. */
export function restOn(current: Receiving, on: LocalDate, now: Instant): Receiving {
  const after = putOff(current, now);
  if (current.restUntil === null || !isResting(current, on)) return after;
  return { ...after, state: 'paused', pausedUntil: current.restUntil };
}

/** How long the record of someone who gets nothing any more is kept. */
export const KEEP_STOPPED_MS = 30 * DAY_MS;

/** What is kept of a subscriber who gets nothing any more. */
export function stopped(was: Receiving, eraseAt: Instant, why: Stopped['why']): Stopped {
  return { ...commonOf(was), state: 'stopped', eraseAt, why };
}

/**
 * The decision of the day `on`, worked out again; with what was sent, where the ledger or the mail's tags say so. What it
 * was based on is no longer known: whatever the operator did, or she changed, is rather told twice than never.
 */
export function decisionOf(
  course: Course,
  record: CourseRecord,
  on: LocalDate,
  line?: Pick<LedgerLine, 'session' | 'level'>,
): Decision {
  const decision: Decision = { ...decide(course, record, on), basis: null };
  const session = line?.session ?? null;
  if (session === null || session === decision.session) return decision;
  return {
    ...decision,
    session,
    level: line?.level ?? null,
    stage: course.sessions.get(session)?.stage ?? decision.stage,
  };
}

function linesOfSkipped(was: Receiving, on: LocalDate, now: Instant): LedgerLine[] {
  const own = lineDay(was);
  const weeks = skippedWeeks(was, on).filter(({ dueOn }) => dueOn !== own);
  return weeks.map((week) => ({
    ...blankLine(was, now),
    dueOn: week.dueOn,
    dueAt: week.dueAt,
    state: 'skipped' as const,
    reason: week.reason,
  }));
}

/** A pause that began while the lesson was being sent stands: only the claim of its end makes her active. */
function closed(next: Receiving, now: Instant): Receiving {
  const { dueOn, dueAt } = dueNow(next);
  return {
    ...next,
    dueOn,
    dueAt: Math.max(dueAt, now),
    claim: null,
    tries: NO_TRIES,
  };
}

function commonOf(was: Receiving): Omit<Stopped, 'state' | 'eraseAt' | 'why'> {
  const { state: _state, dueAt: _dueAt, dueOn: _dueOn, claim: _claim, tries: _tries, ...common } = was;
  if (!('pausedUntil' in common)) return common;
  const { pausedUntil: _pausedUntil, ...withoutPause } = common;
  return withoutPause;
}

function blankLine(claimed: Receiving, at: Instant): LedgerLine {
  const { id, run, dueAt } = claimed;
  return {
    id,
    run,
    dueOn: lineDay(claimed),
    dueAt,
    state: 'skipped',
    number: null,
    session: null,
    level: null,
    reason: '',
    attempt: null,
    messageId: null,
    at,
    seen: [],
    fate: 'none',
    fateAt: null,
    otherAttempts: [],
  };
}
