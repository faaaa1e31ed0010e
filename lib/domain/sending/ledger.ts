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

/**
 * What SES published about a mail, the weakest first. A soft bounce may be an automatic reply to a mail that was
 * delivered, so a delivery is stronger; `bounce` means that the address is gone for good.
 */
export const EVENT_KINDS = [
  'delay',
  'send',
  'soft-bounce',
  'delivery',
  'reject',
  'bounce',
  'complaint',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The strongest event about a lesson so far. */
export type Fate = 'none' | EventKind;

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
  /** The kinds of events that SES published about it, each once, the weakest first. */
  seen: readonly EventKind[];
  /** The strongest of `seen`, and the earliest moment of that kind. */
  fate: Fate;
  fateAt: Instant | null;
  /** Attempts that SES is known to have accepted beyond `attempt`: duplicates, if ever. Sorted, each once. */
  otherAttempts: readonly AttemptId[];
}

/** An SES event about a lesson, as far as the course reads it. */
export interface SesEvent {
  kind: EventKind;
  at: Instant;
  attempt: AttemptId;
  messageId: string;
}

/** The stronger of two fates. Commutative, associative and idempotent, so events may come in any order, twice (Q7). */
export function strongerFate(one: Fate, other: Fate): Fate {
  return strengthOf(other) > strengthOf(one) ? other : one;
}

const WEAKEST_FIRST: readonly Fate[] = ['none', ...EVENT_KINDS];

function strengthOf(fate: Fate): number {
  return WEAKEST_FIRST.indexOf(fate);
}

function eitherSaw(one: LedgerLine, other: LedgerLine): readonly EventKind[] {
  return EVENT_KINDS.filter((kind) => one.seen.includes(kind) || other.seen.includes(kind));
}

/**
 * How many of the last lessons of `run`, one after another, bounced softly and were not delivered. Weeks without a mail
 * are passed over. A line written before soft bounces had a kind of their own says `bounce`; a hard one stops her, so
 * that before a further lesson it can only have been soft.
 */
export function softBouncesRunning(lines: readonly LedgerLine[], run: Run): number {
  const newestFirst = lines
    .filter((line) => line.run === run && line.state === 'sent')
    .sort((one, other) => (other.number ?? 0) - (one.number ?? 0));
  const firstOther = newestFirst.findIndex(({ fate }) => fate !== 'soft-bounce' && fate !== 'bounce');
  return firstOther < 0 ? newestFirst.length : firstOther;
}

/** Which of two lines about one week is the surer. */
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
    seen: eitherSaw(first, second),
    fate: strongerFate(first.fate, second.fate),
    fateAt: mergedFateAt(first, second),
  };
}

/**
 * The line with an event of one of its attempts. SES took that attempt, whatever the line believed, so the line is as a
 * sent one: the mail went to SES at the line's own moment, and SES published the event.
 */
export function mergeEventIntoLine(line: LedgerLine, event: SesEvent): LedgerLine {
  const { attempt, messageId } = event;
  const taken = { ...line, state: 'sent', attempt, messageId, otherAttempts: [] } as const;
  const sends = withFate(line, { ...taken, seen: ['send'], fate: 'send', fateAt: line.at });
  const merged = withFate(sends, { ...taken, seen: [event.kind], fate: event.kind, fateAt: event.at });
  return { ...merged, ...mergedAttempts(line, taken), state: 'sent' };
}

/** `line` with what `other` has seen. */
function withFate(line: LedgerLine, other: LedgerLine): LedgerLine {
  const fate = strongerFate(line.fate, other.fate);
  return { ...line, seen: eitherSaw(line, other), fate, fateAt: mergedFateAt(line, other) };
}

/** A total order over lines of one week, so that both hands put the same one first. */
function precedes(one: LedgerLine, other: LedgerLine): boolean {
  const byState = RANK[other.state] - RANK[one.state];
  if (byState !== 0) return byState < 0;
  if (one.at !== other.at) return one.at < other.at;
  return described(one) <= described(other);
}

/** What a merged line takes over as a whole. Attempts of sent lines are merged apart, so they must not decide. */
function described({ state, number, session, level, reason, dueAt, attempt, messageId }: LedgerLine): string {
  const unsent = state === 'sent' ? [] : [attempt, messageId];
  return JSON.stringify([number, session, level, reason, dueAt, ...unsent]);
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
