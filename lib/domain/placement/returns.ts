import type { AwayWeeks, Tap } from '../answers.ts';
import { addDays, wholeWeeksBetween } from '../calendar.ts';
import type { SessionId } from '../course.ts';
import { FIRST_AFTER_ON_RAMP, isLoop, isOnRamp, ladderNumber, ladderSession } from '../sessions.ts';
import type { SentLesson } from '../subscriber.ts';
import { sessionBefore } from './ladder.ts';
import { type Move, moveTo, type Underway } from './situation.ts';

/** After this many weeks without a lesson, whatever the cause, the return rules apply. */
export const GAP_WEEKS = 3;

/** The longest absence that each answer may mean: the careful reading. */
const LONGEST_AWAY: Readonly<Record<AwayWeeks, number>> = { '1-2': 2, '3-4': 4, '5-11': 11, '12+': 12 };

/**
 * W: how many weeks she was away, by the calendar or by her own word, never more than since her first lesson;
 * null when she was not.
 */
export function weeksAway({ record, today, last }: Underway): number | null {
  const sinceLast = wholeWeeksBetween(last.on, today);
  const answered = weeksAnswered(record.tap);
  if (answered === null && sinceLast < GAP_WEEKS) return null;
  const sinceFirst = wholeWeeksBetween(record.firstLessonOn ?? last.on, today);
  return Math.min(Math.max(answered ?? 0, sinceLast), sinceFirst);
}

function weeksAnswered(tap: Tap | null): number | null {
  switch (tap) {
    case 'away:1-2':
      return LONGEST_AWAY['1-2'];
    case 'away:3-4':
      return LONGEST_AWAY['3-4'];
    case 'away:5-11':
      return LONGEST_AWAY['5-11'];
    case 'away:12+':
      return LONGEST_AWAY['12+'];
    default:
      return null;
  }
}

/** The session that she comes back to after `away` weeks. A hold is kept: only Ready ends it. */
export function returning(situation: Underway, away: number): Move {
  const session = sessionOfReturn(situation, lessonBeforeGap(situation, away), away);
  return { ...moveTo(situation, session, [{ rule: 'return', weeksAway: away }]), jump: true };
}

/** B: the last lesson sent at least `away` weeks ago, or the oldest one remembered. */
function lessonBeforeGap({ record, today, last }: Underway, away: number): SentLesson {
  const latest = addDays(today, -7 * away);
  return record.recent.findLast((lesson) => lesson.on <= latest) ?? record.recent[0] ?? last;
}

function sessionOfReturn({ weeks, path }: Underway, before: SentLesson, away: number): SessionId {
  const number = ladderNumber(before.session);
  if (away < 5) {
    // A path without numbers was taken since that lesson: its numbers are no longer hers.
    if (number !== null && path === 'no-ladder') return 'R1';
    return away < 3 ? before.session : sessionBefore(before.session, 3, path);
  }
  if (weeks !== null && weeks < FIRST_AFTER_ON_RAMP) return ladderSession(Math.min(number ?? 2, 2));
  if (away >= 12) return 'R1';
  return didMuch(before.session) ? 'R3' : 'R1';
}

/** Session 8 or later, R3 or later, or the loop: enough behind her to skip R1 and R2. */
function didMuch(session: SessionId): boolean {
  if (isLoop(session)) return true;
  if (isOnRamp(session)) return session >= 'R3';
  return Number(session) >= 8;
}
