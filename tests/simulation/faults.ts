import { Random } from './random.ts';

/** What goes wrong in the world, and how often: per call, per message, per mail, or per tick. */
const LIKELIHOOD = {
  /** A function stops at an await and never goes on. Per call of a port. */
  crash: 0.001,
  /** A store does not answer: nothing was written. Per call of a port. */
  'store-fails': 0.001,
  /** A store wrote, and its answer was lost. Per call of a port. */
  'store-answer-lost': 0.0007,
  'store-slow': 0.004,
  'index-late': 0.02,
  /** SES took the mail, and its answer was lost. Per mail. */
  'reply-lost': 0.015,
  'request-lost': 0.01,
  'server-error': 0.01,
  'refused-message': 0.004,
  throttled: 0.01,
  'daily-quota': 0.0005,
  'account-refused': 0.0003,
  unreachable: 0.006,
  /** Ten minutes in which SES answers nobody. Per mail. */
  outage: 0.0006,
  bounce: 0.002,
  'soft-bounce': 0.01,
  complaint: 0.001,
  /** One of a mail's events, or all of them. */
  'event-lost': 0.02,
  'events-lost': 0.01,
  'event-twice': 0.05,
  /** From ten minutes to twelve hours late. */
  'event-late': 0.03,
  'events-late': 0.02,
  'ses-slow': 0.02,
  'message-twice': 0.03,
  'message-late': 0.02,
  /** A record of a form that a release cannot read, for minutes or days. Per write of a record. */
  'unreadable-row': 0.01,
  /** DynamoDB throttles all that is held of one mother, for up to half an hour. Per write of a record. */
  'throttled-row': 0.01,
  /** The clock of a machine is up to five seconds wrong. Per machine. */
  'clock-wrong': 0.7,
  'schedule-twice': 0.03,
  'schedule-missed': 0.03,
} as const;
export type Fault = keyof typeof LIKELIHOOD;
export const FAULTS: readonly Fault[] = Object.keys(LIKELIHOOD).filter((name): name is Fault =>
  Object.hasOwn(LIKELIHOOD, name),
);

/** Decides what goes wrong, and counts it. */
export class Faults {
  readonly struck = new Map<Fault, number>();
  #quiet = false;
  /** Chance of its own for each kind, so that leaving one out changes little of the others. */
  readonly #kinds: ReadonlyMap<Fault, Random>;

  constructor(seed: number, kinds: Iterable<Fault>) {
    this.#kinds = new Map([...kinds].map((kind) => [kind, new Random(seed + 101 * FAULTS.indexOf(kind))]));
  }

  strikes(fault: Fault, times = 1): boolean {
    const random = this.#kinds.get(fault);
    if (this.#quiet || random === undefined || !random.chance(LIKELIHOOD[fault] * times)) return false;
    this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
    return true;
  }

  /** From now on nothing goes wrong, so that what is open can come to its end. */
  quiet(): void {
    this.#quiet = true;
  }
}
