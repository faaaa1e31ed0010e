import type { Clock } from '../../lib/ports/clock.ts';
import type { Mailer } from '../../lib/ports/mailer.ts';
import type { EnrolQueue, EventQueue, LessonQueue } from '../../lib/ports/queues.ts';

/** What a host may put in place of AWS's: the laptop has a clock that can be moved, and queues of its own. */
export interface Overrides {
  clock?: Clock;
  lessonQueue?: LessonQueue;
  enrolQueue?: EnrolQueue;
  eventQueue?: EventQueue;
  mailer?: Mailer;
}
