import { DAY_MS, type Instant, MINUTE_MS } from '../../../lib/domain/calendar.ts';
import { spacing } from '../../../lib/domain/sending/rate.ts';
import { SHARDS, shardOf } from '../../../lib/domain/sending/shard.ts';
import type { DueRow, Mark, SubscriberStore } from '../../../lib/ports/subscriber-store.ts';
import { dispatch } from '../../../lib/use-cases/sending/dispatch.ts';
import { reconcile } from '../../../lib/use-cases/sending/reconcile.ts';
import { subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { memoryStores } from '../../memory/stores.ts';
import { spent } from '../cpu.ts';
import { type Figure, figure } from '../figure.ts';

const DUE = 1_000_000;
const PER_SECOND = 200;
const RECONCILE_MINUTES = 15;
const START = Date.parse('2026-11-23T09:00:00Z');

/**
 * A simulation: sending rests for a day in which a million lessons fall due in one hour, then goes on at the set rate.
 * The real dispatch runs every minute and the real reconcile every 15, over an index and a queue in memory.
 */
export async function backlog(): Promise<Figure[]> {
  const world = new World();
  const { cpuMs } = await spent(() => world.run());
  const per = `${DUE.toLocaleString('en-GB')} due in a day's rest, drained at ${PER_SECOND}/s`;
  return [
    figure('backlog-1m', world.drainedInMinutes, 'minutes', per, {
      what: 'the rate without a gap',
      value: DUE / PER_SECOND / 60,
    }),
    figure('backlog-1m-twice', world.queuedTwice, 'lessons queued twice', per),
    figure(
      'backlog-1m-work',
      cpuMs / 1_000,
      's CPU',
      'all runs of dispatch and reconcile, and the simulation itself',
    ),
  ];
}

class World {
  drainedInMinutes = 0;
  queuedTwice = 0;
  #now: Instant = START;
  readonly #index = new Index();
  readonly #queue: DueRow[] = [];
  #taken = 0;
  readonly #timesQueued = new Map<string, number>();

  async run(): Promise<void> {
    const deps = this.#deps();
    await deps.rate.pause(START + DAY_MS, 'operator');
    const runDispatch = dispatch(deps);
    const runReconcile = reconcile(deps);
    for (let minute = 0; this.#index.left > 0; minute += 1) {
      this.#now = START + minute * MINUTE_MS;
      await runDispatch();
      if (minute % RECONCILE_MINUTES === 0) await runReconcile(Number.POSITIVE_INFINITY);
      if (this.#now >= START + DAY_MS) this.#deliver();
    }
    this.queuedTwice = [...this.#timesQueued.values()].filter((times) => times > 1).length;
  }

  /** What SES takes in one minute, each settled at once. */
  #deliver(): void {
    const most = Math.floor(MINUTE_MS / spacing(PER_SECOND));
    const rows = this.#queue.slice(this.#taken, this.#taken + most);
    this.#taken += rows.length;
    for (const row of rows) this.#index.settle(row);
    this.drainedInMinutes += rows.length / most;
  }

  #deps() {
    const clock = { now: () => this.#now, machineNow: () => this.#now, wait: async () => {} };
    const memory = memoryStores(clock.now);
    const nothing = { info() {}, warn() {}, error() {}, count() {}, milliseconds() {} };
    return {
      ...memory,
      course: COURSE,
      clock,
      subscribers: { ...memory.subscribers, ...this.#index.store() },
      queue: {
        send: async (rows: readonly DueRow[]) => {
          for (const row of rows) {
            this.#queue.push(row);
            this.#timesQueued.set(row.id, (this.#timesQueued.get(row.id) ?? 0) + 1);
          }
        },
        depth: async () => this.#queue.length - this.#taken,
      },
      events: { isEmpty: async () => true, deadLettered: async () => 0 },
      metrics: nothing,
      log: nothing,
      settings: { sendRatePerSecond: PER_SECOND, shards: SHARDS, indexLagMs: 5_000 },
    };
  }
}

/**
 * A million rows, a pointer to each shard's first that is not settled, and the marks. A row leaves when it is settled:
 * her next lesson is due in a week, which no run here reaches.
 */
class Index {
  left = DUE;
  readonly #shards: DueRow[][] = Array.from({ length: SHARDS }, () => []);
  readonly #settled = new Set<string>();
  readonly #first: number[] = Array.from({ length: SHARDS }, () => 0);
  readonly #marks = new Map<number, DueRow>();
  readonly #mother = subscriber();

  constructor() {
    for (let at = 0; at < DUE; at += 1) {
      const id = `mother-${String(at).padStart(15, '0')}`;
      this.#rowsOf(shardOf(id)).push({ id, dueAt: START + Math.floor((at / DUE) * 60) * MINUTE_MS });
    }
  }

  settle({ id }: DueRow): void {
    this.#settled.add(id);
    this.left -= 1;
    const shard = shardOf(id);
    const rows = this.#rowsOf(shard);
    let first = this.#first[shard] ?? 0;
    while (this.#settled.has(rows[first]?.id ?? '')) first += 1;
    this.#first[shard] = first;
  }

  store(): Pick<SubscriberStore, 'due' | 'getMark' | 'moveMark' | 'get'> {
    return {
      due: async (shard, after, until, limit) => this.#due(shard, { after, until, limit }),
      getMark: async (shard) => this.#marks.get(shard) ?? null,
      moveMark: async (shard, _from, to) => {
        this.#marks.set(shard, to);
        return 'written';
      },
      get: async (id) => (this.#settled.has(id) ? null : { ...this.#mother, id, dueAt: this.#dueAtOf(id) }),
    };
  }

  #due(shard: number, { after, until, limit }: { after: Mark; until: Instant; limit: number }): DueRow[] {
    const rows = this.#rowsOf(shard);
    const found: DueRow[] = [];
    const from = Math.max(this.#first[shard] ?? 0, after === null ? 0 : firstAfter(rows, after));
    for (let at = from; found.length < limit; at += 1) {
      const row = rows[at];
      if (row === undefined || row.dueAt > until) break;
      if (!this.#settled.has(row.id)) found.push(row);
    }
    return found;
  }

  #dueAtOf(id: string): Instant {
    return START + Math.floor((Number(id.slice(-15)) / DUE) * 60) * MINUTE_MS;
  }

  #rowsOf(shard: number): DueRow[] {
    const rows = this.#shards[shard];
    if (rows === undefined) throw new RangeError(`there is no shard ${shard}`);
    return rows;
  }
}

/** Rows are in the order of their numbers, which is the order of the index. */
function firstAfter(rows: readonly DueRow[], { id }: DueRow): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.id ?? '') <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
