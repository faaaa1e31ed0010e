import { addDays, DAY_MS, type Instant, localDate } from '../../lib/domain/calendar.ts';
import type { SessionId } from '../../lib/domain/course.ts';
import type { Active } from '../../lib/domain/subscriber.ts';
import { sent, subscriber } from '../builders.ts';
import { COURSE } from '../course.ts';

const NAMES = ['Ada', 'Zoë', 'Maya', 'Niamh', null] as const;

/**
 * Mothers in every week of the course, one for each session of the ladder and a year of the loop, each with a
 * lesson due now.
 */
export function mothersDueAt(now: Instant): Active[] {
  return Array.from({ length: 104 }, (_, week) => motherInWeek(week, now));
}

function motherInWeek(week: number, now: Instant): Active {
  const today = localDate(now, 'Europe/London');
  const joinedAt = now - (week * 7 + 1) * DAY_MS;
  return subscriber({
    id: `mother-${String(week).padStart(15, '0')}`,
    address: `mother-${week}@example.com`,
    firstName: NAMES[week % NAMES.length] ?? null,
    birthDate: addDays(today, -(week * 7 + 1)),
    joinedAt,
    anchor: localDate(joinedAt, 'Europe/London'),
    babyMentions: week % 4 !== 3,
    ...(week === 0 ? {} : sent(sessionsBefore(week), addDays(today, -7))),
    dueAt: now,
    dueOn: today,
  });
}

function sessionsBefore(week: number): SessionId[] {
  return Array.from({ length: week }, (_, before) => sessionOf(before));
}

function sessionOf(week: number): SessionId {
  const { ladder, loop } = COURSE;
  const session = ladder[week] ?? loop[(week - ladder.length) % loop.length];
  if (session === undefined) throw new Error(`the course has no session for week ${week}`);
  return session;
}
