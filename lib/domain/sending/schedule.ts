import {
  addDays,
  daysBetween,
  firstWeekdayFrom,
  type Instant,
  instantAt,
  type LocalDate,
  localDate,
  type Weekday,
  weekdayOf,
} from '../calendar.ts';
import type { FormRules } from '../course.ts';
import type { CourseRecord, Receiving } from '../subscriber.ts';
import type { SkipReason } from './ledger.ts';

/** When a lesson is due: the local day, which names its week in the ledger, and the moment. */
export interface Due {
  dueOn: LocalDate;
  dueAt: Instant;
}

/** A week that was due and brought no lesson of its own. */
export interface SkippedWeek extends Due {
  reason: Extract<SkipReason, 'paused' | 'outage'>;
}

/** Fewest calendar days from the first lesson of a run to the second: 4 to 10, whatever the send day. */
const DAYS_AFTER_FIRST = 4;
/** Fewest calendar days after any other lesson, so that a change of day never speeds her up. */
const DAYS_AFTER_OTHER = 6;

/** She confirms, and the first lesson goes at once. */
export function firstDue(now: Instant): Instant {
  return now;
}

/**
 * When the lesson that is due now is due, worked out from the record alone, so that a changed date, day, hour
 * or zone takes effect at once. Neither a backoff nor a clamp to the present moves it: it names the ledger line.
 */
export function dueNow(record: CourseRecord): Due {
  if (record.restUntil !== null) return dueAfterPause(record, record.restUntil);
  return dueWithoutPause(record);
}

/** The first send day at least 4 days after the first lesson of a run, at least 6 after any other. */
export function nextDue(record: CourseRecord, lastSentOn: LocalDate, wasFirstOfRun: boolean): Due {
  return dueFrom(record, earliestAfter(lastSentOn, wasFirstOfRun));
}

function earliestAfter(lastSentOn: LocalDate, wasFirstOfRun: boolean): LocalDate {
  return addDays(lastSentOn, wasFirstOfRun ? DAYS_AFTER_FIRST : DAYS_AFTER_OTHER);
}

/** The first send day on or after the end of a pause, and never sooner than without it. */
export function dueAfterPause(record: CourseRecord, pausedUntil: LocalDate): Due {
  const unpaused = dueWithoutPause(record);
  const rested = dueFrom(record, pausedUntil);
  return rested.dueOn > unpaused.dueOn ? rested : unpaused;
}

/**
 * Her weekday when she chose none: that of the birth, so that the week number turns on that day. Without a
 * date, or with baby mentions off, the weekday she confirmed.
 */
export function defaultSendDay(record: CourseRecord): Weekday {
  return record.birthDate !== null && record.babyMentions
    ? weekdayOf(record.birthDate)
    : weekdayOf(localDate(record.joinedAt, record.timeZone));
}

/** The weekday that her record keeps: hers, or where a course sends on the day of joining, that one. */
export function keptSendDay(
  { send }: FormRules,
  her: Pick<CourseRecord, 'sendDay' | 'timeZone' | 'joinedAt'>,
) {
  const { sendDay, timeZone, joinedAt } = her;
  return sendDay === null && send.day === 'joined' ? weekdayOf(localDate(joinedAt, timeZone)) : sendDay;
}

/**
 * The weeks that passed without a lesson when the lesson due now goes on the day `wentOn`, oldest first: those
 * that a pause covers, and those between the lesson's own due day and the day it went. `record` is the record
 * as it was claimed, before the lesson is counted.
 */
export function skippedWeeks(
  record: CourseRecord & Pick<Receiving, 'dueOn'>,
  wentOn: LocalDate,
): readonly SkippedWeek[] {
  const own = record.dueOn;
  // Counted back from her own week: a day chosen while the lesson was under way moves the weeks to come, not those past.
  const before = Math.floor(Math.max(0, daysBetween(earliestWithoutPause(record), own)) / 7);
  const paused = weeksFrom(record, addDays(own, -7 * before), own, 'paused');
  const late = weeksFrom(record, addDays(own, 7), addDays(wentOn, 1), 'outage');
  return [...paused, ...late];
}

function weeksFrom(
  record: CourseRecord,
  from: LocalDate,
  before: LocalDate,
  reason: SkippedWeek['reason'],
): readonly SkippedWeek[] {
  const weeks: SkippedWeek[] = [];
  for (let day = from; day < before; day = addDays(day, 7)) weeks.push({ ...dueOnDay(record, day), reason });
  return weeks;
}

/** The first day on which a lesson may be due, whatever the send day. */
function earliestWithoutPause(record: CourseRecord): LocalDate {
  const counted = countedDay(record);
  if (counted === null) return localDate(record.joinedAt, record.timeZone);
  return earliestAfter(counted, record.lessonNumber <= 1);
}

function dueWithoutPause(record: CourseRecord): Due {
  const counted = countedDay(record);
  if (counted !== null) return nextDue(record, counted, record.lessonNumber <= 1);
  return { dueOn: localDate(record.joinedAt, record.timeZone), dueAt: firstDue(record.joinedAt) };
}

/** The day of the last lesson in her zone of now: the day in the zone of then would be up to two days off. */
function countedDay({ countedAt, countedFrom, timeZone }: CourseRecord): LocalDate | null {
  return countedAt === null ? countedFrom : localDate(countedAt, timeZone);
}

function dueFrom(record: CourseRecord, earliest: LocalDate): Due {
  return dueOnDay(record, firstWeekdayFrom(earliest, record.sendDay ?? defaultSendDay(record)));
}

function dueOnDay(record: CourseRecord, dueOn: LocalDate): Due {
  return { dueOn, dueAt: instantAt(dueOn, record.sendHour, record.timeZone) };
}
