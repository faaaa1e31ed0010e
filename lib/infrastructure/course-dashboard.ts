import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Watched } from './course-alarms.ts';

const HOUR = Duration.hours(1);
const DAY = Duration.days(1);

/** One page, for a deployment that asks for it: what was due, what became of it, how late, and what it cost. */
export class CourseDashboard extends Construct {
  constructor(scope: Construct, id: string, watched: Watched & { dollarsPerThousand: cloudwatch.IMetric }) {
    super(scope, id);
    const { metrics, queues } = watched;
    const board = new cloudwatch.Dashboard(this, 'Board', { defaultInterval: Duration.days(14) });
    board.addWidgets(
      graph('Lessons', [
        metrics.sum('dispatchQueued', HOUR).with({ label: 'due' }),
        metrics.sum('lessonsSent', HOUR).with({ label: 'sent' }),
        metrics.sum('delivered', HOUR).with({ label: 'delivered' }),
      ]),
      graph('Not as they should be', [
        metrics.late(HOUR).with({ label: 'late' }),
        metrics.max('unknownOpen', HOUR).with({ label: 'unknown' }),
        metrics.max('dueNotSent', HOUR).with({ label: 'due and not sent' }),
        metrics.sum('lessonsFailed', HOUR).with({ label: 'failed' }),
        metrics.sum('lessonsParked', HOUR).with({ label: 'given up' }),
      ]),
    );
    board.addWidgets(
      graph('Delay of sends, ms', [
        metrics.percentile('sendDelayMs', 50, HOUR).with({ label: 'p50' }),
        metrics.percentile('sendDelayMs', 99, HOUR).with({ label: 'p99' }),
      ]),
      graph('Backlog', [
        queues.lesson
          .metricApproximateNumberOfMessagesVisible({ period: HOUR, statistic: 'Maximum' })
          .with({ label: 'lessons queued' }),
        queues.event
          .metricApproximateNumberOfMessagesVisible({ period: HOUR, statistic: 'Maximum' })
          .with({ label: 'events queued' }),
      ]),
    );
    board.addWidgets(
      graph('Reputation, as SES works it out', [
        metrics.reputation('BounceRate').with({ label: 'bounces' }),
        metrics.reputation('ComplaintRate').with({ label: 'complaints' }),
      ]),
      graph(`Mails of the account in a day, of ${watched.dailyQuota}`, [metrics.mailsOfTheAccount(DAY)]),
    );
    board.addWidgets(
      graph('Dollars per 1,000 lessons', [watched.dollarsPerThousand]),
      graph('Runs at capacity, and sending paused', [
        metrics.sum('atCapacityRuns', DAY).with({ label: 'runs at capacity' }),
        metrics.max('sendingPaused', DAY).with({ label: 'paused' }),
      ]),
    );
  }
}

function graph(title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, left, width: 12, leftYAxis: { min: 0 } });
}
