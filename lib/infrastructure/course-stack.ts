import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { CourseAlarms } from './course-alarms.ts';
import { CourseDashboard } from './course-dashboard.ts';
import { CourseFunctions, serviceNameOf, TIMEOUTS } from './course-functions.ts';
import { CourseMetrics } from './course-metrics.ts';
import { CourseOutputs } from './course-outputs.ts';
import { CoursePictures } from './course-pictures.ts';
import { CourseQueue } from './course-queues.ts';
import { CourseSchedule } from './course-schedule.ts';
import { CourseSecrets } from './course-secrets.ts';
import { CourseSite } from './course-site.ts';
import { CourseTables } from './course-tables.ts';
import { Encryption } from './encryption.ts';
import { MailSending } from './mail-sending.ts';
import { dollarsPerThousand } from './measured-cost.ts';
import type { Settings } from './settings.ts';

export interface CourseStackProps extends StackProps {
  readonly settings: Settings;
  /** Folder with the bundle of each function. */
  readonly bundles: string;
  /** Folder with the exercises' pictures, when there are any. */
  readonly pictures?: string;
  /** Version and commit that are deployed. */
  readonly release: string;
}

/** One deployment of the course, in reading order: what is kept, what is under way, who works, who watches. */
export class CourseStack extends Stack {
  constructor(scope: Construct, id: string, props: CourseStackProps) {
    super(scope, id, props);
    const { settings, bundles } = props;

    const { key } = new Encryption(this, 'Encryption', { adoptedKeyArn: settings.adopted?.keyArn });
    const tables = new CourseTables(this, 'Tables', {
      key,
      sendRatePerSecond: settings.sendRatePerSecond,
      adopted: settings.adopted,
      restoredSubscribersTable: settings.restoredSubscribersTable,
    });
    const secrets = new CourseSecrets(this, 'Secrets', { key, adopted: settings.adopted });
    const queues = courseQueues(this, key);
    const sending = new MailSending(this, 'Sending', {
      sendingDomain: settings.sendingDomain,
      fromAddress: settings.from.address,
      sandboxRecipients: settings.operatorAddresses,
      key,
      events: queues.event,
    });
    const site = new CourseSite(this, 'Site', {
      webDomain: settings.webDomain,
      formerWebDomains: settings.formerWebDomains,
    });

    const functions = new CourseFunctions(this, 'Functions', {
      settings,
      bundles,
      siteUrl: site.url,
      tables,
      secrets,
      queues,
      sending,
    });
    secrets.turnedBy(functions.rotate);
    site.answerBy(functions);
    const pictures = props.pictures ? new CoursePictures(this, 'Pictures', { folder: props.pictures }) : null;
    if (pictures) site.showPictures(pictures.url);
    queues.enrol.wake(functions.enrol, { batchSize: 10, maxConcurrency: 2 });
    queues.lesson.wake(functions.deliver, {
      batchSize: 10,
      maxConcurrency: atOnce(settings.sendRatePerSecond),
    });
    queues.event.wake(functions.record, {
      batchSize: 100,
      window: Duration.seconds(5),
      maxConcurrency: atOnce(settings.sendRatePerSecond),
    });
    const schedule = new CourseSchedule(this, 'Schedule');
    schedule.every(Duration.minutes(1), functions.dispatch);
    schedule.every(Duration.minutes(15), functions.reconcile);
    schedule.everyWith(
      {
        CanaryCheck: { interval: Duration.minutes(5), input: { do: 'check' } },
        CanaryStory: { interval: storyInterval(settings), input: { do: 'story' } },
      },
      functions.canary,
    );

    const watched = {
      dailyQuota: settings.dailyQuota,
      storyInterval: storyInterval(settings),
      metrics: new CourseMetrics({
        serviceName: serviceNameOf(settings),
        configurationSet: sending.configurationSet.configurationSetName,
      }),
      functions,
      queues: { lesson: queues.lesson.queue, enrol: queues.enrol.queue, event: queues.event.queue },
      deadLetters: {
        lesson: queues.lesson.deadLetters,
        enrol: queues.enrol.deadLetters,
        event: queues.event.deadLetters,
      },
      site,
    };
    const { topic: alarmTopic } = new CourseAlarms(this, 'Alarms', {
      key,
      mailTo: settings.alarmAddress,
      watched,
    });
    if (settings.dashboard)
      new CourseDashboard(this, 'Dashboard', {
        ...watched,
        dollarsPerThousand: dollarsPerThousand(watched, tables),
      });
    new CourseOutputs(this, 'Outputs', {
      ...{ settings, site, sending, tables, secrets, queues, functions, pictures, key, alarmTopic },
      concurrency: concurrencyOf(settings),
      release: props.release,
    });
  }
}

/** Calls of web, and of training, at once that a course of some thousand mothers has in its busiest minute. */
const WEB_AT_ONCE = 10;
const TRAINING_AT_ONCE = 5;

/**
 * How many functions may be at work at once: two of enrol, as many batches of deliver and record, dispatch, reconcile,
 * rotate, the canary's two tasks, web and training. A new account allows 10 in all.
 */
function concurrencyOf({ sendRatePerSecond, webConcurrency = WEB_AT_ONCE }: Settings): number {
  return 2 + 2 * atOnce(sendRatePerSecond) + 3 + 2 + webConcurrency + TRAINING_AT_ONCE;
}

/** SES's sandbox takes 200 mails a day: there a story a day is enough. */
const SANDBOX_QUOTA = 200;

function storyInterval({ dailyQuota }: Settings): Duration {
  return dailyQuota <= SANDBOX_QUOTA ? Duration.days(1) : Duration.hours(1);
}

/** Three queues, so that confirmation mails and events never wait behind lessons. */
function courseQueues(scope: Construct, key: kms.IKey) {
  return {
    enrol: new CourseQueue(scope, 'EnrolQueue', { key, readerTimeout: TIMEOUTS.enrol }),
    lesson: new CourseQueue(scope, 'LessonQueue', { key, readerTimeout: TIMEOUTS.deliver }),
    event: new CourseQueue(scope, 'EventQueue', { key, readerTimeout: TIMEOUTS.record }),
  };
}

/**
 * Batches at work at once: each moves fifteen mails a second, which leaves a batch of ten two thirds of a second, and
 * two is the least that Lambda takes. More of them only wait, and waiting is paid for (docs/performance.md).
 */
function atOnce(sendRatePerSecond: number): number {
  return Math.min(1_000, Math.max(2, Math.ceil(sendRatePerSecond / 15)));
}
