import * as z from 'zod/mini';
import { CONTENT, textsOf } from '../../lambdas/wiring/content.ts';
import { identitiesOf, KEYS, tokensOf } from '../../lambdas/wiring/keys.ts';
import { lazily } from '../../lambdas/wiring/lazily.ts';
import { lettersOf } from '../../lambdas/wiring/letters.ts';
import { mailerOf, SENDING } from '../../lambdas/wiring/mailer.ts';
import type { Overrides } from '../../lambdas/wiring/overrides.ts';
import { enrolQueueAt, lessonQueueAt } from '../../lambdas/wiring/queues.ts';
import { REPLIES, repliesOf } from '../../lambdas/wiring/replies.ts';
import { mayReceive, REVIEW, reviewOf } from '../../lambdas/wiring/review.ts';
import { databaseOf, TABLES } from '../../lambdas/wiring/stores.ts';
import { text } from '../../lambdas/wiring/variables.ts';
import { dynamoAccounts } from '../adapters/dynamodb/accounts.ts';
import { dynamoCensus } from '../adapters/dynamodb/census.ts';
import { dynamoStores } from '../adapters/dynamodb/stores.ts';
import { storesAlone } from '../adapters/dynamodb/stores-alone.ts';
import { systemChance } from '../adapters/system/chance.ts';
import { systemClock } from '../adapters/system/clock.ts';

/** What the operator's command line works with: of this machine, or of a stack's outputs. */
export const operatorEnvironment = z.object({
  ...TABLES,
  ...KEYS,
  ...CONTENT,
  ...SENDING,
  ...REVIEW,
  ...REPLIES,
  ENROL_QUEUE_URL: text,
  LESSON_QUEUE_URL: text,
});

type OperatorEnvironment = z.infer<typeof operatorEnvironment>;

interface OperatorOverrides extends Pick<Overrides, 'clock' | 'lessonQueue' | 'enrolQueue'> {
  /** Nobody else can write into the tables while the command runs. */
  alone?: boolean;
}

/** The stores, keys, letters and mailer of the functions, for the operator's command line. */
export function composeOperator(environment: OperatorEnvironment, overrides: OperatorOverrides = {}) {
  const clock = overrides.clock ?? systemClock();
  const database = databaseOf(environment, clock, { patient: true });
  const texts = textsOf(environment, reviewOf(environment));
  const stores = dynamoStores(database);
  return {
    ...stores,
    ...(overrides.alone ? storesAlone(database, stores) : {}),
    course: texts.course,
    census: dynamoCensus(database),
    accounts: dynamoAccounts(database),
    clock,
    chance: systemChance,
    identities: identitiesOf(environment),
    tokens: tokensOf(environment, clock),
    letters: lettersOf(texts, repliesOf(environment)),
    mailer: lazily(() => mailerOf(environment, clock)),
    lessonQueue: overrides.lessonQueue ?? lessonQueueAt(environment.LESSON_QUEUE_URL),
    enrolQueue: overrides.enrolQueue ?? enrolQueueAt(environment.ENROL_QUEUE_URL),
    settings: {
      siteUrl: environment.SITE_URL,
      sendRatePerSecond: environment.SEND_RATE_PER_SECOND,
      mayReceive: mayReceive(environment),
    },
  };
}
