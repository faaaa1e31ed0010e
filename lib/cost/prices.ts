/**
 * AWS's list prices in dollars, US East (N. Virginia), before any free tier, as of 2026-11-22. One place for
 * the dashboard and for docs/cost.md.
 */
export const PRICES = {
  /** One kilobyte written, on demand. */
  writeUnit: 0.625e-6,
  /** Four kilobytes read consistently (eventually: half), on demand. */
  readUnit: 0.125e-6,
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2e-6,
  sqsRequest: 0.4e-6,
  snsPublish: 0.5e-6,
  sesMail: 0.1e-3,
  httpRequest: 1e-6,
  logGigabyte: 0.5,
  /** Scheduler's calls, before the 14 million free ones. */
  scheduledCall: 1e-6,
  /** Traces kept, one in twenty and one a second at most. */
  trace: 5e-6,
  /** In a month. */
  tableGigabyte: 0.25,
  recoveryGigabyte: 0.2,
  kmsKey: 1,
  secret: 0.4,
  /** A metric that an alarm looks at, in a month. */
  alarmMetric: 0.1,
  customMetric: 0.3,
  dashboard: 3,
} as const;
