import { Aws, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from './bundling.ts';
import type { CourseMetrics } from './course-metrics.ts';
import type { CourseSite } from './course-site.ts';

/** One alarm. `name` is its heading in docs/runbook.md, where every step stands. */
export interface AlarmText {
  readonly name: string;
  readonly hurt: string;
  readonly todo: string;
}

const PARKED = ['lesson', 'enrol', 'event', 'schedule'] as const;

export interface Watched {
  readonly dailyQuota: number;
  readonly metrics: CourseMetrics;
  readonly functions: Readonly<Record<FunctionName, lambda.Function>>;
  readonly queues: Readonly<Record<'lesson' | 'enrol' | 'event', sqs.IQueue>>;
  readonly parked: Readonly<Record<(typeof PARKED)[number], sqs.IQueue>>;
  readonly site: CourseSite;
}

interface CourseAlarmsProps {
  readonly key: kms.IKey;
  readonly mailTo: string;
  readonly watched: Watched;
}

const MINUTE = Duration.minutes(1);
const QUARTER = Duration.minutes(15);
const HOUR = Duration.hours(1);

/** Mails the operator who is hurt and what to do, when it starts and when it is over (Q13). */
export class CourseAlarms extends Construct {
  private readonly topic: sns.Topic;

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
    this.watchParked(props.watched);
    this.watchFunctions(props.watched);
    this.watchForm(props.watched);
  }

  private watchLessons({ metrics }: Watched): void {
    this.alarm(metrics.max('dueNotSent', QUARTER), atLeast(1, 2), {
      name: 'Lessons due and not sent',
      hurt: 'Mothers whose lesson was due over 15 minutes ago are still waiting for it.',
      todo: 'See whether sending is paused or dispatch is silent; nothing is lost, and what is late goes once.',
    });
    this.alarm(metrics.percentile('sendDelayMs', 99, QUARTER), atLeast(10 * 60_000, 2), {
      name: 'Lessons go late',
      hurt: 'One mother in a hundred gets her lesson more than 10 minutes after her hour.',
      todo: 'Compare the send rate in the settings with what SES grants, and raise both.',
    });
    this.alarm(metrics.max('unknownOpen', QUARTER), atLeast(1, 1), {
      name: 'Outcome unknown',
      hurt: 'For some lessons nobody knows for 15 minutes whether SES took them.',
      todo: 'Wait an hour: an event or one more attempt settles each. Look at the event queue meanwhile.',
    });
    this.alarm(metrics.sum('lessonsParked', QUARTER), atLeast(1, 1), {
      name: 'Lesson given up',
      hurt: 'A mother misses a lesson, or got it without our knowing: two attempts had no answer.',
      todo: 'Run `course audit` to see which; her course goes on by itself at the next due time.',
    });
    this.alarm(metrics.sum('lessonsFailed', QUARTER), atLeast(1, 1), {
      name: 'Lesson refused',
      hurt: 'A mother misses a lesson: SES refused that one message for good.',
      todo: 'Read the reason in the ledger (`course audit`); a template at fault fails for many, an address for one.',
    });
  }

  private watchSending({ metrics, dailyQuota }: Watched): void {
    this.alarm(metrics.sum('dispatchRuns', Duration.minutes(5)), absent(1), {
      name: 'Dispatch absent',
      hurt: 'Nobody is being looked up: every lesson of every mother waits.',
      todo: 'Look at the schedule, at the function dispatch and its log, and roll back if a deployment just went out.',
    });
    this.alarm(metrics.sum('atCapacityRuns', HOUR), atLeast(45, 1), {
      name: 'At capacity',
      hurt: 'For most of an hour more lessons were due than SES may send; the last ones wait.',
      todo: 'Ask SES for a higher rate, then set sendRatePerSecond to it.',
    });
    this.alarm(metrics.max('sendingPaused', Duration.minutes(5)), atLeast(1, 3), {
      name: 'Sending paused',
      hurt: 'No mother gets a lesson while sending is paused.',
      todo: 'Find the cause with `course stats`: quota, account, circuit or operator; mend it, then `course resume-all`.',
    });
    this.alarm(metrics.quotaUsed(dailyQuota), atLeast(80, 1), {
      name: 'Quota nearly used',
      hurt: "Above 100 % the rest of today's mothers wait until tomorrow.",
      todo: 'Ask SES for a higher daily quota, then set dailyQuota to it.',
    });
  }

  private watchReputation({ metrics }: Watched): void {
    this.alarm(metrics.shareOfSent('bounces'), atLeast(2, 1), {
      name: 'Bounces',
      hurt: 'Mailboxes refuse 2 % of our mail; at 5 % SES reviews the account and at 10 % it may stop all of it.',
      todo: 'Look for a burst of false sign-ups or a provider that blocks us, and pause sign-ups if it grows.',
    });
    this.alarm(metrics.shareOfSent('complaints'), atLeast(0.05, 1), {
      name: 'Complaints',
      hurt: 'More than 1 in 2,000 readers calls our mail spam; at 0.1 % SES reviews the account.',
      todo: 'See what changed in the last lessons, and that the link to leave works.',
    });
  }

  private watchParked({ parked, queues }: Watched): void {
    const texts: Record<keyof typeof parked, Omit<AlarmText, 'name'>> = {
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
      schedule: {
        hurt: 'A run of dispatch or reconcile could not be started; the next one does its work.',
        todo: 'If Dispatch absent rings too, follow that; else delete the message.',
      },
    };
    for (const name of PARKED) {
      this.alarm(
        parked[name].metricApproximateNumberOfMessagesVisible({ period: MINUTE, statistic: 'Maximum' }),
        atLeast(1, 1),
        { name: `Parked in ${name}`, ...texts[name] },
      );
    }
    this.alarm(
      queues.enrol.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: 'Maximum' }),
      atLeast(Duration.minutes(10).toSeconds(), 3),
      {
        name: 'Confirmation mails wait',
        hurt: 'A mother who just signed up sees no mail for 10 minutes.',
        todo: 'See whether sending is paused or enrol fails.',
      },
    );
    this.alarm(
      queues.event.metricApproximateAgeOfOldestMessage({ period: MINUTE, statistic: 'Maximum' }),
      atLeast(QUARTER.toSeconds(), 3),
      {
        name: 'Events wait',
        hurt: 'Bounces and complaints are recorded late, and unknown lessons stay unknown.',
        todo: 'Look at the function record: errors, throttles, concurrency.',
      },
    );
  }

  private watchFunctions({ functions }: Watched): void {
    const hurt: Record<FunctionName, string> = {
      web: 'Readers see an error page, and a mother may be unable to leave.',
      enrol: 'Mothers who signed up get no confirmation mail.',
      dispatch: 'Due lessons are not looked up.',
      deliver: 'Lessons are not sent.',
      record: 'Bounces and complaints are not recorded.',
      reconcile: 'Unknown outcomes are not settled and nobody is told what is late.',
      rotate: 'Nobody: links go on being signed with the key they are signed with now.',
    };
    for (const name of FUNCTIONS) {
      const fn = functions[name];
      const period = Duration.minutes(5);
      this.alarm(
        new cloudwatch.MathExpression({
          expression: 'errors + throttles',
          usingMetrics: {
            errors: fn.metricErrors({ period }),
            throttles: fn.metricThrottles({ period }),
          },
          label: `${name}: errors and throttles`,
          period,
        }),
        atLeast(1, 3),
        {
          name: `Function ${name} fails`,
          hurt: hurt[name],
          todo: 'Read its log; roll back if a deployment just went out; ask for concurrency if it is throttled.',
        },
      );
    }
    this.alarm(functions.reconcile.metricInvocations({ period: QUARTER }), absent(3), {
      name: 'Reconcile absent',
      hurt: 'Unknown outcomes are not settled, and the alarms for late lessons are blind.',
      todo: 'Look at the schedule, at the function reconcile and its log.',
    });
  }

  private watchForm({ site }: Watched): void {
    this.alarm(site.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }), atLeast(5, 1), {
      name: 'Site answers with errors',
      hurt: 'Mothers cannot sign up, answer, pause or leave.',
      todo: 'Read the log of web; roll back if a deployment just went out.',
    });
  }

  private alarm(metric: cloudwatch.IMetric, when: When, text: AlarmText): void {
    new cloudwatch.Alarm(this, text.name, {
      metric,
      ...when,
      alarmDescription: `${text.name}. ${text.hurt} ${text.todo} Steps: docs/runbook.md, "${text.name}".`,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}

type When = Pick<
  cloudwatch.AlarmProps,
  'threshold' | 'evaluationPeriods' | 'comparisonOperator' | 'treatMissingData'
>;

/** `value` or more in each of `periods` periods; silence is well. */
function atLeast(value: number, periods: number): When {
  return {
    threshold: value,
    evaluationPeriods: periods,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** None in each of `periods` periods; silence is the fault. */
function absent(periods: number): When {
  return {
    threshold: 1,
    evaluationPeriods: periods,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  };
}
