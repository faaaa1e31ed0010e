import { addDays, type LocalDate, weekdayOf } from '../calendar.ts';
import type { TrainingDays } from './training-days.ts';

/** So far ahead her calendar knows her times: far enough to plan by, near enough to follow what she changes. */
export const AHEAD_DAYS = 28;
/** The longest that most sessions take. */
export const MINUTES = 20;

/** One training time. Week and place name it for ever, so that a day she moves is the same time on another day. */
export interface TrainingTime {
  /** The Monday of its week. */
  week: LocalDate;
  /** Her first or her second day of that week. */
  place: 1 | 2;
  on: LocalDate;
}

/**
 * Her times from `today` on, for four weeks. None stands before `restUntil`, the end of a pause; null where she does
 * not pause.
 */
export function trainingTimes(
  { days }: Pick<TrainingDays, 'days'>,
  today: LocalDate,
  restUntil: LocalDate | null,
): readonly TrainingTime[] {
  const from = restUntil !== null && restUntil > today ? restUntil : today;
  const end = addDays(today, AHEAD_DAYS);
  const monday = addDays(today, 1 - weekdayOf(today));
  const weeks = [0, 1, 2, 3, 4].map((past) => addDays(monday, 7 * past));
  return weeks
    .flatMap((week) => days.map((day, at) => ({ week, place: placeAt(at), on: addDays(week, day - 1) })))
    .filter(({ on }) => on >= from && on < end);
}

function placeAt(at: number): 1 | 2 {
  return at === 0 ? 1 : 2;
}
