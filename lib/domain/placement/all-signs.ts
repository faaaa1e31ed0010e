import type { Course } from '../course.ts';
import type { Decision } from './decision.ts';

/** Whether the whole table of signs stands in a mail; in every other it is a link (docs/rules/content.md#signs-and-routes). */
export function showsAllSigns(
  { fullSigns }: Course,
  { weeksSinceBirth, session, opensRun }: Pick<Decision, 'weeksSinceBirth' | 'session' | 'opensRun'>,
  number: number,
): boolean {
  return (
    opensRun ||
    (weeksSinceBirth !== null && weeksSinceBirth < fullSigns.beforeWeek) ||
    number <= fullSigns.firstLessons ||
    fullSigns.sessions.includes(session)
  );
}

/** Whether she is spoken to as somebody who gave birth years ago, or not at all (docs/rules/content.md#gate). */
export function isYearsOn({ weeksWithoutDate }: Course, weeksSinceBirth: number | null): boolean {
  return weeksSinceBirth === null || weeksSinceBirth >= (weeksWithoutDate ?? Number.POSITIVE_INFINITY);
}
