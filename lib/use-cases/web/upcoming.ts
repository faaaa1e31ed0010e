import { localDate } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Receiving, Subscriber } from '../../domain/subscriber.ts';
import type { Letters } from '../../ports/letters.ts';
import type { Upcoming } from '../../ports/pages.ts';

/** Null when nothing comes: her address bounced. */
export function upcoming(
  { course, letters }: { course: Course; letters: Pick<Letters, 'titleOf'> },
  subscriber: Subscriber,
): Upcoming | null {
  return subscriber.state === 'stopped' ? null : nextLesson({ course, letters }, subscriber);
}

export function nextLesson(
  { course, letters }: { course: Course; letters: Pick<Letters, 'titleOf'> },
  subscriber: Receiving,
): Upcoming {
  const on = localDate(subscriber.dueAt, subscriber.timeZone);
  const decision = decide(course, subscriber, on);
  const title = letters.titleOf(decision, subscriber.country);
  return { on, hour: subscriber.sendHour, session: decision.session, title };
}
