import { type Instant, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Dispatched } from '../../lib/use-cases/sending/dispatch.ts';
import type { Reconciled } from '../../lib/use-cases/sending/reconcile.ts';
import type { Faults } from './faults.ts';
import type { Ended } from './function-runs.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

export interface ScheduleOptions {
  timeline: Timeline;
  random: Random;
  faults: Faults;
  /** Whether any row is due by then, shown by the index or not. */
  isAnyDue: (by: Instant) => boolean;
  dispatch: () => Promise<Ended<Dispatched>>;
  reconcile: () => Promise<Ended<Reconciled>>;
}

const QUARTER_MS = 15 * MINUTE_MS;
const INDEX_LAG_MS = 5 * SECOND_MS;
/** Reconcile reads nothing younger than a quarter of an hour, by a clock that may be a few seconds wrong. */
const YOUNGEST_STALE_MS = QUARTER_MS - MINUTE_MS;

/**
 * Dispatch every minute and reconcile every quarter of an hour, left out only where nothing can be due: so that a
 * year of a few mothers takes no half million idle runs.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  readonly #dispatches = new Set<Instant>();
  readonly #reconciles = new Set<Instant>();

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** Someone is due then: the first dispatch after it, and the reconcile that looks behind it. */
  dueAt(moment: Instant): void {
    this.#planDispatch(moment + INDEX_LAG_MS);
    this.#planReconcile(moment + QUARTER_MS + MINUTE_MS);
  }

  #planDispatch(notBefore: Instant): void {
    this.#plan(this.#dispatches, notBefore, MINUTE_MS, () => this.#dispatch());
  }

  #planReconcile(notBefore: Instant): void {
    this.#plan(this.#reconciles, notBefore, QUARTER_MS, () => this.#reconcile());
  }

  #plan(planned: Set<Instant>, notBefore: Instant, everyMs: number, run: () => Promise<void>): void {
    const { timeline, faults, random } = this.#options;
    const tick = Math.ceil(Math.max(notBefore, timeline.now + 1) / everyMs) * everyMs;
    if (planned.has(tick)) return;
    planned.add(tick);
    timeline.at(tick, () => {
      planned.delete(tick);
      if (faults.strikes('schedule-missed')) return this.#plan(planned, tick + 1, everyMs, run);
      if (faults.strikes('schedule-twice')) timeline.after(random.between(0, 3_000), () => void run());
      void run();
    });
  }

  async #dispatch(): Promise<void> {
    const { timeline, isAnyDue } = this.#options;
    if (!isAnyDue(timeline.now)) return;
    const ended = await this.#options.dispatch();
    if (ended.kind !== 'done' || ended.result.atCapacity || ended.result.paused)
      this.#planDispatch(timeline.now + 1);
  }

  async #reconcile(): Promise<void> {
    const { timeline, isAnyDue } = this.#options;
    if (!isAnyDue(timeline.now - YOUNGEST_STALE_MS)) return;
    const ended = await this.#options.reconcile();
    if (ended.kind !== 'done' || ended.result.open + ended.result.requeue > 0)
      this.#planReconcile(timeline.now + 1);
  }
}
