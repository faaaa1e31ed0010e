import { expect, test } from 'vitest';
import { lineTo } from '../../../lib/adapters/telemetry/line.ts';
import { embeddedMetrics } from '../../../lib/adapters/telemetry/metrics.ts';
import { METRIC_NAMESPACE } from '../../../lib/ports/metric-list.ts';

function recorded() {
  const lines: object[] = [];
  return { lines, metrics: embeddedMetrics({ service: 'deliver', out: (line) => lines.push(line) }) };
}

test('what was counted and timed is one line of embedded metrics when flushed, where the alarms look for it, and nothing without', () => {
  const { lines, metrics } = recorded();
  metrics.flush();
  expect(lines).toEqual([]);
  metrics.count('LessonsSent', 3);
  metrics.milliseconds('SendDelay', 250);
  metrics.milliseconds('SendDelay', 300);
  metrics.flush();
  metrics.flush();
  expect(lines).toEqual([
    {
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: METRIC_NAMESPACE,
            Dimensions: [['service']],
            Metrics: [
              { Name: 'LessonsSent', Unit: 'Count' },
              { Name: 'SendDelay', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
      service: 'deliver',
      LessonsSent: [3],
      SendDelay: [250, 300],
    },
  ]);
});

test('a hundred values of one metric are as many as CloudWatch takes in a line', () => {
  const { lines, metrics } = recorded();
  for (let index = 0; index < 101; index += 1) metrics.count('Delivered', 1);
  metrics.flush();
  expect(lines).toMatchObject([{ Delivered: Array(100).fill(1) }, { Delivered: [1] }]);
});

test('a line is one line, whatever stands in it', () => {
  const written: string[] = [];
  lineTo({ write: (text) => written.push(text) })({ message: 'one\ntwo' });
  expect(written).toEqual(['{"message":"one\\ntwo"}\n']);
});

test('what no alarm watches stays in the line and is no metric, for CloudWatch charges for each', () => {
  const lines: object[] = [];
  const metrics = embeddedMetrics({
    service: 'deliver',
    out: (line) => lines.push(line),
    only: new Set(['SendDelayMs']),
  });
  metrics.count('LessonsSent', 1);
  metrics.milliseconds('SendDelayMs', 20);
  metrics.flush();
  metrics.count('LessonsSent', 1);
  metrics.flush();
  expect(lines).toEqual([
    expect.objectContaining({
      LessonsSent: [1],
      SendDelayMs: [20],
      _aws: expect.objectContaining({
        CloudWatchMetrics: [
          expect.objectContaining({ Metrics: [{ Name: 'SendDelayMs', Unit: 'Milliseconds' }] }),
        ],
      }),
    }),
    { service: 'deliver', LessonsSent: [1] },
  ]);
});
