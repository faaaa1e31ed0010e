import { FREE, PRICES, type Priced, SES_PLANS, type SesPlan } from './prices.ts';

/** Amounts of what is paid for. */
export type Usage = Partial<Record<Priced, number>>;

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
  writeUnit: 6.1,
  /** deliver: the suppressions 1. record: the line for each of two events 1, the profile 1. dispatch: its row 0.1. */
  readUnit: 3.1,
  /** The lesson, in batches of ten: sent, received, deleted 0.3. Two events, sent singly by SNS, read by tens: 2.4. */
  sqsRequest: 2.7,
  /** Send and Delivery. */
  snsPublish: 2,
  /**
   * deliver: 0.133 instance-seconds of 256 MB at 14 a second 0.033, the most (0.020 at 50, 0.017 at 200). record: two
   * events of 10 ms at 256 MB 0.005.
   */
  lambdaGbSecond: 0.038,
  /** deliver takes ten at once, record a hundred. */
  lambdaRequest: 0.12,
  /** Lines of the platform and of metrics, for each batch. */
  logGigabyte: 0.15e-6,
} as const satisfies Usage;

/** What she does with a lesson: one page looked at or one tap, of 20 KB, in 100 ms of web at 1 GB. */
const VISIT = {
  httpRequest: 1,
  lambdaRequest: 1,
  lambdaGbSecond: 0.1,
  readUnit: 2,
  transferGigabyte: 20e-6,
  logGigabyte: 0.5e-6,
} as const satisfies Usage;

/** What is held of a mother: profile, consent and index row 2 KB, a year of ledger lines of half a KB. */
const HELD_GIGABYTES = 2e-6 + 52 * 0.5e-6;

const LESSONS_A_MONTH = 52 / 12;
const MINUTES_A_MONTH = 30 * 24 * 60;
const CHECKS = MINUTES_A_MONTH / 5;
const STORIES = MINUTES_A_MONTH / 60;
const DISPATCHES = MINUTES_A_MONTH;
const RECONCILES = MINUTES_A_MONTH / 15;
/** web answers two requests of each check and eight of each story, in 50 ms. */
const CANARY_REQUESTS = 2 * CHECKS + 8 * STORIES;

/** What stands still: it is paid for without a single mother. */
export const STANDING = {
  kmsKey: 1,
  secret: 2,
  alarmMetric: 22,
  /**
   * Those that are written in every hour of the month: the ends of runs of dispatch, reconcile and the canary (4), and
   * what reconcile reports (2). The others are written, and charged, in hours in which what they count happens.
   */
  customMetric: 6,
  scheduledCall: DISPATCHES + RECONCILES + CHECKS + STORIES,
  lambdaRequest: DISPATCHES + RECONCILES + CHECKS + STORIES * 12 + CANARY_REQUESTS,
  trace: DISPATCHES + RECONCILES + CHECKS + STORIES * 12 + CANARY_REQUESTS,
  /** At 256 MB: 0.3 s of dispatch, 1 s of reconcile, 0.5 s of a check, 60 s of a story; web at 1 GB. */
  lambdaGbSecond: (DISPATCHES * 0.3 + RECONCILES + CHECKS * 0.5 + STORIES * 60) / 4 + CANARY_REQUESTS * 0.05,
  /** 16 marks and the sending state read, 16 shards asked, each run; 60 for a story. */
  readUnit: (DISPATCHES + RECONCILES) * 25 + STORIES * 60,
  writeUnit: STORIES * 45,
  /** Lambda asks three quiet queues 15 times a minute each. */
  sqsRequest: MINUTES_A_MONTH * 45 + STORIES * 40,
  snsPublish: STORIES * 4,
  httpRequest: CANARY_REQUESTS,
  /** DynamoDB asks for a table's key every 5 minutes that it is used, SQS for a queue's every hour. */
  kmsRequest: CHECKS * 3 + STORIES * 10,
  logGigabyte: 0.15,
} as const satisfies Usage;
/** A confirmation and a lesson. */
const CANARY_MAILS = STORIES * 2;

export interface Dollars {
  standing: number;
  lessons: number;
  visits: number;
  storage: number;
  ses: number;
  /** All of it. */
  list: number;
  /** The same after what AWS gives every month for ever. */
  afterFree: number;
}

/** Dollars a month with so many mothers, each one lesson a week, one visit a lesson and a year of ledger. */
export function monthlyDollars(mothers: number, plan: SesPlan = 'pay-as-you-go'): Dollars {
  const lessons = mothers * LESSONS_A_MONTH;
  const gigabytes = mothers * HELD_GIGABYTES;
  const parts = {
    standing: { ...STANDING },
    lessons: times(LESSON, lessons),
    visits: times(VISIT, lessons),
    storage: { tableGigabyte: gigabytes, recoveryGigabyte: gigabytes },
  } satisfies Record<string, Usage>;
  const canaryMails = CANARY_MAILS * SES_PLANS[plan];
  const ses = lessons * SES_PLANS[plan];
  const standing = dollarsOf(parts.standing) + canaryMails;
  const above = dollarsOf(parts.lessons) + dollarsOf(parts.visits) + dollarsOf(parts.storage);
  return {
    standing,
    lessons: dollarsOf(parts.lessons),
    visits: dollarsOf(parts.visits),
    storage: dollarsOf(parts.storage),
    ses,
    list: standing + above + ses,
    afterFree: dollarsOf(withoutFree(sum(Object.values(parts)))) + canaryMails + ses,
  };
}

/** The parts of what stands still, dearest first. */
export function standingParts(
  plan: SesPlan = 'pay-as-you-go',
): readonly { what: Priced | 'canaryMails'; dollars: number }[] {
  const priced = pricedIn(STANDING).map(([what, amount]) => ({ what, dollars: amount * PRICES[what] }));
  const mails = { what: 'canaryMails' as const, dollars: CANARY_MAILS * SES_PLANS[plan] };
  return [...priced, mails].sort((one, other) => other.dollars - one.dollars);
}

function dollarsOf(usage: Usage): number {
  return pricedIn(usage).reduce((dollars, [what, amount]) => dollars + amount * PRICES[what], 0);
}

function withoutFree(usage: Usage): Usage {
  return Object.fromEntries(
    pricedIn(usage).map(([what, amount]) => [what, Math.max(0, amount - (FREE[what] ?? 0))]),
  );
}

function sum(usages: readonly Usage[]): Usage {
  const total: Usage = {};
  for (const usage of usages)
    for (const [what, amount] of pricedIn(usage)) total[what] = (total[what] ?? 0) + amount;
  return total;
}

function times(usage: Usage, by: number): Usage {
  return Object.fromEntries(pricedIn(usage).map(([what, amount]) => [what, amount * by]));
}

const PRICED = Object.keys(PRICES).filter((name): name is Priced => name in PRICES);

function pricedIn(usage: Usage): (readonly [Priced, number])[] {
  return PRICED.flatMap((what) => {
    const amount = usage[what];
    return amount === undefined ? [] : [[what, amount] as const];
  });
}
