import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_NAMESPACE, METRICS } from '../ports/metric-list.ts';

const LATE_MS = Duration.minutes(15).toMilliseconds();

interface CourseMetricsProps {
  readonly serviceName: string;
  readonly configurationSet: string;
}

/** The metrics of one deployment: the course's own, as its functions count them, and SES's of its mails. */
export class CourseMetrics {
  constructor(props: CourseMetricsProps) {
    this.props = props;
  }
  private readonly props: CourseMetricsProps;

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

  /** Mails of the whole account in this region: SES counts them all against one quota. */
  mailsOfTheAccount(period: Duration): cloudwatch.Metric {
    return ofSes('Send', cloudwatch.Stats.SUM, period);
  }

  /**
   * The share that SES itself works out for this deployment's mails and acts upon, from 0 to 1. It leaves out the
   * simulator's addresses and few mails that say nothing.
   */
  reputation(rate: 'BounceRate' | 'ComplaintRate'): cloudwatch.Metric {
    return ofSes(`Reputation.${rate}`, cloudwatch.Stats.MAXIMUM, Duration.hours(1)).with({
      dimensionsMap: { 'ses:configuration-set': this.props.configurationSet },
    });
  }

  private of(metric: keyof typeof METRICS, statistic: string, period: Duration): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName: METRICS[metric].name,
      dimensionsMap: { service: this.props.serviceName },
      statistic,
      period,
    });
  }
}

function ofSes(metricName: string, statistic: string, period: Duration): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/SES', metricName, statistic, period });
}
