import type { SubscriberId } from '../../domain/subscriber.ts';

/** More than are under way at once in an import. */
const MOST_HELD = 1_000;

type GetMany<Value> = (
  ids: readonly SubscriberId[],
  unreadable: (id: SubscriberId) => void,
) => Promise<Value[]>;

/**
 * Ids that were looked for and have nothing, so that they need not be looked for again. Only for whoever holds the tables
 * alone: nothing comes to be there but by its own writes, before each of which it calls `forget`.
 */
export class AbsentIds {
  readonly #lookups = new Map<SubscriberId, { answered: boolean }>();

  /** What `getMany` answers, which is asked only about ids that may have something. */
  async lookFor<Value extends { id: SubscriberId }>(
    ids: readonly SubscriberId[],
    unreadable: (id: SubscriberId) => void,
    getMany: GetMany<Value>,
  ): Promise<Value[]> {
    const unknown = ids.filter((id) => this.#lookups.get(id)?.answered !== true);
    if (unknown.length === 0) return [];
    const lookup = { answered: false };
    for (const id of unknown) this.#lookups.set(id, lookup);
    const there = await getMany(unknown, (id) => {
      this.forget(id);
      unreadable(id);
    });
    for (const { id } of there) this.forget(id);
    // Whatever was written meanwhile is forgotten already, or is looked for by a later lookup.
    lookup.answered = true;
    this.#dropOldest();
    return there;
  }

  forget(id: SubscriberId): void {
    this.#lookups.delete(id);
  }

  #dropOldest(): void {
    for (const id of this.#lookups.keys()) {
      if (this.#lookups.size <= MOST_HELD) return;
      this.#lookups.delete(id);
    }
  }
}
