/**
 * AWS's list prices in dollars, US East (N. Virginia), without tax, as of 2026-11-22. One place for the dashboard,
 * docs/cost.md and `course cost`.
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
  httpRequest: 1e-6,
  logGigabyte: 0.5,
  /** A gigabyte from AWS to a reader. */
  transferGigabyte: 0.09,
  scheduledCall: 1e-6,
  /** Traces kept, one in twenty and one a second at most. */
  trace: 5e-6,
  kmsRequest: 3e-6,
  /** In a month. */
  tableGigabyte: 0.25,
  recoveryGigabyte: 0.2,
  kmsKey: 1,
  secret: 0.4,
  /** A metric that an alarm looks at, in a month. */
  alarmMetric: 0.1,
  /** A metric that is written in every hour of a month; CloudWatch charges for the hours in which it is. */
  customMetric: 0.3,
  dashboard: 3,
} as const;

export type Priced = keyof typeof PRICES;

/** What AWS gives every month and does not end after a year. What is not named has none. */
export const FREE: Partial<Record<Priced, number>> = {
  lambdaGbSecond: 400_000,
  lambdaRequest: 1_000_000,
  sqsRequest: 1_000_000,
  snsPublish: 1_000_000,
  logGigabyte: 5,
  transferGigabyte: 100,
  scheduledCall: 14_000_000,
  trace: 100_000,
  kmsRequest: 20_000,
  tableGigabyte: 25,
  alarmMetric: 10,
  customMetric: 10,
  dashboard: 3,
};

/**
 * SES's plans, dollars a mail. A new account begins with Essentials; pay as you go is chosen
 * (docs/runbook/deploy.md, "Before the first deploy").
 */
export const SES_PLANS = { 'pay-as-you-go': 0.1e-3, essentials: 0.16e-3 } as const;
export type SesPlan = keyof typeof SES_PLANS;
