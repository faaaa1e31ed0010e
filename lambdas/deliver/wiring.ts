import { parseLessonMessage } from '../../lib/adapters/sqs/messages.ts';
import { systemChance } from '../../lib/adapters/system/chance.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { deliver } from '../../lib/use-cases/sending/deliver.ts';
import { textsOf } from '../wiring/content.ts';
import { courseOf } from '../wiring/course.ts';
import { tokensOf } from '../wiring/keys.ts';
import { lettersOf } from '../wiring/letters.ts';
import { mailerOf } from '../wiring/mailer.ts';
import type { Overrides } from '../wiring/overrides.ts';
import { repliesOf } from '../wiring/replies.ts';
import { mayReceive, reviewOf } from '../wiring/review.ts';
import { storesOf } from '../wiring/stores.ts';
import { logOf, metricsOf } from '../wiring/telemetry.ts';
import type { DeliverEnvironment } from './environment.ts';

export function composeDeliver(
  environment: DeliverEnvironment,
  overrides: Pick<Overrides, 'clock' | 'mailer'> = {},
) {
  const clock = overrides.clock ?? systemClock();
  const metrics = metricsOf(environment);
  const log = logOf(environment);
  const send = deliver({
    ...storesOf(environment, clock),
    course: courseOf(),
    clock,
    chance: systemChance,
    mailer: overrides.mailer ?? mailerOf(environment, clock),
    letters: lettersOf(textsOf(environment, reviewOf(environment)), repliesOf(environment)),
    tokens: tokensOf(environment, clock),
    metrics,
    log,
    settings: {
      siteUrl: environment.SITE_URL,
      sendRatePerSecond: environment.SEND_RATE_PER_SECOND,
      mayReceive: mayReceive(environment),
    },
  });
  return { deliver: send, parse: parseLessonMessage, clock, log, flush: metrics.flush };
}
