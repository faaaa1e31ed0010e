import type { Instant, TimeZone } from '../domain/calendar.ts';
import type { ClockTime } from '../domain/training/training-days.ts';
import type { TrainingTime } from '../domain/training/training-times.ts';

/** A calendar to subscribe to: her times, in words that tell a bystander nothing. */
export interface CalendarFeed {
  /** What names her events apart from another's; tells nothing of her. */
  owner: string;
  times: readonly TrainingTime[];
  /** When each begins, on her clock. */
  startsAt: ClockTime;
  timeZone: TimeZone;
  remind: boolean;
  /** Grows with each change of hers, so that a calendar takes the newer of two. */
  revision: number;
  now: Instant;
}

export interface Calendars {
  /** A whole iCalendar file (RFC 5545). */
  write(feed: CalendarFeed): string;
}
