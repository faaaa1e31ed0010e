import { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { canaryEnvironment } from '../../lambdas/canary/environment.ts';
import type { deliverEnvironment } from '../../lambdas/deliver/environment.ts';
import type { dispatchEnvironment } from '../../lambdas/dispatch/environment.ts';
import type { enrolEnvironment } from '../../lambdas/enrol/environment.ts';
import type { reconcileEnvironment } from '../../lambdas/reconcile/environment.ts';
import type { recordEnvironment } from '../../lambdas/record/environment.ts';
import type { rotateEnvironment } from '../../lambdas/rotate/environment.ts';
import type { trainingEnvironment } from '../../lambdas/training/environment.ts';
import type { webEnvironment } from '../../lambdas/web/environment.ts';
import type { FunctionName } from './bundling.ts';
import { CourseFunction } from './course-function.ts';
import type { CourseQueue } from './course-queues.ts';
import type { CourseSecrets } from './course-secrets.ts';
import type { CourseTables } from './course-tables.ts';
import type { MailSending } from './mail-sending.ts';
import { repliesOf } from './replies-variables.ts';
import { reviewedBy, reviewOf } from './review-variables.ts';
import type { Settings } from './settings.ts';

/** How long each may take. A queue's visibility is six times its reader's. */
export const TIMEOUTS: Readonly<Record<FunctionName, Duration>> = {
  web: Duration.seconds(20),
  training: Duration.seconds(20),
  // Waits for its turn at the send rate.
  enrol: Duration.seconds(60),
  dispatch: Duration.seconds(55),
  // A batch of ten waits for its turn at the send rate.
  deliver: Duration.seconds(60),
  record: Duration.seconds(30),
  reconcile: Duration.minutes(5),
  rotate: Duration.seconds(30),
  // The longest that a story waits for its mails.
  canary: Duration.minutes(5),
};

/** Megabytes; a function has a CPU in full at 1,769. */
export const MEMORY_MB: Readonly<Record<FunctionName, number>> = {
  // A person waits for it.
  web: 1024,
  training: 1024,
  enrol: 512,
  dispatch: 256,
  // Mostly waits for its turn at the send rate: fifteen lessons a second of 2 ms are a fifth of the CPU it has.
  deliver: 256,
  record: 256,
  reconcile: 256,
  rotate: 256,
  canary: 256,
};

/** The due index is eventually consistent; dispatch comes no nearer to now than this. */
const INDEX_LAG_MS = 5_000;

interface CourseFunctionsProps {
  readonly settings: Settings;
  readonly bundles: string;
  readonly siteUrl: string;
  readonly tables: CourseTables;
  readonly secrets: CourseSecrets;
  readonly queues: Readonly<Record<'lesson' | 'enrol' | 'event', CourseQueue>>;
  readonly sending: MailSending;
}

/** Where the bundle's copy of `.build/course` lies when it is deployed. */
const COURSE_FOLDER = '/var/task/course';

/** The functions of docs/rules/data.md#functions, each with what it may read, write, send and sign. */
export class CourseFunctions extends Construct implements Readonly<Record<FunctionName, lambda.Function>> {
  readonly web: lambda.Function;
  readonly training: lambda.Function;
  readonly enrol: lambda.Function;
  readonly dispatch: lambda.Function;
  readonly deliver: lambda.Function;
  readonly record: lambda.Function;
  readonly reconcile: lambda.Function;
  readonly rotate: lambda.Function;
  readonly canary: lambda.Function;

  constructor(scope: Construct, id: string, props: CourseFunctionsProps) {
    super(scope, id);
    this.web = this.makeWeb(props);
    this.training = this.makeTraining(props);
    this.enrol = this.makeEnrol(props);
    this.dispatch = this.makeDispatch(props);
    this.deliver = this.makeDeliver(props);
    this.record = this.makeRecord(props);
    this.reconcile = this.makeReconcile(props);
    this.rotate = this.makeRotate(props);
    this.canary = this.makeCanary(props);
  }

  private makeWeb({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof webEnvironment>(this, 'Web', {
      entry: 'web',
      description: 'Pages and forms',
      bundles,
      memorySize: MEMORY_MB.web,
      timeout: TIMEOUTS.web,
      reservedConcurrency: settings.webConcurrency,
      environment: {
        SERVICE_NAME: serviceNameOf(settings),
        SITE_URL: props.siteUrl,
        COURSE_DIR: COURSE_FOLDER,
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read', 'write', 'delete'),
        SUPPRESSIONS_TABLE: props.tables.suppressions.to('read', 'write', 'delete'),
        TOKEN_KEYS_SECRET: props.secrets.toSignLinks(),
        ADDRESS_KEY_SECRET: props.secrets.toNameAddresses(),
        ENROL_QUEUE_URL: props.queues.enrol.toSend(),
        LESSON_QUEUE_URL: props.queues.lesson.toSend(),
        POSTAL_ADDRESS: settings.postalAddress,
        REPLY_TO: settings.replyTo,
        SIGN_UPS_PER_HOUR_PER_NETWORK: String(settings.signUpsPerHourPerNetwork),
        SIGN_UPS_PER_HOUR: String(settings.signUpsPerHour),
        ...reviewOf(settings),
      },
    }).fn;
  }

  private makeTraining({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof trainingEnvironment>(this, 'Training', {
      entry: 'training',
      description: 'Her plan: days, ticks, numbers, her year and her calendar',
      bundles,
      memorySize: MEMORY_MB.training,
      timeout: TIMEOUTS.training,
      environment: {
        SERVICE_NAME: serviceNameOf(settings),
        SITE_URL: props.siteUrl,
        COURSE_DIR: COURSE_FOLDER,
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read', 'write', 'delete'),
        // Named, and not let in: whether she is suppressed is no matter of her plan.
        SUPPRESSIONS_TABLE: props.tables.suppressions.table.tableName,
        TOKEN_KEYS_SECRET: props.secrets.toSignLinks(),
        ENROL_QUEUE_URL: props.queues.enrol.toSend(),
        POSTAL_ADDRESS: settings.postalAddress,
        REPLY_TO: settings.replyTo,
        ...reviewedBy(settings),
      },
    }).fn;
  }

  private makeEnrol({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof enrolEnvironment>(this, 'Enrol', {
      entry: 'enrol',
      description: 'Keeps sign-ups and sends confirmation mails',
      bundles,
      memorySize: MEMORY_MB.enrol,
      timeout: TIMEOUTS.enrol,
      environment: {
        ...logEnvironmentOf(settings),
        SITE_URL: props.siteUrl,
        COURSE_DIR: COURSE_FOLDER,
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read', 'write', 'delete'),
        SUPPRESSIONS_TABLE: props.tables.suppressions.to('read'),
        TOKEN_KEYS_SECRET: props.secrets.toSignLinks(),
        ADDRESS_KEY_SECRET: props.secrets.toNameAddresses(),
        CONFIGURATION_SET: props.sending.toSend(),
        ENROL_QUEUE_URL: props.queues.enrol.toSend(),
        ...senderOf(settings),
      },
    }).fn;
  }

  private makeDispatch({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof dispatchEnvironment>(this, 'Dispatch', {
      entry: 'dispatch',
      description: 'Finds who is due and queues their lessons',
      bundles,
      memorySize: MEMORY_MB.dispatch,
      timeout: TIMEOUTS.dispatch,
      environment: {
        ...logEnvironmentOf(settings),
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read', 'write', 'find-due'),
        SUPPRESSIONS_TABLE: props.tables.suppressions.to('read'),
        LESSON_QUEUE_URL: props.queues.lesson.toSendAndMeasure(),
        INDEX_LAG_MS: String(INDEX_LAG_MS),
        SEND_RATE_PER_SECOND: String(settings.sendRatePerSecond),
      },
    }).fn;
  }

  private makeDeliver({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof deliverEnvironment>(this, 'Deliver', {
      entry: 'deliver',
      description: 'Claims, writes and sends lessons',
      bundles,
      memorySize: MEMORY_MB.deliver,
      timeout: TIMEOUTS.deliver,
      environment: {
        ...logEnvironmentOf(settings),
        SITE_URL: props.siteUrl,
        COURSE_DIR: COURSE_FOLDER,
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read', 'write', 'delete'),
        SUPPRESSIONS_TABLE: props.tables.suppressions.to('read'),
        TOKEN_KEYS_SECRET: props.secrets.toSignLinks(),
        ADDRESS_KEY_SECRET: props.secrets.toNameAddresses(),
        CONFIGURATION_SET: props.sending.toSend(),
        ...senderOf(settings),
        ...reviewOf(settings),
        ...repliesOf(settings),
      },
    }).fn;
  }

  private makeRecord({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof recordEnvironment>(this, 'Record', {
      entry: 'record',
      description: "Records SES's events and suppresses",
      bundles,
      memorySize: MEMORY_MB.record,
      timeout: TIMEOUTS.record,
      environment: {
        ...logEnvironmentOf(settings),
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read', 'write', 'delete'),
        SUPPRESSIONS_TABLE: props.tables.suppressions.to('read', 'write'),
        ENROL_QUEUE_URL: props.queues.enrol.toSend(),
      },
    }).fn;
  }

  private makeReconcile({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof reconcileEnvironment>(this, 'Reconcile', {
      entry: 'reconcile',
      description: 'Settles unknown sends and reports what is late',
      bundles,
      memorySize: MEMORY_MB.reconcile,
      timeout: TIMEOUTS.reconcile,
      environment: {
        ...logEnvironmentOf(settings),
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read', 'write', 'delete', 'find-due'),
        SUPPRESSIONS_TABLE: props.tables.suppressions.to('read'),
        LESSON_QUEUE_URL: props.queues.lesson.toSendAndMeasure(),
        EVENT_QUEUE_URL: props.queues.event.toMeasure(),
        EVENT_DEAD_LETTERS_URL: props.queues.event.toMeasureDeadLetters(),
        SEND_RATE_PER_SECOND: String(settings.sendRatePerSecond),
      },
    }).fn;
  }

  private makeRotate({ settings, bundles }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof rotateEnvironment>(this, 'Rotate', {
      entry: 'rotate',
      description: 'Turns the ring of keys that sign links',
      bundles,
      memorySize: MEMORY_MB.rotate,
      timeout: TIMEOUTS.rotate,
      environment: { SERVICE_NAME: serviceNameOf(settings) },
    }).fn;
  }

  private makeCanary({ settings, bundles, ...props }: CourseFunctionsProps): lambda.Function {
    return new CourseFunction<typeof canaryEnvironment>(this, 'Canary', {
      entry: 'canary',
      description: 'Tries the site and the whole course, as a mother of nobody’s name',
      bundles,
      memorySize: MEMORY_MB.canary,
      timeout: TIMEOUTS.canary,
      environment: {
        ...logEnvironmentOf(settings),
        SITE_URL: props.siteUrl,
        SUBSCRIBERS_TABLE: props.tables.subscribers.to('read'),
        SUPPRESSIONS_TABLE: props.tables.suppressions.table.tableName,
        TOKEN_KEYS_SECRET: props.secrets.toSignLinks(),
        ADDRESS_KEY_SECRET: props.secrets.toNameAddresses(),
        CANARY_QUEUE_URL: props.sending.toHearOfSimulatedMails(),
      },
    }).fn;
  }
}

/** Sets the metrics and logs of a deployment apart from another's in the same account. */
export function serviceNameOf({ deployment }: Settings): string {
  return `strong-weeks-${deployment}`;
}

/** What a function tells, and as whom. */
function logEnvironmentOf(settings: Settings) {
  return { SERVICE_NAME: serviceNameOf(settings), METRIC_LINES: settings.dashboard ? 'on' : 'alarms' };
}

/** How mails are sent; the same for confirmations and lessons. */
export function senderOf(settings: Settings) {
  return {
    FROM: `${settings.from.name} <${settings.from.address}>`,
    REPLY_TO: settings.replyTo,
    POSTAL_ADDRESS: settings.postalAddress,
    LIST_ID: `weekly.${settings.sendingDomain}`,
    FEEDBACK_SENDER_ID: feedbackSenderId(settings.deployment),
    SEND_RATE_PER_SECOND: String(settings.sendRatePerSecond),
  };
}

/** 5 to 15 letters and digits (Q25), another for each deployment. */
function feedbackSenderId(deployment: string): string {
  return `sw${deployment}week`.slice(0, 15);
}
