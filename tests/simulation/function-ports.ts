import type { Clock } from '../../lib/ports/clock.ts';
import type { Mailer } from '../../lib/ports/mailer.ts';
import type { EnrolQueue, LessonQueue } from '../../lib/ports/queues.ts';
import type { MemoryStores } from '../memory/stores.ts';

/** The ports that a function gets. A planted bug stands between a function and its ports. */
export interface FunctionPorts extends MemoryStores {
  clock: Clock;
  mailer: Mailer;
  lessonQueue: LessonQueue;
  enrolQueue: EnrolQueue;
}
export type Plant = (ports: FunctionPorts, functionName: string) => FunctionPorts;
