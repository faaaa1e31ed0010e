import * as z from 'zod/mini';
import { jsonLog, type LogLines } from '../../lib/adapters/telemetry/log.ts';
import { embeddedMetrics } from '../../lib/adapters/telemetry/metrics.ts';
import type { Log } from '../../lib/ports/log.ts';
import { metricsWatchedBy } from '../../lib/ports/metric-list.ts';
import type { Metrics } from '../../lib/ports/metrics.ts';
import { text } from './variables.ts';

/** Where lines of the log come from, and which are written: in AWS all of them. */
export const LOGGING = {
  SERVICE_NAME: z._default(text, 'strong-weeks'),
  LOG_LINES: z._default(z.enum(['all', 'warnings', 'errors', 'none']), 'all'),
};

/** The same for a function that counts. */
export const TELEMETRY = {
  ...LOGGING,
  /** `alarms`: only what an alarm watches becomes a metric; the rest stays in the line, to be searched. */
  METRIC_LINES: z._default(z.enum(['on', 'alarms', 'off']), 'on'),
};

interface Logging {
  SERVICE_NAME: string;
  LOG_LINES: LogLines;
}

export function logOf({ SERVICE_NAME: service, LOG_LINES: lines }: Logging): Log {
  return jsonLog({ service, lines });
}

interface Telemetry extends Logging {
  METRIC_LINES: 'on' | 'alarms' | 'off';
}

export function metricsOf({
  SERVICE_NAME: service,
  METRIC_LINES: lines,
}: Telemetry): Metrics & { flush(): void } {
  switch (lines) {
    case 'on':
      return embeddedMetrics({ service });
    case 'alarms':
      return embeddedMetrics({ service, only: new Set(metricsWatchedBy('alarm')) });
    case 'off':
      return embeddedMetrics({ service, out: () => {} });
  }
}
