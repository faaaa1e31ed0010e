import type { Instant } from '../../lib/domain/calendar.ts';
import { SHARDS, shardOf } from '../../lib/domain/sending/shard.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { DueRow, Mark } from '../../lib/ports/subscriber-store.ts';

/** Rows of every shard in due order. A row is found by halving, so that a hundred thousand of them stay quick. */
export class DueIndex {
  readonly #shards: DueRow[][] = Array.from({ length: SHARDS }, () => []);
  readonly #rows = new Map<SubscriberId, DueRow>();

  /** Moves the row of `id`; null takes it out. */
  set(id: SubscriberId, dueAt: Instant | null): void {
    const rows = this.#rowsOf(shardOf(id));
    const old = this.#rows.get(id);
    if (old?.dueAt === dueAt) return;
    if (old !== undefined) rows.splice(firstNotBefore(rows, old), 1);
    if (dueAt === null) {
      this.#rows.delete(id);
      return;
    }
    const row = { dueAt, id };
    rows.splice(firstNotBefore(rows, row), 0, row);
    this.#rows.set(id, row);
  }

  after(shard: number, after: Mark, until: Instant, limit: number): DueRow[] {
    const rows = this.#rowsOf(shard);
    const found: DueRow[] = [];
    for (let at = after === null ? 0 : firstNotBefore(rows, after); found.length < limit; at++) {
      const row = rows[at];
      if (row === undefined || row.dueAt > until) break;
      if (after === null || compare(row, after) > 0) found.push({ ...row });
    }
    return found;
  }

  /** Whether any row of any shard is due by then. */
  isAnyDue(until: Instant): boolean {
    return this.#shards.some((rows) => (rows[0]?.dueAt ?? Number.POSITIVE_INFINITY) <= until);
  }

  #rowsOf(shard: number): DueRow[] {
    const rows = this.#shards[shard];
    if (rows === undefined) throw new RangeError(`there is no shard ${shard}`);
    return rows;
  }
}

function firstNotBefore(rows: readonly DueRow[], row: DueRow): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = rows[middle];
    if (there !== undefined && compare(there, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By moment, then by id, as the index of DynamoDB sorts them. */
function compare(one: DueRow, other: DueRow): number {
  if (one.dueAt !== other.dueAt) return one.dueAt - other.dueAt;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
