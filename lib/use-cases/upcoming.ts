import { type LocalDate, localDate } from '../domain/calendar.ts';
import { decide } from '../domain/placement.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { Letters } from '../ports.ts';

/** The next lesson, as far as it is known now. */
export interface Upcoming {
  on: LocalDate;
  hour: number;
  /** What the session is called in her country's words. */
  title: string;
}

/** Null when nothing comes: her address bounced. */
export function upcoming(subscriber: Subscriber, letters: Pick<Letters, 'titleOf'>): Upcoming | null {
  if (subscriber.state === 'stopped') return null;
  const on = localDate(subscriber.dueAt, subscriber.timeZone);
  const title = letters.titleOf(decide(subscriber, on), subscriber.country);
  return { on, hour: subscriber.sendHour, title };
}
