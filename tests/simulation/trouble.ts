import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

const KNOWN_FORM = '1';
const UNKNOWN_FORM = '99';

interface TroubleOptions {
  timeline: Timeline;
  faults: Faults;
  random: Random;
  /** So much likelier than the faults say. */
  oftener?: number;
  /** Changes each item of hers that trouble may come to. */
  change: (id: SubscriberId, changed: (item: Item) => Item) => void;
}

/** What someone's items go through for a while: a form that no release can read, and throttling. */
export class Trouble {
  readonly #options: TroubleOptions;
  readonly #throttledUntil = new Map<SubscriberId, Instant>();

  constructor(options: TroubleOptions) {
    this.#options = options;
  }

  strike(id: SubscriberId): void {
    const { timeline, faults, random, oftener } = this.#options;
    if (faults.strikes('throttled-row', oftener))
      this.#throttledUntil.set(id, timeline.now + random.between(SECOND_MS, 30 * MINUTE_MS));
    if (!faults.strikes('unreadable-row', oftener)) return;
    timeline.after(random.between(0, 10 * SECOND_MS), () => this.#reform(id, KNOWN_FORM, UNKNOWN_FORM));
    timeline.after(MINUTE_MS + random.around(8 * HOUR_MS), () => this.#reform(id, UNKNOWN_FORM, KNOWN_FORM));
  }

  mend(ids: Iterable<SubscriberId>): void {
    this.#throttledUntil.clear();
    for (const id of ids) this.#reform(id, UNKNOWN_FORM, KNOWN_FORM);
  }

  unlessThrottled<Result>(id: SubscriberId, call: () => Promise<Result>): Promise<Result> {
    if ((this.#throttledUntil.get(id) ?? 0) > this.#options.timeline.now)
      return Promise.reject(new Error(`${id} is throttled`));
    return call();
  }

  #reform(id: SubscriberId, from: string, to: string): void {
    this.#options.change(id, (item) => (item['v']?.N === from ? { ...item, v: { N: to } } : item));
  }
}
