import { dynamoEventStores } from '../../lib/adapters/dynamodb/stores.ts';
import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { record } from '../../lib/use-cases/sending/record.ts';
import { courseOf } from '../wiring/course.ts';
import type { Overrides } from '../wiring/overrides.ts';
import { enrolQueueAt } from '../wiring/queues.ts';
import { databaseOf, GETS_THROUGH } from '../wiring/stores.ts';
import { logOf, metricsOf } from '../wiring/telemetry.ts';
import type { RecordEnvironment } from './environment.ts';

export function composeRecord(
  environment: RecordEnvironment,
  overrides: Pick<Overrides, 'clock' | 'enrolQueue'> = {},
) {
  const clock = overrides.clock ?? systemClock();
  const metrics = metricsOf(environment);
  const log = logOf(environment);
  return {
    record: record({
      ...dynamoEventStores(databaseOf(environment, clock, GETS_THROUGH)),
      course: courseOf(),
      clock,
      enrolQueue: overrides.enrolQueue ?? enrolQueueAt(environment.ENROL_QUEUE_URL),
      metrics,
      log,
    }),
    parse: parseSesEvent,
    log,
    flush: metrics.flush,
  };
}
