import { join } from 'node:path';
import { dynamoRecordStores } from '../../lib/adapters/dynamodb/stores.ts';
import { editionKeys } from '../../lib/adapters/letters/edition.ts';
import { type CourseTexts, courseViewsFrom, titlesFrom } from '../../lib/adapters/letters/letters.ts';
import { assetsIn } from '../../lib/adapters/pages/asset-file.ts';
import { helpIn } from '../../lib/adapters/pages/help-files.ts';
import { handlebarsPages } from '../../lib/adapters/pages/pages.ts';
import { pictureFiles } from '../../lib/adapters/pages/picture-files.ts';
import { systemChance } from '../../lib/adapters/system/chance.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';
import type { Country } from '../../lib/domain/countries.ts';
import { formShape } from '../../lib/domain/joining/form-shape.ts';
import { webUseCases } from '../../lib/use-cases/web/web-use-cases.ts';
import { brand } from '../wiring/brand.ts';
import { textsOf } from '../wiring/content.ts';
import { siteInLanguages } from '../wiring/in-languages.ts';
import { identitiesOf, tokensOf } from '../wiring/keys.ts';
import type { Overrides } from '../wiring/overrides.ts';
import { enrolQueueAt, lessonQueueAt } from '../wiring/queues.ts';
import { reviewOf } from '../wiring/review.ts';
import { databaseOf, GETS_THROUGH } from '../wiring/stores.ts';
import { logOf } from '../wiring/telemetry.ts';
import { problemsIn } from '../wiring/words.ts';
import { webApp } from './app.ts';
import type { WebEnvironment } from './environment.ts';

/** `clientAddress` reads the sender's internet address from what the host passes along with a request. */
export function composeWeb(
  environment: WebEnvironment,
  clientAddress: (host: unknown) => string,
  overrides: Pick<Overrides, 'clock' | 'lessonQueue' | 'enrolQueue'> = {},
) {
  const clock = overrides.clock ?? systemClock();
  const log = logOf(environment);
  const texts = textsOf(environment, reviewOf(environment));
  const settings = {
    siteUrl: environment.SITE_URL,
    signUpsPerHourPerNetwork: environment.SIGN_UPS_PER_HOUR_PER_NETWORK,
    signUpsPerHourInAll: environment.SIGN_UPS_PER_HOUR,
  };
  const useCases = webUseCases({
    ...dynamoRecordStores(databaseOf(environment, clock, GETS_THROUGH)),
    course: texts.course,
    clock,
    chance: systemChance,
    identities: identitiesOf(environment),
    tokens: tokensOf(environment, clock),
    lessonQueue: overrides.lessonQueue ?? lessonQueueAt(environment.LESSON_QUEUE_URL),
    enrolQueue: overrides.enrolQueue ?? enrolQueueAt(environment.ENROL_QUEUE_URL),
    letters: titlesFrom(texts),
    log,
    settings,
  });
  // The build draws the pictures beside the course, and the bundle holds both.
  const picture = pictureFiles(join(environment.COURSE_DIR, '../pictures'));
  const help = helpIn(join(environment.COURSE_DIR, '../help'), editionKeys(texts.course.countries));
  return siteInLanguages(texts.course.countries, (asked) =>
    webApp({
      useCases,
      name: brand.name,
      pages: pagesOf(environment, texts, asked),
      exits: texts.course.exits,
      problems: problemsIn(texts.course.countries, asked),
      ...{ asked, picture, help, clock, log, settings, clientAddress },
    }),
  );
}

function pagesOf(environment: WebEnvironment, texts: CourseTexts, asked: Country | null) {
  const { countries } = texts.course;
  const views = courseViewsFrom(texts, asked);
  return handlebarsPages({
    site: {
      name: brand.name,
      url: environment.SITE_URL,
      replyTo: environment.REPLY_TO,
      postalAddress: environment.POSTAL_ADDRESS,
      reviewLine: views.reviewed(),
    },
    ...{ countries, form: formShape(texts.course), views, asked },
    asset: assetsIn(join(environment.COURSE_DIR, '../assets.json')),
  });
}
