import { addDays, daysBetween, type Instant, type LocalDate, localDate } from '../calendar.ts';
import { NO_TRIES, type Receiving } from '../subscriber.ts';
import type { LedgerLine } from './ledger.ts';
import { dueNow } from './schedule.ts';
import { type Closed, unsentLine } from './settlement.ts';

const WEEK_DAYS = 7;
/** Lessons of one run are at least so many days apart, the second 4 days after the first. */
const FEWEST_DAYS = 6;

/**
 * What a record becomes that a backup brought back (Q15): each week that fell due up to today may have had its lesson,
 * so it has none now, and its number is used. The next lesson is due tomorrow at the earliest. Null when nothing fell
 * due since.
 */
export function afterRestore(was: Receiving, now: Instant): Closed | null {
  const today = localDate(now, was.timeZone);
  if (was.dueOn > today && was.dueAt > now) return null;
  const skipped = weeksOf(was, today, now);
  const countedFrom = skipped.at(-1)?.dueOn ?? was.dueOn;
  const tomorrow = addDays(today, 1);
  const rested = { ...was, restUntil: later(was.restUntil, tomorrow), countedFrom, countedAt: null };
  const advanced = { ...rested, lessonNumber: was.lessonNumber + mostSent(was, today) };
  const { dueOn, dueAt } = dueNow(advanced);
  const next = { ...advanced, dueOn, dueAt, claim: null, tries: NO_TRIES };
  return { next, skipped };
}

function weeksOf(was: Receiving, today: LocalDate, now: Instant): LedgerLine[] {
  const lines: LedgerLine[] = [];
  for (let dueOn = was.dueOn; lines.length === 0 || dueOn <= today; dueOn = addDays(dueOn, WEEK_DAYS)) {
    const how = { state: 'skipped', reason: 'restored', attempt: null, at: now } as const;
    lines.push(unsentLine({ ...was, dueOn }, how));
  }
  return lines;
}

/** How many lessons may have gone since: a number that may have been used is not used again. */
function mostSent(was: Receiving, today: LocalDate): number {
  const days = Math.max(0, daysBetween(was.dueOn, today));
  return 1 + Math.floor(days / FEWEST_DAYS) + (was.lessonNumber === 0 ? 1 : 0);
}

function later(one: LocalDate | null, other: LocalDate): LocalDate {
  return one !== null && one > other ? one : other;
}
