import { PRICES } from './prices.ts';

/**
 * What one lesson uses, from the call that queues it to the event that says it was delivered. Calls are counted
 * by `tests/infrastructure/built-bundles.test.ts` on the built functions; what they cost in units, and the time,
 * is worked out here.
 */
export const LESSON = {
  /**
   * deliver: the claim 1, the ledger line 1, the profile 1 and its row in the index 2 (one goes, one comes), the
   * send rate 0.1 (once a batch of ten). record: the delivery 1.
   */
  writeUnits: 6.1,
  /** deliver: the suppressions 1. record: the line for each of two events 1, the profile 1. dispatch: its row 0.1. */
  readUnits: 3.1,
  /** The lesson, in batches of ten: sent, received, deleted 0.3. Two events, sent singly by SNS, read by tens: 2.4. */
  sqsRequests: 2.7,
  /** Send and Delivery. */
  snsPublishes: 2,
  /**
   * deliver: 0.133 instance-seconds of 256 MB at 14 a second 0.033, the most (0.020 at 50, 0.017 at 200). record: two
   * events of 10 ms at 256 MB 0.005.
   */
  gbSeconds: 0.038,
  /** deliver takes ten at once, record a hundred. */
  lambdaRequests: 0.12,
  /** Lines of the platform and of metrics, for each batch. */
  logGigabytes: 0.15e-6,
} as const;

/** What a lesson leaves behind for as long as she stays: its ledger line, in gigabytes. */
const LEDGER_GIGABYTES = 0.5e-6;
/** Profile, consent, index row. */
const MOTHER_GIGABYTES = 2e-6;
const LESSONS_A_MONTH = 52 / 12;
const KEPT_LESSONS = 52;

/** What stands still and costs all the same. */
export const STANDING = {
  kmsKeys: 1,
  secrets: 2,
  dashboards: 0,
  alarmMetrics: 19,
  customMetrics: 9,
  /** Runs of dispatch and reconcile in a month. */
  scheduledCalls: 46_080,
  /** 256 MB: 0.3 s of dispatch, 1 s of reconcile. */
  scheduledGbSeconds: 3_960,
  /** 16 marks and the sending state read, 16 shards asked, each run. */
  scheduledReadUnits: 1_150_000,
  /** Lambda asks three quiet queues 15 times a minute each. */
  idleSqsRequests: 1_944_000,
} as const;

export interface Dollars {
  standing: number;
  lessons: number;
  storage: number;
  ses: number;
}

/** Dollars above SES's fee for one lesson. */
export function lessonDollars(): number {
  return (
    LESSON.writeUnits * PRICES.writeUnit +
    LESSON.readUnits * PRICES.readUnit +
    LESSON.sqsRequests * PRICES.sqsRequest +
    LESSON.snsPublishes * PRICES.snsPublish +
    LESSON.gbSeconds * PRICES.lambdaGbSecond +
    LESSON.lambdaRequests * PRICES.lambdaRequest +
    LESSON.logGigabytes * PRICES.logGigabyte
  );
}

/** Dollars a month with so many mothers, each one lesson a week and a year of ledger. */
export function monthlyDollars(mothers: number): Dollars {
  const lessons = mothers * LESSONS_A_MONTH;
  const gigabytes = mothers * (MOTHER_GIGABYTES + KEPT_LESSONS * LEDGER_GIGABYTES);
  return {
    standing: standingDollars(),
    lessons: lessons * lessonDollars(),
    storage: gigabytes * (PRICES.tableGigabyte + PRICES.recoveryGigabyte),
    ses: lessons * PRICES.sesMail,
  };
}

function standingDollars(): number {
  return (
    STANDING.kmsKeys * PRICES.kmsKey +
    STANDING.secrets * PRICES.secret +
    STANDING.dashboards * PRICES.dashboard +
    STANDING.alarmMetrics * PRICES.alarmMetric +
    STANDING.customMetrics * PRICES.customMetric +
    STANDING.scheduledCalls * (PRICES.scheduledCall + PRICES.lambdaRequest + PRICES.trace) +
    STANDING.scheduledGbSeconds * PRICES.lambdaGbSecond +
    STANDING.scheduledReadUnits * PRICES.readUnit +
    STANDING.idleSqsRequests * PRICES.sqsRequest
  );
}
