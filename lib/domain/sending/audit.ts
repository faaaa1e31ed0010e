import { addDays, daysBetween, type Instant, type LocalDate, localDate, MINUTE_MS } from '../calendar.ts';
import { lineDay, type Receiving, type Subscriber, type SubscriberId } from '../subscriber.ts';
import type { LedgerLine } from './ledger.ts';
import { dueNow } from './schedule.ts';

/** How the weeks that fell due ended, over the ledgers that still exist. Every one of them is in one of the counts. */
export interface Audit {
  due: number;
  sent: number;
  skipped: number;
  failed: number;
  /** Nobody knows whether it went: parked and alarmed, or an attempt open for more than 15 minutes. */
  unknown: number;
  /** Due for more than 15 minutes, and not sent. */
  late: number;
  /** Due within the last 15 minutes: under way. */
  open: number;
  /** Due, and put off: its session is withheld, nobody has reviewed the course, or SES refused it for now. */
  held: number;
  /** Mails that SES took beyond the one of their lesson. */
  duplicates: number;
  /** Weeks that fell due of which nothing tells. */
  unaccounted: number;
}

export interface AuditOfOne {
  counts: Audit;
  /** Days of the weeks that nobody knows of, or that are late. */
  unknownOn: readonly LocalDate[];
  lateOn: readonly LocalDate[];
}

export const NOTHING_DUE: Audit = {
  due: 0,
  sent: 0,
  skipped: 0,
  failed: 0,
  unknown: 0,
  late: 0,
  open: 0,
  held: 0,
  duplicates: 0,
  unaccounted: 0,
};

/** A lesson is due 4 to 12 days after the one before, and a changed zone shifts a day. */
const MOST_DAYS_APART = 13;
const WEEK_DAYS = 7;

/** Accounts for each week of one subscriber since she joined: it has a line, or it is the one that is open now. */
export function auditOf(subscriber: Subscriber, lines: readonly LedgerLine[], now: Instant): AuditOfOne {
  const open = openWeek(subscriber, lines, now);
  const counts = { ...NOTHING_DUE, due: lines.length, unaccounted: unaccounted(subscriber, lines) };
  for (const line of lines) {
    counts[line.state] += 1;
    counts.duplicates += line.otherAttempts.length;
  }
  if (open !== null) {
    counts.due += 1;
    counts[open] += 1;
  }
  const openOn = subscriber.state === 'stopped' ? [] : [subscriber.dueOn];
  return {
    counts,
    unknownOn: [
      ...lines.filter((line) => line.state === 'unknown').map((line) => line.dueOn),
      ...(open === 'unknown' ? openOn : []),
    ],
    lateOn: open === 'late' ? openOn : [],
  };
}

export function added(one: Audit, other: Audit): Audit {
  return {
    due: one.due + other.due,
    sent: one.sent + other.sent,
    skipped: one.skipped + other.skipped,
    failed: one.failed + other.failed,
    unknown: one.unknown + other.unknown,
    late: one.late + other.late,
    open: one.open + other.open,
    held: one.held + other.held,
    duplicates: one.duplicates + other.duplicates,
    unaccounted: one.unaccounted + other.unaccounted,
  };
}

/** Null when nothing is due now, or her address bounced. */
function openWeek(
  subscriber: Subscriber,
  lines: readonly LedgerLine[],
  now: Instant,
): 'open' | 'late' | 'unknown' | 'held' | null {
  if (subscriber.state === 'stopped') return null;
  const isHeld = isPutOff(subscriber, now);
  if (subscriber.dueAt > now && !isHeld) return null;
  // The sender was stopped between the line and the record: the line tells already.
  if (lines.some((line) => line.run === subscriber.run && line.dueOn === lineDay(subscriber))) return null;
  if (isHeld) return 'held';
  if (subscriber.claim !== null) return now - subscriber.claim.at > UNDER_WAY_MS ? 'unknown' : 'open';
  return now - subscriber.dueAt > UNDER_WAY_MS ? 'late' : 'open';
}

/** Whether her lesson is due by her own day and hour, and stands at a later time. */
export function isPutOff(subscriber: Receiving, now: Instant): boolean {
  return subscriber.claim === null && subscriber.dueAt > now && dueNow(subscriber).dueAt <= now;
}

export const UNDER_WAY_MS = 15 * MINUTE_MS;

function unaccounted(subscriber: Subscriber, lines: readonly LedgerLine[]): number {
  const ofRun = lines.filter((line) => line.run === subscriber.run);
  const inOrder = ofRun.sort((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
  let from = localDate(subscriber.joinedAt, subscriber.timeZone);
  let missing = 0;
  for (const line of inOrder) {
    missing += missingWeeks(from, earlier(line.dueOn, localDate(line.dueAt, subscriber.timeZone)));
    const settledOn = line.state === 'skipped' ? line.dueOn : localDate(line.at, subscriber.timeZone);
    for (const day of [line.dueOn, settledOn]) if (day > from) from = day;
  }
  return missing + (mustFollow(subscriber) ? missingWeeks(from, subscriber.dueOn) : 0);
}

/** The day of a line was that of her zone by then, and the others are of her zone of now. */
function earlier(one: LocalDate, other: LocalDate): LocalDate {
  return one < other ? one : other;
}

/** The weeks of a pause get their lines when its end is settled. */
function mustFollow(subscriber: Subscriber): subscriber is Receiving {
  return subscriber.state === 'active' && subscriber.restUntil === null;
}

function missingWeeks(from: LocalDate, next: LocalDate): number {
  const latest = addDays(from, MOST_DAYS_APART);
  return next <= latest ? 0 : Math.ceil(daysBetween(latest, next) / WEEK_DAYS);
}

export interface Named {
  id: SubscriberId;
  on: LocalDate;
}
