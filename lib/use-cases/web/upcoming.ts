import { localDate } from '../../domain/calendar.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Subscriber } from '../../domain/subscriber.ts';
import type { Letters } from '../../ports/letters.ts';
import type { Upcoming } from '../../ports/pages.ts';

/** Null when nothing comes: her address bounced. */
export function upcoming(subscriber: Subscriber, letters: Pick<Letters, 'titleOf'>): Upcoming | null {
  if (subscriber.state === 'stopped') return null;
  const on = localDate(subscriber.dueAt, subscriber.timeZone);
  const title = letters.titleOf(decide(subscriber, on), subscriber.country);
  return { on, hour: subscriber.sendHour, title };
}
