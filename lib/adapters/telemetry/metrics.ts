import { METRIC_NAMESPACE } from '../../ports/metric-list.ts';
import { lineTo, type WriteLine } from './line.ts';

/** Most values of one metric in one line (CloudWatch's embedded metric format). */
const MOST_VALUES = 100;

/** Writes any metric, when `flush` is called, once for each invocation; which ones there are is the port's list. */
export interface FlushedMetrics {
  count(name: string, value: number): void;
  milliseconds(name: string, value: number): void;
  flush(): void;
}

interface Measured {
  unit: 'Count' | 'Milliseconds';
  values: number[];
}

export interface MetricSettings {
  service: string;
  /** Missing: standard output. */
  out?: WriteLine;
  /** Names that become metrics, each of which is charged for. Others are written in the same line. Missing: all. */
  only?: ReadonlySet<string>;
}

/** CloudWatch's embedded metric format: a line on standard output, no call. */
export function embeddedMetrics({
  service,
  out = lineTo(process.stdout),
  only,
}: MetricSettings): FlushedMetrics {
  const measured = new Map<string, Measured>();
  const flush = () => {
    if (measured.size === 0) return;
    out(embedded(service, measured, only));
    measured.clear();
  };
  const add = (name: string, unit: Measured['unit'], value: number) => {
    const { values } = measured.get(name) ?? keep(measured, name, unit);
    values.push(value);
    if (values.length === MOST_VALUES) flush();
  };
  return {
    count: (name, value) => add(name, 'Count', value),
    milliseconds: (name, value) => add(name, 'Milliseconds', value),
    flush,
  };
}

function keep(measured: Map<string, Measured>, name: string, unit: Measured['unit']): Measured {
  const fresh: Measured = { unit, values: [] };
  measured.set(name, fresh);
  return fresh;
}

function embedded(
  service: string,
  measured: ReadonlyMap<string, Measured>,
  only: ReadonlySet<string> | undefined,
): object {
  const values = {
    service,
    ...Object.fromEntries([...measured].map(([name, { values }]) => [name, values])),
  };
  const metrics = [...measured].filter(([name]) => only === undefined || only.has(name));
  if (metrics.length === 0) return values;
  return {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: METRIC_NAMESPACE,
          Dimensions: [['service']],
          Metrics: metrics.map(([Name, { unit: Unit }]) => ({ Name, Unit })),
        },
      ],
    },
    ...values,
  };
}
