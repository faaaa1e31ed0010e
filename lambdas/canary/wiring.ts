import { httpSite } from '../../lib/adapters/http/site.ts';
import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { countryOf } from '../../lib/domain/countries.ts';
import { checkSite, tellStory } from '../../lib/use-cases/watching/canary.ts';
import { courseOf } from '../wiring/course.ts';
import { identitiesOf, tokensOf } from '../wiring/keys.ts';
import { eventInboxAt } from '../wiring/queues.ts';
import { storesOf } from '../wiring/stores.ts';
import { logOf, metricsOf } from '../wiring/telemetry.ts';
import type { CanaryEnvironment } from './environment.ts';

export function composeCanary(environment: CanaryEnvironment) {
  const clock = systemClock();
  const metrics = metricsOf(environment);
  const site = httpSite(environment.SITE_URL);
  const { countries } = courseOf();
  const story = tellStory({
    home: countryOf(countries, countries.home),
    ...storesOf(environment, clock),
    clock,
    identities: identitiesOf(environment),
    tokens: tokensOf(environment, clock),
    inbox: eventInboxAt(environment.CANARY_QUEUE_URL, parseSesEvent),
    site,
    metrics,
  });
  return { check: checkSite({ site, metrics }), story, clock, log: logOf(environment), flush: metrics.flush };
}
