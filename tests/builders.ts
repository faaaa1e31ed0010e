import { Temporal } from 'temporal-polyfill';
import { addDays, type Instant, type LocalDate, localDate, type TimeZone } from '../lib/domain/calendar.ts';
import { isOn, type Level, type SessionId } from '../lib/domain/course.ts';
import { newRun } from '../lib/domain/joining/new-run.ts';
import { aboutWith } from '../lib/domain/joining/read-fields.ts';
import type { LedgerLine } from '../lib/domain/sending/ledger.ts';
import type { Active, CourseRecord, SentLesson } from '../lib/domain/subscriber.ts';
import { COURSE } from './course.ts';

/** A moment written as people do, `2026-01-05 09:00`, in London unless told otherwise. */
export function at(text: string, zone: TimeZone = 'Europe/London'): Instant {
  return Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds;
}

/**
 * A mother in London who gave birth on Monday 5 January 2026, confirmed on the Wednesday after it, trains at
 * the standard pace, and was sent nothing yet.
 */
export function subscriber(overrides: Partial<Active> = {}): Active {
  const joinedAt = overrides.joinedAt ?? at('2026-01-07 20:00', overrides.timeZone);
  const fresh = newRun(
    COURSE,
    {
      id: 'sub-1',
      address: 'mother@example.com',
      signUpId: 'sign-up-1',
      ...aboutWith(COURSE, {
        firstName: 'Ada',
        birthDate: '2026-01-05',
        pace: 'standard',
        country: 'GB',
        timeZone: overrides.timeZone ?? 'Europe/London',
      }),
    },
    joinedAt,
    1,
  );
  return { ...fresh, ...overrides };
}

/** What placement and schedule read of {@link subscriber}. */
export function record(overrides: Partial<Active> = {}): CourseRecord {
  return subscriber(overrides);
}

/**
 * Progress of someone who was sent `sessions`, one a week, the last of them on `lastOn`. Sessions of the loop
 * are written at `level`.
 */
export function sent(
  sessions: readonly SessionId[],
  lastOn: LocalDate,
  level: Level = 1,
): Pick<
  CourseRecord,
  'recent' | 'lessonNumber' | 'firstLessonOn' | 'highestLadderSession' | 'countedFrom' | 'level'
> {
  const lessons = sessions.map(
    (session, index): SentLesson => ({
      number: index + 1,
      session,
      level: session.startsWith('E') ? level : null,
      on: addDays(lastOn, -7 * (sessions.length - 1 - index)),
    }),
  );
  const ladder = sessions.filter((session) => isOn(COURSE, 'ladder', session));
  const furthest = ladder
    .toSorted((one, other) => COURSE.ladder.indexOf(one) - COURSE.ladder.indexOf(other))
    .at(-1);
  return {
    recent: lessons.slice(-12),
    lessonNumber: lessons.length,
    firstLessonOn: lessons[0]?.on ?? null,
    highestLadderSession: furthest ?? null,
    countedFrom: lastOn,
    level,
  };
}

/** A week in which lesson 3 went and SES said nothing yet. */
export function line(overrides: Partial<LedgerLine> = {}): LedgerLine {
  const dueAt = overrides.dueAt ?? at('2026-01-19 09:00');
  return {
    id: 'sub-1',
    run: 'run1',
    dueOn: localDate(dueAt, 'Europe/London'),
    dueAt,
    state: 'sent',
    number: 3,
    session: '2',
    level: null,
    reason: 'next',
    attempt: 'attempt-a',
    messageId: 'message-a',
    at: dueAt,
    seen: [],
    fate: 'none',
    fateAt: null,
    otherAttempts: [],
    ...overrides,
  };
}
