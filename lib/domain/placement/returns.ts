import type { AwayWeeks, Tap } from '../answers.ts';
import { addDays, wholeWeeksBetween } from '../calendar.ts';
import { isOn, type ReturnRow, type SessionId, type Target } from '../course.ts';
import type { SentLesson } from '../subscriber.ts';
import { hasLadder, isOnPath, sessionBefore } from './path.ts';
import { type Move, moveTo, type Underway } from './situation.ts';

/** The longest absence that each answer may mean: the careful reading. */
const LONGEST_AWAY: Readonly<Record<AwayWeeks, number>> = { '1-2': 2, '3-4': 4, '5-11': 11, '12+': 12 };

/**
 * W: how many weeks she was away, by the calendar or by her own word, never more than since her first lesson;
 * null when she was not.
 */
export function weeksAway({ course, record, today, last }: Underway): number | null {
  const sinceLast = wholeWeeksBetween(last.on, today);
  const answered = weeksAnswered(record.tap);
  if (answered === null && sinceLast < course.gapWeeks) return null;
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
  const before = lessonBeforeGap(situation, away).session;
  const row = situation.course.returns.find((one) => fits(one, situation, before, away));
  const session = leadTo(situation, row?.to ?? 'same', before);
  return { ...moveTo(situation, session, [{ rule: 'return', weeksAway: away }]), jump: true };
}

function fits(row: ReturnRow, { weeks }: Underway, before: SessionId, away: number): boolean {
  return (
    away >= row.away &&
    (row.beforeWeek === null || weeks < row.beforeWeek) &&
    (row.had === null || row.had.includes(before))
  );
}

function leadTo({ course, path }: Underway, to: Target, before: SessionId): SessionId {
  if (typeof to === 'object' && 'session' in to)
    return course.ladder.includes(before) ? notAhead(course.ladder, to.session, before) : to.session;
  // A path without numbers was taken since that lesson: its numbers are no longer hers.
  const offPath = !isOnPath(course, path, before) && isOn(course, 'ladder', before);
  if (offPath && !hasLadder(course, path)) return path.goes[0] ?? before;
  return to === 'same' ? before : sessionBefore(course, path, before, to.back);
}

/** A return never leads further on than where she was. */
function notAhead(ladder: readonly SessionId[], session: SessionId, before: SessionId): SessionId {
  return ladder.indexOf(session) > ladder.indexOf(before) ? before : session;
}

/** B: the last lesson sent at least `away` weeks ago, or the oldest one remembered. */
function lessonBeforeGap({ record, today, last }: Underway, away: number): SentLesson {
  const latest = addDays(today, -7 * away);
  return record.recent.findLast((lesson) => lesson.on <= latest) ?? record.recent[0] ?? last;
}
