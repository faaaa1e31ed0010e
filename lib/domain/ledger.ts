import type { Instant, LocalDate } from './calendar.ts';
import type { Level, SessionId } from './course.ts';
import type { AttemptId, Run, SubscriberId } from './subscriber.ts';

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
export function strongerFate(one: Fate, other: Fate): Fate {
  return STRENGTH[other] > STRENGTH[one] ? other : one;
}
