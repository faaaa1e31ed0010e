import type { SessionId } from '../course.ts';
import {
  FIRST_AFTER_ON_RAMP,
  isLoop,
  isOnRamp,
  LAST_OF_LADDER,
  ladderNumber,
  ladderSession,
} from '../sessions.ts';
import type { Reason } from './decision.ts';
import { lastLadderSession } from './ladder.ts';
import type { Situation } from './situation.ts';

export interface Fenced {
  session: SessionId;
  /** Empty when the session asked for is allowed. */
  reasons: readonly Reason[];
}

/** A refused session of the on-ramp or the loop becomes this one at most: the last before the medical gate. */
const HIGHEST_BEFORE_GATE = 5;

/**
 * Keeps a session from being sent too early, whichever rule, answer, edit or command asked for it. Applied last.
 * A ladder session goes up to the ceiling; R1 to R6 from 12 weeks or without a date; the loop from 53 weeks,
 * without a date, or after session 52 (docs/rules/placement.md#fence).
 */
export function fence(situation: Situation, session: SessionId): Fenced {
  return ladderNumber(session) === null ? fenceOther(situation, session) : fenceLadder(situation, session);
}

function fenceLadder({ weeks, ceiling }: Situation, session: SessionId): Fenced {
  // Without a date there is no ceiling to go by: the beginning of the only path she has.
  if (weeks === null || ceiling === null) {
    return { session: 'R1', reasons: [{ rule: 'fence', refused: session }] };
  }
  if (Number(session) <= ceiling) return { session, reasons: [] };
  return { session: ladderSession(ceiling), reasons: [{ rule: 'ceiling', week: weeks, ceiling }] };
}

function fenceOther({ record, weeks, ceiling }: Situation, session: SessionId): Fenced {
  if (weeks === null || ceiling === null) return { session, reasons: [] };
  const allowed =
    (isOnRamp(session) && weeks >= FIRST_AFTER_ON_RAMP) ||
    (isLoop(session) && (weeks > LAST_OF_LADDER || record.highestLadderSession === LAST_OF_LADDER));
  if (allowed) return { session, reasons: [] };
  const lastNumbered = lastLadderSession(record) ?? HIGHEST_BEFORE_GATE;
  return {
    session: ladderSession(Math.min(ceiling, HIGHEST_BEFORE_GATE, lastNumbered)),
    reasons: [{ rule: 'fence', refused: session }],
  };
}
