import { systemClock } from '../../lib/adapters/system/clock.ts';
import { SHARDS } from '../../lib/domain/sending/shard.ts';
import { reconcile } from '../../lib/use-cases/sending/reconcile.ts';
import { courseOf } from '../wiring/course.ts';
import type { Overrides } from '../wiring/overrides.ts';
import { eventQueueAt, lessonQueueAt } from '../wiring/queues.ts';
import { storesOf } from '../wiring/stores.ts';
import { logOf, metricsOf } from '../wiring/telemetry.ts';
import type { ReconcileEnvironment } from './environment.ts';

export function composeReconcile(
  environment: ReconcileEnvironment,
  overrides: Pick<Overrides, 'clock' | 'lessonQueue' | 'eventQueue'> = {},
) {
  const clock = overrides.clock ?? systemClock();
  const metrics = metricsOf(environment);
  const log = logOf(environment);
  const run = reconcile({
    ...storesOf(environment, clock),
    course: courseOf(),
    clock,
    queue: overrides.lessonQueue ?? lessonQueueAt(environment.LESSON_QUEUE_URL),
    events:
      overrides.eventQueue ?? eventQueueAt(environment.EVENT_QUEUE_URL, environment.EVENT_DEAD_LETTERS_URL),
    metrics,
    log,
    settings: { shards: SHARDS, sendRatePerSecond: environment.SEND_RATE_PER_SECOND },
  });
  return { reconcile: run, clock, log, flush: metrics.flush };
}
