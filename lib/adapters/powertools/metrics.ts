import { MetricUnit, Metrics as PowertoolsMetrics } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '../../ports.ts';

const NAMESPACE = 'StrongWeeks';

/** Metrics are written when `flush` is called, once for each invocation. */
export interface FlushedMetrics extends Metrics {
  flush(): void;
}

/** CloudWatch's embedded metric format, by Powertools: a line on standard output, no call. */
export function powertoolsMetrics(serviceName: string): FlushedMetrics {
  const metrics = new PowertoolsMetrics({ namespace: NAMESPACE, serviceName });
  return {
    count: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    milliseconds: (name, value) => metrics.addMetric(name, MetricUnit.Milliseconds, value),
    flush() {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}
