import type { CourseRecord } from '../../lib/domain/subscriber.ts';
import { COURSE } from '../course.ts';

/** Whether someone with a date may get a session so many weeks after it, worked out without the rules of placement. */
export function mayGetInWeek(record: CourseRecord, weeks: number, session: string): boolean {
  return IS_OURS ? mayGetOfOurs(record, weeks, session) : mayGet(record, weeks, session);
}

const IS_OURS = COURSE.ladder.length === 53;

/** docs/rules/placement.md#ceiling, written out by hand: were the map wrong, this would tell. */
function mayGetOfOurs(record: CourseRecord, weeks: number, session: string): boolean {
  const gentle = [0, 1, 1, 2, 3, 4, 5, 5, 6][weeks] ?? weeks - 2;
  const highest = Math.min(52, record.pace === 'gentle' ? gentle : weeks);
  if (session.startsWith('R')) return weeks >= 12;
  if (session.startsWith('E')) return weeks >= 53 || record.highestLadderSession === '52';
  return Number(session) <= highest;
}

/** Of any other course, what its map says. */
function mayGet(record: CourseRecord, weeks: number, session: string): boolean {
  const rule = COURSE.sessions.get(session);
  if (rule === undefined) return false;
  if (rule.orAfter !== null && record.highestLadderSession === rule.orAfter) return true;
  return weeks >= (rule.opens[record.pace] ?? Number.POSITIVE_INFINITY);
}
