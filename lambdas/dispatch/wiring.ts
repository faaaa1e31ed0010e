import { systemClock } from '../../lib/adapters/system/clock.ts';
import { SHARDS } from '../../lib/domain/sending/shard.ts';
import { dispatch } from '../../lib/use-cases/sending/dispatch.ts';
import type { Overrides } from '../wiring/overrides.ts';
import { lessonQueueAt } from '../wiring/queues.ts';
import { storesOf } from '../wiring/stores.ts';
import { logOf, metricsOf } from '../wiring/telemetry.ts';
import type { DispatchEnvironment } from './environment.ts';

export function composeDispatch(
  environment: DispatchEnvironment,
  overrides: Pick<Overrides, 'clock' | 'lessonQueue'> = {},
) {
  const clock = overrides.clock ?? systemClock();
  const metrics = metricsOf(environment);
  const log = logOf(environment);
  const run = dispatch({
    ...storesOf(environment, clock),
    clock,
    queue: overrides.lessonQueue ?? lessonQueueAt(environment.LESSON_QUEUE_URL),
    metrics,
    log,
    settings: {
      sendRatePerSecond: environment.SEND_RATE_PER_SECOND,
      shards: SHARDS,
      indexLagMs: environment.INDEX_LAG_MS,
    },
  });
  return { dispatch: run, log, flush: metrics.flush };
}
