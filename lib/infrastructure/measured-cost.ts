import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { PRICES, SES_PLANS } from '../cost/prices.ts';
import { FUNCTIONS } from './bundling.ts';
import type { Watched } from './course-alarms.ts';
import { MEMORY_MB } from './course-functions.ts';
import { type CourseTables, DUE_INDEX } from './course-tables.ts';

const DAY = Duration.days(1);

/**
 * What a thousand lessons cost this day, worked out by CloudWatch from what was used: DynamoDB's units,
 * Lambda's time and calls, SES's mails. Queues, logs and what costs money at rest are left out; docs/cost.md
 * has them.
 */
export function dollarsPerThousand(watched: Watched, tables: CourseTables): cloudwatch.MathExpression {
  const usingMetrics: Record<string, cloudwatch.IMetric> = { sent: watched.metrics.sum('lessonsSent', DAY) };
  const terms: string[] = [`sent * ${plain(SES_PLANS['pay-as-you-go'])}`];
  for (const name of FUNCTIONS) {
    const fn = watched.functions[name];
    usingMetrics[`${name}Ms`] = fn.metricDuration({ period: DAY, statistic: 'Sum' });
    usingMetrics[`${name}Calls`] = fn.metricInvocations({ period: DAY });
    terms.push(`${name}Ms * ${plain(((MEMORY_MB[name] / 1024) * PRICES.lambdaGbSecond) / 1000)}`);
    terms.push(`${name}Calls * ${plain(PRICES.lambdaRequest)}`);
  }
  for (const [name, dimensionsMap] of Object.entries(consumers(tables))) {
    usingMetrics[`${name}Writes`] = consumed('ConsumedWriteCapacityUnits', dimensionsMap);
    usingMetrics[`${name}Reads`] = consumed('ConsumedReadCapacityUnits', dimensionsMap);
    terms.push(`${name}Writes * ${plain(PRICES.writeUnit)}`, `${name}Reads * ${plain(PRICES.readUnit)}`);
  }
  return new cloudwatch.MathExpression({
    expression: `IF(sent > 0, 1000 * (${terms.join(' + ')}) / sent)`,
    usingMetrics,
    label: 'dollars per 1,000',
    period: DAY,
  });
}

/** The tables and the index, each counted by itself in CloudWatch. */
function consumers({ subscribers, suppressions }: CourseTables): Record<string, Record<string, string>> {
  const { tableName } = subscribers.table;
  return {
    subscribers: { TableName: tableName },
    due: { TableName: tableName, GlobalSecondaryIndexName: DUE_INDEX },
    suppressions: { TableName: suppressions.table.tableName },
  };
}

function consumed(metricName: string, dimensionsMap: Record<string, string>): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap,
    statistic: cloudwatch.Stats.SUM,
    period: DAY,
  });
}

/** Without an exponent, which CloudWatch's expressions do not know. */
function plain(dollars: number): string {
  return dollars.toFixed(15).replace(/0+$/, '');
}
