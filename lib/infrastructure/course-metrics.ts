import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, METRICS } from '../../lambdas/metric-names.ts';

const LATE_MS = Duration.minutes(15).toMilliseconds();

/** The course's own metrics of one deployment, as its functions count them. */
export class CourseMetrics {
  constructor(serviceName: string) {
    this.serviceName = serviceName;
  }
  private readonly serviceName: string;

  sum(metric: keyof typeof METRICS, period: Duration): cloudwatch.Metric {
    return this.of(metric, cloudwatch.Stats.SUM, period);
  }

  max(metric: keyof typeof METRICS, period: Duration): cloudwatch.Metric {
    return this.of(metric, cloudwatch.Stats.MAXIMUM, period);
  }

  percentile(metric: keyof typeof METRICS, percentile: number, period: Duration): cloudwatch.Metric {
    return this.of(metric, cloudwatch.Stats.percentile(percentile), period);
  }

  /** Lessons that went more than 15 minutes after they were due. */
  late(period: Duration): cloudwatch.Metric {
    return this.of('sendDelayMs', `TC(${LATE_MS}:)`, period);
  }

  /**
   * Share of the daily quota that the whole account has used, in percent: SES counts all mails of an account
   * in a region against one quota.
   */
  quotaUsed(dailyQuota: number): cloudwatch.MathExpression {
    const period = Duration.days(1);
    return new cloudwatch.MathExpression({
      expression: `100 * mails / ${dailyQuota}`,
      usingMetrics: {
        mails: new cloudwatch.Metric({
          namespace: 'AWS/SES',
          metricName: 'Send',
          statistic: cloudwatch.Stats.SUM,
          period,
        }),
      },
      label: 'quota used, %',
      period,
    });
  }

  /** `part` of what was sent in a day, in percent; 0 below 50 mails, where one would be 2 %. */
  shareOfSent(part: 'bounces' | 'complaints'): cloudwatch.MathExpression {
    const period = Duration.days(1);
    return new cloudwatch.MathExpression({
      expression: `IF(sent >= 50, 100 * ${part} / sent, 0)`,
      usingMetrics: { [part]: this.sum(part, period), sent: this.sum('lessonsSent', period) },
      label: `${METRICS[part]}, % of sent`,
      period,
    });
  }

  private of(metric: keyof typeof METRICS, statistic: string, period: Duration): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: METRICS[metric],
      dimensionsMap: { service: this.serviceName },
      statistic,
      period,
    });
  }
}
