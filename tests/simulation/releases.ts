import { fromItem, type Item } from '../../lib/adapters/dynamodb/item.ts';
import type { Instant } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import { lineOfForm1, profileOfForm1 } from '../adapters/dynamodb/stored-forms/form-1-reader.ts';
import type { Tables } from '../memory/tables.ts';
import type { Timeline } from './timeline.ts';
import type { Witness } from './witness.ts';

interface ReleasesOptions {
  timeline: Timeline;
  tables: Tables;
  witness: Witness;
  /** From when to when the first release runs again; null: this one runs all the time. */
  rolledBack: { from: Instant; until: Instant } | null;
}

const KEYS = ['pk', 'sk', 'duePk', 'dueSk'];

/**
 * A roll back to the first release, and on again: it must read all that this one wrote, and what it writes itself keeps
 * only what it knows.
 */
export class Releases {
  readonly #options: ReleasesOptions;
  /** Items that the first release has written over with less than they held. */
  narrowed = 0;

  constructor(options: ReleasesOptions) {
    this.#options = options;
    const { timeline, rolledBack } = options;
    if (rolledBack !== null) timeline.at(rolledBack.from, () => this.#readAll());
  }

  /** Something of hers was written. */
  wrote(id: SubscriberId): void {
    const { tables, timeline, rolledBack } = this.#options;
    if (rolledBack === null || timeline.now < rolledBack.from || timeline.now >= rolledBack.until) return;
    const profile = tables.profiles.get(id);
    if (profile !== undefined) tables.profiles.set(id, this.#narrow(profile, profileOfForm1));
    const lines = tables.lines.get(id);
    for (const [key, line] of lines ?? []) lines?.set(key, this.#narrow(line, lineOfForm1));
  }

  #readAll(): void {
    const { tables } = this.#options;
    for (const profile of tables.profiles.values()) this.#narrow(profile, profileOfForm1);
    for (const lines of tables.lines.values())
      for (const line of lines.values()) this.#narrow(line, lineOfForm1);
  }

  #narrow(item: Item, reader: { safeParse(plain: unknown): Read }): Item {
    const read = reader.safeParse(fromItem(item));
    if (!read.success) {
      // One that no release can read is a fault of its own.
      if (item['v']?.N === '1')
        this.#options.witness.fail(`the first release cannot read ${item['sk']?.S} of ${item['pk']?.S}`);
      return item;
    }
    const { data } = read;
    const kept = Object.entries(item).filter(([name]) => name in data || KEYS.includes(name));
    if (kept.length < Object.keys(item).length) this.narrowed += 1;
    return Object.fromEntries(kept);
  }
}

type Read = { success: true; data: object } | { success: false };
