import { afterEach, expect, test, vi } from 'vitest';
import { METRIC_NAMESPACE } from '../../../lambdas/metric-names.ts';
import { powertoolsMetrics } from '../../../lib/adapters/powertools/metrics.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('what was counted and timed is one line of embedded metrics when flushed, where the alarms look for it, and nothing without', () => {
  // Powertools writes to `console` in this mode, and to a stream of its own otherwise.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  const lines: unknown[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
  const metrics = powertoolsMetrics('deliver');
  metrics.flush();
  expect(lines).toEqual([]);
  metrics.count('LessonsSent', 3);
  metrics.milliseconds('SendDelay', 250);
  metrics.flush();
  metrics.flush();
  expect(lines.map((line) => JSON.parse(String(line)))).toMatchObject([
    {
      service: 'deliver',
      LessonsSent: 3,
      SendDelay: 250,
      _aws: { CloudWatchMetrics: [{ Namespace: METRIC_NAMESPACE }] },
    },
  ]);
});
