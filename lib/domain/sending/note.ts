import type { Instant } from '../calendar.ts';
import type { AttemptId, Claim, SubscriberId } from '../subscriber.ts';
import { type Fate, type SesEvent, strongerFate } from './ledger.ts';

/** A word to many, in the coach's own voice. The same text is the same note, whoever it goes to: nobody gets it twice. */
export type NoteId = string;

/**
 * What became of one note for one mother: the claim to send it, and its line in the ledger, in one. `claimed`: being
 * sent, or nobody knows yet; `unknown`: two attempts had no answer and no event.
 */
export interface NoteLine {
  id: SubscriberId;
  note: NoteId;
  state: 'claimed' | 'sent' | 'failed' | 'unknown';
  /** Every call to SES, the newest last. */
  attempts: readonly AttemptId[];
  /** Those that SES is known to have taken, sorted: more than one is a duplicate. */
  accepted: readonly AttemptId[];
  /** Course time of the last claim. */
  at: Instant;
  /** Machine time after which no call of that claim begins or runs. */
  sendBy: Instant;
  fate: Fate;
  /** Why it failed; empty otherwise. */
  reason: string;
  /** Counts its writes; the store alone does. */
  revision: number;
}

const MOST_ATTEMPTS = 2;

export function firstClaim(id: SubscriberId, note: NoteId, { attempt, at, sendBy }: Claim): NoteLine {
  return {
    ...{ id, note, state: 'claimed', attempts: [attempt], accepted: [] },
    ...{ at, sendBy, fate: 'none', reason: '', revision: 1 },
  };
}

export function nextClaim(line: NoteLine, { attempt, at, sendBy }: Claim): NoteLine {
  return { ...line, attempts: [...line.attempts, attempt], at, sendBy };
}

/** Course and machine time, how long past `sendBy` a send may still be under way, and how long after a claim its event may come. */
export interface NoteMoment {
  now: Instant;
  machineNow: Instant;
  overAfterMs: number;
  eventMayComeMs: number;
}

/**
 * What is to be done about a line. `claim`: send it, for the first or the second time. `waits`: another process is at
 * it, or its event may still come. `park`: both attempts stayed unknown.
 */
export function stepOf(
  line: NoteLine | null,
  { now, machineNow, overAfterMs, eventMayComeMs }: NoteMoment,
): 'claim' | 'waits' | 'park' | 'done' {
  if (line === null) return 'claim';
  if (line.state !== 'claimed') return 'done';
  if (machineNow <= line.sendBy + overAfterMs || now - line.at < eventMayComeMs) return 'waits';
  return line.attempts.length >= MOST_ATTEMPTS ? 'park' : 'claim';
}

/** SES took that attempt: known from its answer, or from an event. In any order, however often, the end is the same. */
export function withAccepted(
  line: NoteLine,
  { attempt, kind }: Pick<SesEvent, 'attempt' | 'kind'>,
): NoteLine {
  const accepted = [...new Set([...line.accepted, attempt])].toSorted();
  return { ...line, state: 'sent', accepted, fate: strongerFate(line.fate, kind), reason: '' };
}

/** SES refused this attempt for good. An earlier one that had no answer may have gone all the same. */
export function withRefusal(line: NoteLine, reason: string): NoteLine {
  if (line.state !== 'claimed') return line;
  return { ...line, state: line.attempts.length > 1 ? 'unknown' : 'failed', reason };
}

export function parked(line: NoteLine): NoteLine {
  return line.state === 'claimed' ? { ...line, state: 'unknown' } : line;
}
