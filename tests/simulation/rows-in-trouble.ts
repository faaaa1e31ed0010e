import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { SubscriberStore } from '../../lib/ports/subscriber-store.ts';
import type { Tables } from '../memory/tables.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import { Trouble } from './trouble.ts';

interface RowsOptions {
  timeline: Timeline;
  faults: Faults;
  random: Random;
  tables: Tables;
}

/** Records that a release cannot read, or that DynamoDB throttles, for a while: each must hurt only itself. */
export class RowsInTrouble {
  readonly #profiles: Tables['profiles'];
  readonly #trouble: Trouble;

  constructor({ tables: { profiles }, ...options }: RowsOptions) {
    this.#profiles = profiles;
    this.#trouble = new Trouble({
      ...options,
      change: (id, changed) => {
        const item = profiles.get(id);
        if (item !== undefined) profiles.set(id, changed(item));
      },
    });
  }

  /** Trouble may come whenever a record was written. */
  strike(id: SubscriberId): void {
    this.#trouble.strike(id);
  }

  mendAll(): void {
    this.#trouble.mend(this.#profiles.keys());
  }

  /** The store as it answers while some are throttled. */
  throttled(subscribers: SubscriberStore): SubscriberStore {
    const trouble = this.#trouble;
    return {
      ...subscribers,
      get: (id) => trouble.unlessThrottled(id, () => subscribers.get(id)),
      getRaw: (id) => trouble.unlessThrottled(id, () => subscribers.getRaw(id)),
      claim: (due, claim) => trouble.unlessThrottled(due.id, () => subscribers.claim(due, claim)),
      unclaim: (id, attempt) => trouble.unlessThrottled(id, () => subscribers.unclaim(id, attempt)),
      replace: (next, ...rest) => trouble.unlessThrottled(next.id, () => subscribers.replace(next, ...rest)),
      deleteProfile: (id, ...rest) =>
        trouble.unlessThrottled(id, () => subscribers.deleteProfile(id, ...rest)),
    };
  }
}
