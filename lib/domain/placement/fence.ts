import { isOn, type SessionId } from '../course.ts';
import type { Reason } from './decision.ts';
import { lastLadderSession } from './path.ts';
import { isOpen, type Situation } from './situation.ts';

export interface Fenced {
  session: SessionId;
  /** Empty when the session asked for is allowed. */
  reasons: readonly Reason[];
}

/**
 * Keeps a session from being sent too early, whichever rule, answer, edit or command asked for it. Applied last. One
 * rule for any course: a session that is not open to her becomes the nearest earlier open one of its track, else the
 * latest open one of the ladder that asks for no medical check and that she had reached.
 */
export function fence(situation: Situation, session: SessionId): Fenced {
  if (isOpen(situation, session)) return { session, reasons: [] };
  const { course, weeks } = situation;
  const earlier = earlierInTrack(situation, session);
  if (earlier !== null && isOn(course, 'ladder', session)) {
    return { session: earlier, reasons: [{ rule: 'ceiling', week: weeks, ceiling: earlier }] };
  }
  return {
    session: earlier ?? safeOnLadder(situation) ?? firstOfPath(situation),
    reasons: [{ rule: 'fence', refused: session }],
  };
}

function earlierInTrack(situation: Situation, session: SessionId): SessionId | null {
  const { ladder, onRamp, loop } = situation.course;
  const track = [ladder, onRamp, loop].find((ids) => ids.includes(session)) ?? [];
  return track.slice(0, track.indexOf(session)).findLast((id) => isOpen(situation, id)) ?? null;
}

function safeOnLadder(situation: Situation): SessionId | null {
  const { course, record } = situation;
  const place = (id: SessionId | null) => (id === null ? course.ladder.length : course.ladder.indexOf(id));
  const reached = Math.min(place(course.safest), place(lastLadderSession(course, record)));
  return course.ladder.slice(0, reached + 1).findLast((id) => isOpen(situation, id)) ?? null;
}

/** Where the ladder is shut to her altogether. The build refuses a path whose first session is not open to all on it. */
function firstOfPath({ course, path }: Situation): SessionId {
  return path.first === 'ceiling' ? (course.ladder[0] ?? course.safest) : path.first;
}
