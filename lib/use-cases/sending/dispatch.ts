import type { Instant } from '../../domain/calendar.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { LessonQueue } from '../../ports/queues.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { DueRow, Mark, SubscriberStore } from '../../ports/subscriber-store.ts';
import { CIRCUIT_UNKNOWNS, TOP_UP_SECONDS } from './limits.ts';

const LARGEST_PAGE = 1_000;
const SMALLEST_PAGE = 25;

export interface DispatchDeps {
  clock: Clock;
  subscribers: Pick<SubscriberStore, 'due' | 'getMark' | 'moveMark'>;
  queue: LessonQueue;
  rate: Pick<RateStore, 'state'>;
  metrics: Metrics;
  log: Log;
  settings: {
    sendRatePerSecond: number;
    shards: number;
    /** How long a write may take to show in the due index; the mark never comes nearer to now. */
    indexLagMs: number;
  };
}

export interface Dispatched {
  queued: number;
  /** Whether due rows were left for the next run, because SES cannot take them yet. */
  atCapacity: boolean;
  paused: boolean;
}

/**
 * Finds who is due and puts them on the lesson queue in due order over all shards, no more than SES can take in
 * the next minutes. Safe to run twice at once: a shard's mark moves by a condition before its messages are sent,
 * so each row is queued by one run. What a kill leaves between the mark and the queue, reconcile queues again.
 */
export function dispatch(deps: DispatchDeps) {
  const run = async (): Promise<Dispatched> => {
    const state = await deps.rate.state();
    const now = deps.clock.now();
    if (state.pausedUntil !== null && state.pausedUntil > now) {
      deps.metrics.count('SendingPaused', 1);
      return { queued: 0, atCapacity: false, paused: true };
    }

    const depth = await deps.queue.depth();
    const mostAtOnce =
      state.unknownsRunning >= CIRCUIT_UNKNOWNS ? 1 : deps.settings.sendRatePerSecond * TOP_UP_SECONDS;
    const room = Math.max(0, Math.floor(mostAtOnce - depth));
    const until = now - deps.settings.indexLagMs;
    const { taken, more } = await inDueOrder(deps, until, room);
    const ours = await eachShard(deps, taken, (shard) => moveMark(deps, shard));
    const rows = ours.flat().sort((one, other) => one.dueAt - other.dueAt);
    await deps.queue.send(rows);
    deps.metrics.count('DispatchQueued', rows.length);
    if (more) deps.metrics.count('AtCapacityRuns', 1);
    return { queued: rows.length, atCapacity: more, paused: false };
  };
  return async (): Promise<Dispatched> => {
    const dispatched = await run();
    // Last, so that a run that fails is as absent as one that was never made.
    deps.metrics.count('DispatchFinished', 1);
    return dispatched;
  };
}

/**
 * What `work` makes of each shard. One that a store does not answer for is named and left to the next run: the others
 * go on.
 */
async function eachShard<Shard extends { shard: number }, Result>(
  { log }: DispatchDeps,
  shards: readonly Shard[],
  work: (shard: Shard) => Promise<Result>,
): Promise<Result[]> {
  const results = await Promise.allSettled(shards.map(work));
  return results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return [result.value];
    log.error('shard-not-dispatched', result.reason, { shard: shards[index]?.shard ?? null });
    return [];
  });
}

/** The rows that this run may queue: none when another run moved the mark first. */
async function moveMark(deps: DispatchDeps, { shard, mark, rows }: ShardRows): Promise<DueRow[]> {
  const last = rows.at(-1);
  if (last === undefined) return [];
  return (await deps.subscribers.moveMark(shard, mark, last)) === 'written' ? rows : [];
}

interface ShardRows {
  shard: number;
  mark: Mark;
  rows: DueRow[];
}

/** Merges the shards by due time and takes the first `room` rows; `more` when any is left. */
async function inDueOrder(
  deps: DispatchDeps,
  until: Instant,
  room: number,
): Promise<{ taken: ShardRows[]; more: boolean }> {
  const { shards } = deps.settings;
  const page = Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, Math.ceil(room / shards)));
  const numbers = Array.from({ length: shards }, (_, shard) => ({ shard }));
  const heads = await eachShard(deps, numbers, async ({ shard }) => {
    const mark = await deps.subscribers.getMark(shard);
    const head = new ShardReader(deps.subscribers, { shard, mark, until, page });
    await head.fill();
    return head;
  });
  for (let left = room; left > 0; left -= 1) {
    const first = earliest(heads);
    if (first === undefined) break;
    await takeFrom(deps, first);
  }
  return { taken: heads.map((head) => head.taken), more: earliest(heads) !== undefined };
}

/** A page that cannot be read ends its shard for this run; what was taken of it is queued. */
async function takeFrom(deps: DispatchDeps, head: ShardReader): Promise<void> {
  try {
    await head.take();
  } catch (error) {
    deps.log.error('shard-not-dispatched', error, { shard: head.taken.shard });
    head.end();
  }
}

function earliest(heads: readonly ShardReader[]): ShardReader | undefined {
  let first: ShardReader | undefined;
  for (const head of heads) {
    if (head.next !== undefined && (first?.next === undefined || head.next.dueAt < first.next.dueAt))
      first = head;
  }
  return first;
}

class ShardReader {
  readonly taken: ShardRows;
  readonly #store: DispatchDeps['subscribers'];
  readonly #from: { shard: number; mark: Mark; until: Instant; page: number };
  #page: DueRow[] = [];
  #at = 0;
  #ended = false;

  constructor(
    store: DispatchDeps['subscribers'],
    from: { shard: number; mark: Mark; until: Instant; page: number },
  ) {
    this.#store = store;
    this.#from = from;
    this.taken = { shard: from.shard, mark: from.mark, rows: [] };
  }

  get next(): DueRow | undefined {
    return this.#page[this.#at];
  }

  async take(): Promise<void> {
    if (this.next !== undefined) this.taken.rows.push(this.next);
    this.#at += 1;
    if (this.next === undefined) await this.fill();
  }

  end(): void {
    this.#ended = true;
    this.#page = [];
  }

  async fill(): Promise<void> {
    if (this.#ended) return;
    const { shard, mark, until, page } = this.#from;
    this.#page = await this.#store.due(shard, this.taken.rows.at(-1) ?? mark, until, page);
    this.#at = 0;
    this.#ended = this.#page.length < page;
  }
}
