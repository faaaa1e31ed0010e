import { icalCalendars } from '../../lib/adapters/calendar/ical-calendars.ts';
import { dynamoRecordStores } from '../../lib/adapters/dynamodb/stores.ts';
import { dynamoTrainingStore } from '../../lib/adapters/dynamodb/training.ts';
import { courseWordsFrom } from '../../lib/adapters/letters/course-words.ts';
import { editionsOf } from '../../lib/adapters/letters/edition-of.ts';
import { reviewLine } from '../../lib/adapters/letters/review.ts';
import { handlebarsTrainingPages } from '../../lib/adapters/pages/training-pages.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import { trainingUseCases } from '../../lib/use-cases/training/training-use-cases.ts';
import { brand } from '../wiring/brand.ts';
import { textsOf } from '../wiring/content.ts';
import { courseOf } from '../wiring/course.ts';
import { siteInLanguages } from '../wiring/in-languages.ts';
import { tokensOf } from '../wiring/keys.ts';
import type { Overrides } from '../wiring/overrides.ts';
import { enrolQueueAt } from '../wiring/queues.ts';
import { reviewOf } from '../wiring/review.ts';
import { databaseOf, GETS_THROUGH } from '../wiring/stores.ts';
import { logOf } from '../wiring/telemetry.ts';
import { planIn, problemsIn } from '../wiring/words.ts';
import { trainingApp } from './app.ts';
import type { TrainingEnvironment } from './environment.ts';

/** `clientAddress` reads the sender's internet address from what the host passes along with a request. */
export function composeTraining(
  environment: TrainingEnvironment,
  clientAddress: (host: unknown) => string,
  overrides: Pick<Overrides, 'clock' | 'enrolQueue'> = {},
) {
  const clock = overrides.clock ?? systemClock();
  const log = logOf(environment);
  const texts = textsOf(environment, reviewOf(environment));
  const settings = { siteUrl: environment.SITE_URL };
  const database = databaseOf(environment, clock, GETS_THROUGH);
  const useCases = trainingUseCases({
    ...dynamoRecordStores(database),
    ...{ training: dynamoTrainingStore(database), course: courseOf(), clock, log, settings },
    tokens: tokensOf(environment, clock),
    enrolQueue: overrides.enrolQueue ?? enrolQueueAt(environment.ENROL_QUEUE_URL),
    words: courseWordsFrom(texts),
  });
  const { countries } = texts.course;
  const host = new URL(environment.SITE_URL).hostname;
  return siteInLanguages(countries, (asked) => {
    const site = {
      ...{ name: brand.name, url: environment.SITE_URL, replyTo: environment.REPLY_TO },
      ...{ postalAddress: environment.POSTAL_ADDRESS },
      reviewLine: reviewLine(texts.review, editionsOf(texts)(asked ?? countries.home, true)),
    };
    const summary = planIn(countries, asked).calendar;
    return trainingApp({
      ...{ useCases, log, settings, clientAddress },
      pages: handlebarsTrainingPages({ site, countries, asked }),
      problems: problemsIn(countries, asked),
      calendars: icalCalendars({ name: brand.name, host, summary }),
    });
  });
}
