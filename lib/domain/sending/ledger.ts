import type { Instant, LocalDate } from '../calendar.ts';
import type { Level, SessionId } from '../course.ts';
import type { AttemptId, Run, SubscriberId } from '../subscriber.ts';

/** Why a week that was due brought no lesson. */
export type SkipReason = 'paused' | 'outage' | 'restored' | 'not-reviewed';

/**
 * What became of a week. `unknown` is set only when both attempts stayed without an answer or event: parked
 * and alarmed. A week that is still open has no line; its claim stands on the profile.
 */
export type LineState = 'sent' | 'skipped' | 'failed' | 'unknown';

/** What SES said of a lesson after accepting it. Merged without regard to order: complaint > bounce > delivery > send. */
export type Fate = 'none' | 'send' | 'delay' | 'delivery' | 'reject' | 'bounce' | 'complaint';

/** One week due, and what became of it. */
export interface LedgerLine {
  id: SubscriberId;
  run: Run;
  /** The local day on which the lesson was due. */
  dueOn: LocalDate;
  dueAt: Instant;
  state: LineState;
  /** Lesson number; null for a skipped week. */
  number: number | null;
  session: SessionId | null;
  level: Level | null;
  /** The decision's reason for a sent lesson, the cause for any other. */
  reason: string;
  attempt: AttemptId | null;
  messageId: string | null;
  at: Instant;
  fate: Fate;
  fateAt: Instant | null;
  /** Attempts that SES is known to have accepted beyond `attempt`: duplicates, if ever. Sorted, each once. */
  otherAttempts: readonly AttemptId[];
}

/** An SES event about a lesson, as far as the course reads it. */
export interface SesEvent {
  kind: Exclude<Fate, 'none'>;
  /** For a bounce: whether the address is gone for good. */
  permanent: boolean;
  at: Instant;
  attempt: AttemptId;
  messageId: string;
}

const STRENGTH: Readonly<Record<Fate, number>> = {
  none: 0,
  delay: 1,
  send: 2,
  delivery: 3,
  reject: 4,
  bounce: 5,
  complaint: 6,
};

/** The stronger of two fates. Commutative, associative and idempotent, so events may come in any order, twice (Q7). */
function strongerFate(one: Fate, other: Fate): Fate {
  return STRENGTH[other] > STRENGTH[one] ? other : one;
}

/** What a line says of its week beside what SES said of it: goes from one line to another as a whole. */
const RANK: Readonly<Record<LineState, number>> = { skipped: 0, failed: 1, unknown: 2, sent: 3 };

/**
 * One line out of two for the same week, whichever came first, however often (Q7): commutative, associative and
 * idempotent. What is known for certain wins: sent > unknown > failed > skipped. Of two sent attempts the one
 * with the smaller id stands in the line, so that the order of arrival does not matter, and the other is a duplicate.
 */
export function mergeLine(one: LedgerLine, other: LedgerLine): LedgerLine {
  const [first, second] = precedes(one, other) ? [one, other] : [other, one];
  return {
    ...first,
    ...mergedAttempts(first, second),
    fate: strongerFate(first.fate, second.fate),
    fateAt: mergedFateAt(first, second),
  };
}

/** The line with an event of one of its attempts. SES took that attempt, whatever the line believed. */
export function mergeEventIntoLine(line: LedgerLine, event: SesEvent): LedgerLine {
  const ofEvent: LedgerLine = {
    ...line,
    state: 'sent',
    attempt: event.attempt,
    otherAttempts: [],
    messageId: event.messageId,
    fate: event.kind,
    fateAt: event.at,
  };
  const { attempt, messageId, otherAttempts } = mergedAttempts(line, ofEvent);
  return {
    ...line,
    state: 'sent',
    attempt,
    messageId,
    otherAttempts,
    fate: strongerFate(line.fate, ofEvent.fate),
    fateAt: mergedFateAt(line, ofEvent),
  };
}

/** A total order over lines of one week, so that both hands put the same one first. */
function precedes(one: LedgerLine, other: LedgerLine): boolean {
  const byState = RANK[other.state] - RANK[one.state];
  if (byState !== 0) return byState < 0;
  if (one.at !== other.at) return one.at < other.at;
  return described(one) <= described(other);
}

/** The attempt comes last: merging may change it, and what a merge changes must not decide between two other lines. */
function described({ number, session, level, reason, dueAt, attempt }: LedgerLine): string {
  return JSON.stringify([number, session, level, reason, dueAt, attempt]);
}

/** Every attempt that SES is known to have accepted: the first by id in the line, the others beside it. */
function mergedAttempts(
  first: LedgerLine,
  second: LedgerLine,
): Pick<LedgerLine, 'attempt' | 'messageId' | 'otherAttempts'> {
  if (first.state !== 'sent' || second.state !== 'sent') {
    const { attempt, messageId, otherAttempts } = second.state === 'sent' ? second : first;
    return { attempt, messageId, otherAttempts };
  }
  const all = new Set([first.attempt, second.attempt, ...first.otherAttempts, ...second.otherAttempts]);
  const [attempt = null, ...otherAttempts] = [...all].filter((id) => id !== null).sort();
  const messageIds = [first, second].filter((line) => line.attempt === attempt).map((line) => line.messageId);
  return { attempt, messageId: messageIds.find((id) => id !== null) ?? null, otherAttempts };
}

function mergedFateAt(one: LedgerLine, other: LedgerLine): Instant | null {
  if (one.fate !== other.fate)
    return strongerFate(one.fate, other.fate) === one.fate ? one.fateAt : other.fateAt;
  if (one.fateAt === null || other.fateAt === null) return one.fateAt ?? other.fateAt;
  return Math.min(one.fateAt, other.fateAt);
}
