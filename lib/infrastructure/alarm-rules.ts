import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * When an alarm rings. Every rule looks back in steps of 5 minutes over more than two runs of whatever writes the
 * metric, because a run that comes a little late leaves a step empty, and an empty step is no fault by itself.
 * `tests/infrastructure/alarms-ring.test.ts` holds each rule against the rhythm of its metric in every phase (Q56).
 */
export const STEP = Duration.minutes(5);

export type Rule = Pick<
  cloudwatch.AlarmProps,
  'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'comparisonOperator' | 'treatMissingData'
>;

/** `value` or more in any step of the last half hour: one bad run of a function that runs every 15 minutes rings. */
export function reported(value: number): Rule {
  return reaches(value, { inSteps: 1, of: 6 });
}

/** `value` or more in two steps of the last 45 minutes: the second bad run of a quarter-hourly function rings. */
export function reportedTwice(value: number): Rule {
  return reaches(value, { inSteps: 2, of: 9 });
}

/** `value` or more in `inSteps` of the last `of` periods; a period without data is well. */
export function reaches(value: number, { inSteps, of }: { inSteps: number; of: number }): Rule {
  return {
    threshold: value,
    evaluationPeriods: of,
    datapointsToAlarm: inSteps,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** Not once in `periods` periods; a period without data is the fault. */
export function absent(periods: number): Rule {
  return {
    threshold: 1,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  };
}

/** `value` or more at the last report; between reports the alarm stays as it is. */
export function lastReported(value: number): Rule {
  return {
    threshold: value,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.IGNORE,
  };
}
