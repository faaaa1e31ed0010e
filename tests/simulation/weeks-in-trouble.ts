import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { TrainingStore } from '../../lib/ports/training-store.ts';
import type { Tables } from '../memory/tables.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import { Trouble } from './trouble.ts';

interface WeeksOptions {
  timeline: Timeline;
  faults: Faults;
  random: Random;
  tables: Tables;
}

/** She writes little, so that trouble would hardly ever meet her. */
const OFTENER = 3;

/** What she wrote down cannot be read, or is throttled, for a while: it must hurt no lesson, and be erased all the same. */
export class WeeksInTrouble {
  readonly #training: Tables['training'];
  readonly #trouble: Trouble;

  constructor({ tables: { training }, ...options }: WeeksOptions) {
    this.#training = training;
    this.#trouble = new Trouble({
      ...options,
      oftener: OFTENER,
      change: (id, changed) => {
        const items = training.get(id);
        for (const [key, item] of items ?? []) items?.set(key, changed(item));
      },
    });
  }

  /** Trouble may come whenever she wrote something. */
  strike(id: SubscriberId): void {
    this.#trouble.strike(id);
  }

  mendAll(): void {
    this.#trouble.mend(this.#training.keys());
  }

  /** The store as it answers while some are throttled. */
  throttled(training: TrainingStore): TrainingStore {
    const trouble = this.#trouble;
    return {
      hasAgreed: (id, ...rest) => trouble.unlessThrottled(id, () => training.hasAgreed(id, ...rest)),
      putAgreed: (id, ...rest) => trouble.unlessThrottled(id, () => training.putAgreed(id, ...rest)),
      week: (id, ...rest) => trouble.unlessThrottled(id, () => training.week(id, ...rest)),
      weeks: (id, ...rest) => trouble.unlessThrottled(id, () => training.weeks(id, ...rest)),
      putDone: (id, ...rest) => trouble.unlessThrottled(id, () => training.putDone(id, ...rest)),
      putNumbers: (id, ...rest) => trouble.unlessThrottled(id, () => training.putNumbers(id, ...rest)),
      deleteRun: (id, ...rest) => trouble.unlessThrottled(id, () => training.deleteRun(id, ...rest)),
    };
  }
}
