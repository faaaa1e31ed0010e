import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { SubscriberStore } from '../../lib/ports/subscriber-store.ts';
import type { Tables } from '../memory/tables.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

const KNOWN_FORM = { N: '1' } as const;
const UNKNOWN_FORM = { N: '99' } as const;

interface RowsOptions {
  timeline: Timeline;
  faults: Faults;
  random: Random;
  tables: Tables;
}

/** Records that a release cannot read, or that DynamoDB throttles, for a while: each must hurt only itself. */
export class RowsInTrouble {
  readonly #options: RowsOptions;
  readonly #throttledUntil = new Map<SubscriberId, Instant>();

  constructor(options: RowsOptions) {
    this.#options = options;
  }

  /** Trouble may come whenever a record was written. */
  strike(id: SubscriberId): void {
    const { timeline, faults, random } = this.#options;
    if (faults.strikes('throttled-row'))
      this.#throttledUntil.set(id, timeline.now + random.between(SECOND_MS, 30 * MINUTE_MS));
    if (!faults.strikes('unreadable-row')) return;
    timeline.after(random.between(0, 10 * SECOND_MS), () => this.#change(id, KNOWN_FORM, UNKNOWN_FORM));
    timeline.after(MINUTE_MS + random.around(8 * HOUR_MS), () => this.#change(id, UNKNOWN_FORM, KNOWN_FORM));
  }

  mendAll(): void {
    this.#throttledUntil.clear();
    for (const id of this.#options.tables.profiles.keys()) this.#change(id, UNKNOWN_FORM, KNOWN_FORM);
  }

  /** The store as it answers while some are throttled. */
  throttled(subscribers: SubscriberStore): SubscriberStore {
    return {
      ...subscribers,
      get: async (id) => this.#unlessThrottled(id, () => subscribers.get(id)),
      getRaw: async (id) => this.#unlessThrottled(id, () => subscribers.getRaw(id)),
      claim: async (due, claim) => this.#unlessThrottled(due.id, () => subscribers.claim(due, claim)),
      unclaim: async (id, attempt) => this.#unlessThrottled(id, () => subscribers.unclaim(id, attempt)),
      replace: async (next, ...rest) =>
        this.#unlessThrottled(next.id, () => subscribers.replace(next, ...rest)),
      deleteProfile: async (id, ...rest) =>
        this.#unlessThrottled(id, () => subscribers.deleteProfile(id, ...rest)),
    };
  }

  #unlessThrottled<Result>(id: SubscriberId, call: () => Promise<Result>): Promise<Result> {
    if ((this.#throttledUntil.get(id) ?? 0) > this.#options.timeline.now)
      throw new Error(`${id} is throttled`);
    return call();
  }

  #change(id: SubscriberId, from: { N: string }, to: { N: string }): void {
    const { profiles } = this.#options.tables;
    const item = profiles.get(id);
    if (item?.['v']?.N === from.N) profiles.set(id, { ...item, v: to });
  }
}
