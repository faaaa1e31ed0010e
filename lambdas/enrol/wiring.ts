import { parseEnrolMessage } from '../../lib/adapters/sqs/messages.ts';
import { systemChance } from '../../lib/adapters/system/chance.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { enrol } from '../../lib/use-cases/sending/enrol.ts';
import { textsOf } from '../wiring/content.ts';
import { identitiesOf, tokensOf } from '../wiring/keys.ts';
import { lettersOf } from '../wiring/letters.ts';
import { mailerOf } from '../wiring/mailer.ts';
import type { Overrides } from '../wiring/overrides.ts';
import { enrolQueueAt } from '../wiring/queues.ts';
import { GETS_THROUGH, storesOf } from '../wiring/stores.ts';
import { logOf, metricsOf } from '../wiring/telemetry.ts';
import type { EnrolEnvironment } from './environment.ts';

export function composeEnrol(
  environment: EnrolEnvironment,
  overrides: Pick<Overrides, 'clock' | 'mailer' | 'enrolQueue'> = {},
) {
  const clock = overrides.clock ?? systemClock();
  const metrics = metricsOf(environment);
  const log = logOf(environment);
  const run = enrol({
    ...storesOf(environment, clock, GETS_THROUGH),
    clock,
    chance: systemChance,
    identities: identitiesOf(environment),
    tokens: tokensOf(environment, clock),
    mailer: overrides.mailer ?? mailerOf(environment, clock),
    // A confirmation names no reviewer.
    letters: lettersOf(textsOf(environment, null), null),
    queue: overrides.enrolQueue ?? enrolQueueAt(environment.ENROL_QUEUE_URL),
    metrics,
    log,
    settings: { siteUrl: environment.SITE_URL, sendRatePerSecond: environment.SEND_RATE_PER_SECOND },
  });
  return { enrol: run, parse: parseEnrolMessage, log, flush: metrics.flush };
}
