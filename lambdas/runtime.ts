import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { letterTemplates } from '../.build/letters.js';
import { LEAN, lean } from '../lib/adapters/aws/lean-client.ts';
import { dynamoCensus } from '../lib/adapters/dynamodb/census.ts';
import { dynamoClient } from '../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../lib/adapters/dynamodb/stores.ts';
import { editionsIn, picturesIn } from '../lib/adapters/letters/built-course.ts';
import { editionKey } from '../lib/adapters/letters/edition.ts';
import {
  type CourseTexts,
  lessonViewsFrom,
  lettersFrom,
  titlesFrom,
} from '../lib/adapters/letters/letters.ts';
import { isReviewed, type Review, reviewLine } from '../lib/adapters/letters/review.ts';
import { assetsIn } from '../lib/adapters/pages/asset-file.ts';
import { handlebarsPages } from '../lib/adapters/pages/pages.ts';
import { pictureFiles } from '../lib/adapters/pages/picture-files.ts';
import { keyringRotation } from '../lib/adapters/secrets/keyring-rotation.ts';
import { secretsManager } from '../lib/adapters/secrets/secrets-manager.ts';
import { parseMailbox } from '../lib/adapters/ses/compose.ts';
import { parseSesEvent } from '../lib/adapters/ses/events.ts';
import { sesMailer } from '../lib/adapters/ses/mailer.ts';
import { parseEnrolMessage, parseLessonMessage } from '../lib/adapters/sqs/messages.ts';
import { sqsEnrolQueue, sqsEventQueue, sqsLessonQueue } from '../lib/adapters/sqs/queues.ts';
import { systemChance } from '../lib/adapters/system/chance.ts';
import { systemClock } from '../lib/adapters/system/clock.ts';
import { jsonLog, type LogLines } from '../lib/adapters/telemetry/log.ts';
import { embeddedMetrics } from '../lib/adapters/telemetry/metrics.ts';
import { hmacIdentities } from '../lib/adapters/tokens/hmac-identities.ts';
import { hmacTokens } from '../lib/adapters/tokens/hmac-tokens.ts';
import { parseKey, parseKeyring } from '../lib/adapters/tokens/keyring.ts';
import { checkTurn, rotateKeyring } from '../lib/adapters/tokens/rotate-keyring.ts';
import { SHARDS } from '../lib/domain/sending/shard.ts';
import type { Clock } from '../lib/ports/clock.ts';
import type { Mailer } from '../lib/ports/mailer.ts';
import type { EnrolQueue, EventQueue, LessonQueue } from '../lib/ports/queues.ts';
import { deliver } from '../lib/use-cases/sending/deliver.ts';
import { dispatch } from '../lib/use-cases/sending/dispatch.ts';
import { enrol } from '../lib/use-cases/sending/enrol.ts';
import { reconcile } from '../lib/use-cases/sending/reconcile.ts';
import { record } from '../lib/use-cases/sending/record.ts';
import { webUseCases } from '../lib/use-cases/web/web-use-cases.ts';
import type {
  DeliverEnvironment,
  DispatchEnvironment,
  EnrolEnvironment,
  OperatorEnvironment,
  ReconcileEnvironment,
  RecordEnvironment,
  RotateEnvironment,
  WebEnvironment,
} from './environment.ts';
import { ALARM_METRICS } from './metric-names.ts';
import { webApp } from './web/app.ts';

/**
 * The one place where adapters are chosen. Each function composes what it needs when it is first called: importing
 * a module reads no environment and opens nothing.
 */

/** What a host may put in place of AWS's: the laptop has a clock that can be moved, and queues of its own. */
export interface Overrides {
  clock?: Clock;
  lessonQueue?: LessonQueue;
  enrolQueue?: EnrolQueue;
  eventQueue?: EventQueue;
  mailer?: Mailer;
}

/** Sends in flight at once in one instance; as many connections to SES. */
const SENDS_AT_ONCE = 50;

/** Composes at the first call, and once. */
export function lazily<T>(compose: () => T): () => T {
  let made: { it: T } | undefined;
  return () => {
    made ??= { it: compose() };
    return made.it;
  };
}

export function composeDeliver(environment: DeliverEnvironment, overrides: Overrides = {}) {
  const { clock, stores, log } = foundation(environment, overrides);
  const metrics = metricsOf(environment);
  const send = deliver({
    ...stores,
    clock,
    chance: systemChance,
    mailer: overrides.mailer ?? mailer(environment, clock),
    letters: letters(environment),
    tokens: tokens(environment, clock),
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

export function composeEnrol(environment: EnrolEnvironment, overrides: Overrides = {}) {
  const { clock, stores, log } = foundation(environment, overrides);
  const metrics = metricsOf(environment);
  const run = enrol({
    ...stores,
    clock,
    chance: systemChance,
    identities: identities(environment),
    tokens: tokens(environment, clock),
    mailer: overrides.mailer ?? mailer(environment, clock),
    letters: letters(environment),
    queue: overrides.enrolQueue ?? sqsEnrolQueue(sqsClient(), environment.ENROL_QUEUE_URL),
    metrics,
    log,
    settings: { siteUrl: environment.SITE_URL, sendRatePerSecond: environment.SEND_RATE_PER_SECOND },
  });
  return { enrol: run, parse: parseEnrolMessage, log, flush: metrics.flush };
}

export function composeDispatch(environment: DispatchEnvironment, overrides: Overrides = {}) {
  const { clock, stores, log } = foundation(environment, overrides);
  const metrics = metricsOf(environment);
  const run = dispatch({
    ...stores,
    clock,
    queue: overrides.lessonQueue ?? sqsLessonQueue(sqsClient(), environment.LESSON_QUEUE_URL),
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

export function composeReconcile(environment: ReconcileEnvironment, overrides: Overrides = {}) {
  const { clock, stores, log } = foundation(environment, overrides);
  const metrics = metricsOf(environment);
  const run = reconcile({
    ...stores,
    clock,
    queue: overrides.lessonQueue ?? sqsLessonQueue(sqsClient(), environment.LESSON_QUEUE_URL),
    events: overrides.eventQueue ?? sqsEventQueue(sqsClient(), environment.EVENT_QUEUE_URL),
    metrics,
    log,
    settings: { shards: SHARDS, sendRatePerSecond: environment.SEND_RATE_PER_SECOND },
  });
  return { reconcile: run, clock, log, flush: metrics.flush };
}

export function composeRecord(environment: RecordEnvironment, overrides: Overrides = {}) {
  const { clock, stores, log } = foundation(environment, overrides);
  const metrics = metricsOf(environment);
  return {
    record: record({ ...stores, clock, metrics, log }),
    parse: parseSesEvent,
    log,
    flush: metrics.flush,
  };
}

export function composeRotate(environment: RotateEnvironment) {
  const rotation = keyringRotation({
    turn: (ring, fresh) => JSON.stringify(rotateKeyring(parseKeyring(ring), fresh)),
    check: (current, next) => checkTurn(parseKeyring(current), parseKeyring(next)),
  });
  return { rotation, log: logOf(environment) };
}

/** `clientAddress` reads the sender's internet address from what the host passes along with a request. */
export function composeWeb(
  environment: WebEnvironment,
  clientAddress: (host: unknown) => string,
  overrides: Overrides = {},
) {
  const { clock, stores, log } = foundation(environment, overrides);
  const settings = {
    siteUrl: environment.SITE_URL,
    signUpsPerHourPerNetwork: environment.SIGN_UPS_PER_HOUR_PER_NETWORK,
    signUpsPerHourInAll: environment.SIGN_UPS_PER_HOUR,
  };
  const useCases = webUseCases({
    ...stores,
    clock,
    chance: systemChance,
    identities: identities(environment),
    tokens: tokens(environment, clock),
    lessonQueue: overrides.lessonQueue ?? sqsLessonQueue(sqsClient(), environment.LESSON_QUEUE_URL),
    enrolQueue: overrides.enrolQueue ?? sqsEnrolQueue(sqsClient(), environment.ENROL_QUEUE_URL),
    letters: titlesFrom(texts(environment)),
    log,
    settings,
  });
  // The build draws the pictures beside the course, and the bundle holds both.
  const picture = pictureFiles(join(environment.COURSE_DIR, '../pictures'));
  return webApp({ useCases, pages: pages(environment), picture, clock, log, settings, clientAddress });
}

/** The stores, keys, letters and mailer of the functions, for the operator's command line. */
export function composeOperator(environment: OperatorEnvironment, overrides: Overrides = {}) {
  const { clock, stores, database } = foundation(environment, overrides, true);
  return {
    ...stores,
    census: dynamoCensus(database),
    clock,
    chance: systemChance,
    identities: identities(environment),
    tokens: tokens(environment, clock),
    letters: letters(environment),
    mailer: lazily(() => mailer(environment, clock)),
    lessonQueue: overrides.lessonQueue ?? sqsLessonQueue(sqsClient(), environment.LESSON_QUEUE_URL),
    enrolQueue: overrides.enrolQueue ?? sqsEnrolQueue(sqsClient(), environment.ENROL_QUEUE_URL),
    settings: { siteUrl: environment.SITE_URL, sendRatePerSecond: environment.SEND_RATE_PER_SECOND },
  };
}

interface Told {
  SERVICE_NAME: string;
  LOG_LINES: LogLines;
}

function logOf({ SERVICE_NAME: service, LOG_LINES: lines }: Told) {
  return jsonLog({ service, lines });
}

interface Measured {
  SERVICE_NAME: string;
  METRIC_LINES: 'on' | 'alarms' | 'off';
}

function metricsOf({ SERVICE_NAME: service, METRIC_LINES: lines }: Measured) {
  switch (lines) {
    case 'on':
      return embeddedMetrics({ service });
    case 'alarms':
      return embeddedMetrics({ service, only: new Set(Object.values(ALARM_METRICS)) });
    case 'off':
      return embeddedMetrics({ service, out: () => {} });
  }
}

interface Foundation extends Told {
  SUBSCRIBERS_TABLE: string;
  SUPPRESSIONS_TABLE: string;
}

function foundation(environment: Foundation, overrides: Overrides, patient = false) {
  const clock = overrides.clock ?? systemClock();
  const database = {
    client: dynamoClient({ patient }),
    tables: { subscribers: environment.SUBSCRIBERS_TABLE, suppressions: environment.SUPPRESSIONS_TABLE },
    now: () => clock.now(),
  };
  return {
    clock,
    log: logOf(environment),
    database,
    stores: dynamoStores(database),
  };
}

function sqsClient() {
  return lean(new SQSClient({ ...LEAN }));
}

function mailer(environment: DeliverEnvironment | EnrolEnvironment | OperatorEnvironment, clock: Clock) {
  return sesMailer({
    sender: {
      ...parseMailbox(environment.FROM),
      replyTo: environment.REPLY_TO,
      listId: environment.LIST_ID,
      feedbackSenderId: environment.FEEDBACK_SENDER_ID,
    },
    configurationSet: environment.CONFIGURATION_SET,
    maxSockets: SENDS_AT_ONCE,
    clock,
  });
}

function letters(environment: Content & Partial<ReviewSettings>) {
  return lettersFrom({ ...texts(environment), templates: letterTemplates });
}

function texts(environment: Content & Partial<ReviewSettings>): CourseTexts {
  return {
    edition: editionsIn(environment.COURSE_DIR),
    pictures: picturesIn(
      join(environment.COURSE_DIR, '../pictures.json'),
      `${environment.SITE_URL}/pictures`,
    ),
    postalAddress: environment.POSTAL_ADDRESS,
    review: reviewOf(environment),
  };
}

function pages(environment: WebEnvironment) {
  const { review, edition } = texts(environment);
  return handlebarsPages(
    {
      url: environment.SITE_URL,
      replyTo: environment.REPLY_TO,
      postalAddress: environment.POSTAL_ADDRESS,
      reviewLine: reviewLine(review, edition(editionKey('GB', true))),
    },
    {
      lesson: lessonViewsFrom(texts(environment)),
      loss: (country) => edition(editionKey(country, false)).loss,
    },
    assetsIn(join(environment.COURSE_DIR, '../assets.json')),
  );
}

type Content = Pick<DeliverEnvironment, 'COURSE_DIR' | 'POSTAL_ADDRESS' | 'SITE_URL'>;
type ReviewSettings = Pick<
  DeliverEnvironment,
  'REVIEWED_BY' | 'REVIEWED_JOB' | 'REVIEWED_ON' | 'REVIEWED_HASH' | 'SEND_UNREVIEWED' | 'OPERATOR_ADDRESSES'
>;

function reviewOf(environment: Partial<ReviewSettings>): Review | null {
  const { REVIEWED_BY: by, REVIEWED_JOB: job, REVIEWED_ON: on, REVIEWED_HASH: hash } = environment;
  if (by === undefined || job === undefined || on === undefined || hash === undefined) return null;
  return { by, job, on, hash };
}

/** Everyone once the course as it stands was reviewed, or by the operator's word that it was not (docs/rules/sending.md#held-lessons). */
function mayReceive(environment: Content & ReviewSettings): 'everyone' | string[] {
  if (environment.SEND_UNREVIEWED !== undefined) return 'everyone';
  const { signOffHash } = editionsIn(environment.COURSE_DIR)(editionKey('GB', true));
  if (isReviewed(reviewOf(environment), signOffHash)) return 'everyone';
  return environment.OPERATOR_ADDRESSES.split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

type Keys = Pick<
  DeliverEnvironment,
  'TOKEN_KEYS' | 'TOKEN_KEYS_SECRET' | 'ADDRESS_KEY' | 'ADDRESS_KEY_SECRET'
>;

function tokens(environment: Keys, clock: Clock) {
  const source = secretText('TOKEN_KEYS', environment.TOKEN_KEYS, environment.TOKEN_KEYS_SECRET);
  return hmacTokens(async () => parseKeyring(await source()), clock);
}

function identities(environment: Keys) {
  const source = secretText('ADDRESS_KEY', environment.ADDRESS_KEY, environment.ADDRESS_KEY_SECRET);
  return hmacIdentities(async () => parseKey(await source()));
}

function secretText(
  name: string,
  text: string | undefined,
  secretId: string | undefined,
): () => Promise<string> {
  if (text !== undefined) return async () => text;
  if (secretId === undefined) throw new Error(`set ${name} or ${name}_SECRET`);
  return secretsManager()(secretId);
}
