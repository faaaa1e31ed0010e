import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { absent, lastReported, type Rule, reaches, reported, reportedTwice, STEP } from './alarm-rules.ts';
import type { FunctionName } from './bundling.ts';
import type { CourseMetrics } from './course-metrics.ts';
import type { CourseSite } from './course-site.ts';

/** One alarm. `name` is its heading in docs/runbook/alarms.md, where every step stands. */
export interface AlarmText {
  readonly name: string;
  readonly hurt: string;
  readonly todo: string;
  /** The longest it may take from the moment its cause is there until the mail goes; a test holds it to that. */
  readonly within: Duration;
}

const DEAD_LETTERS = ['lesson', 'enrol', 'event'] as const;

export interface Watched {
  readonly dailyQuota: number;
  /** How often the canary tells its whole story. */
  readonly storyInterval: Duration;
  readonly metrics: CourseMetrics;
  readonly functions: Readonly<Record<FunctionName, lambda.Function>>;
  readonly queues: Readonly<Record<'lesson' | 'enrol' | 'event', sqs.IQueue>>;
  readonly deadLetters: Readonly<Record<(typeof DEAD_LETTERS)[number], sqs.IQueue>>;
  readonly site: CourseSite;
}

interface CourseAlarmsProps {
  readonly key: kms.IKey;
  readonly mailTo: string;
  readonly watched: Watched;
}

const { minutes, hours } = Duration;
const QUARTER = minutes(15);

/** Mails the operator who is hurt and what to do, when it starts and when it is over (Q13). */
export class CourseAlarms extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: CourseAlarmsProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { masterKey: props.key, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'Alarms',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    this.topic.addSubscription(new EmailSubscription(props.mailTo));
    this.watchLessons(props.watched);
    this.watchSending(props.watched);
    this.watchReputation(props.watched);
    this.watchDeadLetters(props.watched);
    this.watchQueues(props.watched);
    this.watchRuns(props.watched);
    this.watchSite(props.watched);
    this.watchCanary(props.watched);
  }

  private watchLessons({ metrics }: Watched): void {
    this.alarm(metrics.max('dueNotSent', STEP), reportedTwice(1), {
      name: 'Lessons due and not sent',
      hurt: 'Mothers whose lesson was due over 15 minutes ago are still waiting for it.',
      todo: 'See whether sending is paused or dispatch is silent; nothing is lost, and what is late goes once.',
      within: minutes(45),
    });
    this.alarm(metrics.percentile('sendDelayMs', 99, QUARTER), reaches(10 * 60_000, { inSteps: 2, of: 8 }), {
      name: 'Lessons go late',
      hurt: 'One mother in a hundred gets her lesson more than 10 minutes after her hour.',
      todo: 'Compare the send rate in the settings with what SES grants, and raise both.',
      within: minutes(60),
    });
    this.alarm(metrics.max('unknownOpen', STEP), reported(1), {
      name: 'Outcome unknown',
      hurt: 'For some lessons nobody knows for 15 minutes whether SES took them.',
      todo: 'Wait an hour: an event or one more attempt settles each. Look at the event queue meanwhile.',
      within: minutes(30),
    });
    this.alarm(metrics.sum('lessonsParked', STEP), reaches(1, { inSteps: 1, of: 1 }), {
      name: 'Lesson given up',
      hurt: 'A mother misses a lesson, or got it without our knowing: no answer twice, or a record that cannot be read.',
      todo: 'Run `course audit` to see which; her course goes on by itself, once her record can be read.',
      within: minutes(10),
    });
    this.alarm(metrics.sum('lessonsUnreviewed', STEP), reaches(1, { inSteps: 1, of: 13 }), {
      name: 'Lessons unreviewed',
      hurt: 'Mothers wait for lessons that may not go: nobody has reviewed the course as it stands.',
      todo: 'Have it reviewed and deploy, or write sendUnreviewed into the settings; what is due then goes once.',
      within: minutes(10),
    });
    this.alarm(metrics.sum('lessonsFailed', STEP), reaches(1, { inSteps: 1, of: 1 }), {
      name: 'Lesson refused',
      hurt: 'A mother misses a lesson: SES refused that one message for good.',
      todo: 'Read the reason in the ledger (`course audit`); a template at fault fails for many, an address for one.',
      within: minutes(10),
    });
  }

  private watchSending({ metrics, dailyQuota }: Watched): void {
    this.alarm(metrics.sum('atCapacityRuns', STEP), reaches(3, { inSteps: 9, of: 12 }), {
      name: 'At capacity',
      hurt: 'For most of an hour more lessons were due than SES may send; the last ones wait.',
      todo: 'Ask SES for a higher rate, then set sendRatePerSecond to it.',
      within: minutes(60),
    });
    this.alarm(metrics.max('sendingPaused', STEP), reaches(1, { inSteps: 3, of: 3 }), {
      name: 'Sending paused',
      hurt: 'No mother gets a lesson while sending is paused.',
      todo: 'Find the cause with `course stats`: quota, account, circuit or operator; mend it, then `course resume-all`.',
      within: minutes(25),
    });
    this.alarm(
      metrics.mailsOfTheAccount(Duration.days(1)),
      reaches(0.8 * dailyQuota, { inSteps: 1, of: 1 }),
      {
        name: 'Quota nearly used',
        hurt: "Above 100 % the rest of today's mothers wait until tomorrow.",
        todo: 'Ask SES for a higher daily quota, then set dailyQuota to it.',
        within: minutes(15),
      },
    );
  }

  private watchReputation({ metrics }: Watched): void {
    this.alarm(metrics.reputation('BounceRate'), lastReported(0.02), {
      name: 'Bounces',
      hurt: 'Mailboxes refuse 2 % of our mail; at 5 % SES reviews the account and at 10 % it may stop all of it.',
      todo: 'Look for a burst of false sign-ups or a provider that blocks us, and pause sign-ups if it grows.',
      within: hours(3),
    });
    this.alarm(metrics.reputation('ComplaintRate'), lastReported(0.0005), {
      name: 'Complaints',
      hurt: 'More than 1 in 2,000 readers calls our mail spam; at 0.1 % SES reviews the account.',
      todo: 'See what changed in the last lessons, and that the link to leave works.',
      within: hours(3),
    });
  }

  private watchDeadLetters({ deadLetters }: Watched): void {
    const texts: Record<keyof typeof deadLetters, Pick<AlarmText, 'hurt' | 'todo'>> = {
      lesson: {
        hurt: 'A lesson failed three times and lies aside; that mother waits.',
        todo: 'Read the log of deliver, mend the cause, then `course redrive`.',
      },
      enrol: {
        hurt: 'A mother who signed up has no confirmation mail.',
        todo: 'Read the log of enrol, mend the cause, then `course redrive` within 7 days.',
      },
      event: {
        hurt: 'A bounce, complaint or delivery is not recorded; somebody may be mailed who should not be.',
        todo: 'Read the log of record, mend the cause, then `course redrive` within 7 days.',
      },
    };
    for (const name of DEAD_LETTERS)
      this.alarm(
        deadLetters[name].metricApproximateNumberOfMessagesVisible({ period: STEP, statistic: 'Maximum' }),
        reaches(1, { inSteps: 1, of: 1 }),
        // SQS takes up to 15 minutes to report a queue that was idle.
        { name: `Dead letters of ${name}`, ...texts[name], within: minutes(25) },
      );
  }

  private watchQueues({ queues }: Watched): void {
    const oldest = (queue: sqs.IQueue) =>
      queue.metricApproximateAgeOfOldestMessage({ period: STEP, statistic: 'Maximum' });
    this.alarm(oldest(queues.enrol), reaches(minutes(10).toSeconds(), { inSteps: 1, of: 1 }), {
      name: 'Confirmation mails wait',
      hurt: 'A mother who just signed up sees no mail for 10 minutes.',
      todo: 'See whether sending is paused or enrol fails.',
      within: minutes(20),
    });
    this.alarm(oldest(queues.event), reaches(QUARTER.toSeconds(), { inSteps: 1, of: 1 }), {
      name: 'Events wait',
      hurt: 'Bounces and complaints are recorded late, and unknown lessons stay unknown.',
      todo: 'Look at the function record: errors, throttles, concurrency.',
      within: minutes(25),
    });
  }

  /** What runs by the clock says so itself when it has finished; a run that fails is as silent as none. */
  private watchRuns({ metrics, functions }: Watched): void {
    this.alarm(metrics.sum('dispatchFinished', STEP), absent(1), {
      name: 'Dispatch absent',
      hurt: 'Nobody is being looked up: every lesson of every mother waits.',
      todo: 'Look at the schedule, at the function dispatch and its log, and roll back if a deployment just went out.',
      within: minutes(25),
    });
    this.alarm(metrics.sum('reconcileFinished', STEP), absent(6), {
      name: 'Reconcile absent',
      hurt: 'Unknown outcomes are not settled, and the alarms for late lessons are blind.',
      todo: 'Look at the schedule, at the function reconcile and its log.',
      within: minutes(50),
    });
    this.alarm(functions.rotate.metricErrors({ period: STEP }), reaches(1, { inSteps: 1, of: 1 }), {
      name: 'Rotate fails',
      hurt: 'Nobody: links go on being signed with the key they are signed with now.',
      todo: 'Read the log of rotate, mend the cause, and turn the keys by hand.',
      within: minutes(10),
    });
  }

  /** Whatever the fault: a mother would have met it too. */
  private watchCanary({ metrics, storyInterval }: Watched): void {
    this.alarm(metrics.sum('checkFinished', STEP), absent(2), {
      name: 'Site does not answer',
      hurt: 'Mothers cannot open a page: not to sign up, not to read, not to leave.',
      todo: 'Open the site yourself; then the log of canary says which page, and the log of web why.',
      within: minutes(30),
    });
    const daily = storyInterval.toHours() > 1;
    this.alarm(metrics.sum('storyFinished', daily ? hours(1) : minutes(10)), absent(daily ? 26 : 8), {
      name: 'Story does not end',
      hurt: 'Somebody who joins now may get no confirmation, no lesson, or cannot leave.',
      todo: 'The log of canary names the step that did not come true; follow the function behind it.',
      within: daily ? hours(30) : hours(2),
    });
  }

  private watchSite({ site }: Watched): void {
    this.alarm(
      site.api.metricServerError({ period: STEP, statistic: 'Sum' }),
      reaches(1, { inSteps: 3, of: 12 }),
      {
        name: 'Site answers with errors',
        hurt: 'Mothers cannot sign up, answer, pause or leave.',
        todo: 'Read the log of web; roll back if a deployment just went out.',
        within: minutes(25),
      },
    );
  }

  private alarm(metric: cloudwatch.IMetric, rule: Rule, { name, hurt, todo, within }: AlarmText): void {
    // Without it the command would act on the data of the operator's own machine.
    const steps = todo.replaceAll(/`course ([a-z-]+)`/g, `\`course $1 --stack ${Stack.of(this).stackName}\``);
    new cloudwatch.Alarm(this, name, {
      metric,
      ...rule,
      alarmDescription: `${name}. ${hurt} ${steps} Told within ${within.toMinutes()} minutes. Steps: docs/runbook/alarms.md, "${name}".`,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
