import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { TrainingStore } from '../../lib/ports/training-store.ts';
import type { Tables } from '../memory/tables.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

const KNOWN_FORM = { N: '1' } as const;
const UNKNOWN_FORM = { N: '99' } as const;

interface WeeksOptions {
  timeline: Timeline;
  faults: Faults;
  random: Random;
  tables: Tables;
}

/** What she wrote down cannot be read, or is throttled, for a while: it must hurt no lesson, and be erased all the same. */
export class WeeksInTrouble {
  readonly #options: WeeksOptions;
  readonly #throttledUntil = new Map<SubscriberId, Instant>();

  constructor(options: WeeksOptions) {
    this.#options = options;
  }

  /** Trouble may come whenever she wrote something. */
  strike(id: SubscriberId): void {
    const { timeline, faults, random } = this.#options;
    if (faults.strikes('throttled-row', OFTENER))
      this.#throttledUntil.set(id, timeline.now + random.between(SECOND_MS, 30 * MINUTE_MS));
    if (!faults.strikes('unreadable-row', OFTENER)) return;
    timeline.after(random.between(0, 10 * SECOND_MS), () => this.#change(id, KNOWN_FORM, UNKNOWN_FORM));
    timeline.after(MINUTE_MS + random.around(8 * HOUR_MS), () => this.#change(id, UNKNOWN_FORM, KNOWN_FORM));
  }

  mendAll(): void {
    this.#throttledUntil.clear();
    for (const id of this.#options.tables.training.keys()) this.#change(id, UNKNOWN_FORM, KNOWN_FORM);
  }

  /** The store as it answers while some are throttled. */
  throttled(training: TrainingStore): TrainingStore {
    return {
      hasAgreed: async (id, ...rest) => this.#unlessThrottled(id, () => training.hasAgreed(id, ...rest)),
      putAgreed: async (id, ...rest) => this.#unlessThrottled(id, () => training.putAgreed(id, ...rest)),
      week: async (id, ...rest) => this.#unlessThrottled(id, () => training.week(id, ...rest)),
      weeks: async (id, ...rest) => this.#unlessThrottled(id, () => training.weeks(id, ...rest)),
      putDone: async (id, ...rest) => this.#unlessThrottled(id, () => training.putDone(id, ...rest)),
      putNumbers: async (id, ...rest) => this.#unlessThrottled(id, () => training.putNumbers(id, ...rest)),
      deleteRun: async (id, ...rest) => this.#unlessThrottled(id, () => training.deleteRun(id, ...rest)),
    };
  }

  #unlessThrottled<Result>(id: SubscriberId, call: () => Promise<Result>): Promise<Result> {
    if ((this.#throttledUntil.get(id) ?? 0) > this.#options.timeline.now)
      throw new Error(`${id} is throttled`);
    return call();
  }

  #change(id: SubscriberId, from: { N: string }, to: { N: string }): void {
    const items = this.#options.tables.training.get(id);
    for (const [key, item] of items ?? []) if (item['v']?.N === from.N) items?.set(key, { ...item, v: to });
  }
}

/** She writes little, so that trouble would hardly ever meet her. */
const OFTENER = 3;
