import { DAY_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import { putOff } from '../../domain/sending/settlement.ts';
import { shardOf } from '../../domain/sending/shard.ts';
import { type AttemptId, type Claim, lineDay, type Receiving } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { EventQueue, LessonQueue } from '../../ports/queues.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { DueRow, Mark, SubscriberStore } from '../../ports/subscriber-store.ts';
import { eraseRecord } from './erase-record.ts';
import {
  BUSY_EVENT_WITHIN_MS,
  EVENT_WITHIN_MS,
  SEND_GRACE_MS,
  SEND_OVER_MS,
  TOP_UP_SECONDS,
} from './limits.ts';
import { release, settleFromLine, settleUnsent } from './settle-attempt.ts';

/** A row this old behind the mark was queued and came to nothing. */
const SETTLED_WITHIN_MS = 15 * MINUTE_MS;
const ATTEMPTS = 2;
const PAGE = 200;
const SIDE_BY_SIDE = 20;
/** A row that cannot be read is tried again so much later. */
const SET_ASIDE_MS = DAY_MS;
/** A message that waits longer in the queue is taken for lost. */
const QUEUED_FOR_MS = 30 * MINUTE_MS;

export interface ReconcileDeps {
  course: Course;
  clock: Clock;
  subscribers: SubscriberStore;
  ledger: Ledger;
  counts: CountStore;
  queue: LessonQueue;
  events: EventQueue;
  limits: Pick<LimitStore, 'take'>;
  rate: Pick<RateStore, 'state'>;
  metrics: Metrics;
  log: Log;
  settings: { shards: number; sendRatePerSecond: number };
}

/**
 * What became of a row: `open` waits for its event, `second-attempt` is due again, `set-aside` could not be read three
 * times and is tried again a day later, `failed` is tried again by the next run.
 */
export type Settled =
  | 'ignored'
  | 'open'
  | 'settled'
  | 'second-attempt'
  | 'parked'
  | 'requeue'
  | 'erased'
  | 'set-aside'
  | 'failed';
export type Reconciled = Record<Settled, number>;

/** What one run has seen so far. */
interface Run {
  deps: ReconcileDeps;
  deadline: Instant;
  totals: Reconciled;
  lost: DueRow[];
  /** Asked once in a run. */
  patience: () => Promise<Patience>;
}

/** How long a claim waits for its event, and when the event queue was asked: what came later may tell of it still. */
interface Patience {
  askedAt: Instant;
  waitMs: number;
}

/**
 * Settles what nobody else will: rows behind the mark of dispatch that are older than 15 minutes. One with an open
 * claim has an unknown outcome: settled from its ledger line, else given one more attempt when no SES event told of
 * it for an hour, else parked with an alarm. One without a claim lost its message and is queued again. Reads no
 * table whole. A row, or a shard, that fails hurts only itself, and the metrics are written however the run ends.
 */
export function reconcile(deps: ReconcileDeps) {
  return async (deadline: Instant): Promise<Reconciled> => {
    const run: Run = {
      deps,
      deadline,
      totals: { ...NOTHING },
      lost: [],
      patience: once(() => askEvents(deps)),
    };
    try {
      for (let shard = 0; shard < deps.settings.shards; shard += 1) await settleShard(run, shard);
      await queueAgain(run);
      deps.metrics.count('ReconcileFinished', 1);
    } finally {
      const { open, requeue, failed } = run.totals;
      deps.metrics.count('UnknownOpen', open);
      deps.metrics.count('DueNotSent', open + requeue + failed);
    }
    return run.totals;
  };
}

const NOTHING: Reconciled = {
  ignored: 0,
  open: 0,
  settled: 0,
  'second-attempt': 0,
  parked: 0,
  requeue: 0,
  erased: 0,
  'set-aside': 0,
  failed: 0,
};

async function settleShard(run: Run, shard: number): Promise<void> {
  try {
    for await (const rows of stale(run.deps, shard, run.deadline)) await settleRows(run, rows);
  } catch (error) {
    run.totals.failed += 1;
    run.deps.log.error('shard-not-reconciled', error, { shard });
  }
}

/** Pages of rows that lie behind the mark and are older than 15 minutes. */
async function* stale(deps: ReconcileDeps, shard: number, deadline: Instant): AsyncGenerator<DueRow[]> {
  const mark = await deps.subscribers.getMark(shard);
  if (mark === null) return;
  const until = Math.min(mark.dueAt, deps.clock.now() - SETTLED_WITHIN_MS);
  let after: Mark = null;
  while (deps.clock.machineNow() < deadline) {
    const page: DueRow[] = await deps.subscribers.due(shard, after, until, PAGE);
    yield page.filter((row) => row.dueAt < mark.dueAt || row.id <= mark.id);
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return;
  }
}

async function settleRows(run: Run, rows: readonly DueRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += SIDE_BY_SIDE) {
    const some = rows.slice(from, from + SIDE_BY_SIDE);
    await Promise.all(
      some.map(async (row) => {
        const outcome = await settleAlone(run, row);
        run.totals[outcome] += 1;
        if (outcome === 'requeue') run.lost.push(row);
      }),
    );
  }
}

/** A row that cannot be read, or a store that does not answer for it, is counted, named, and stops nobody else. */
async function settleAlone(run: Run, row: DueRow): Promise<Settled> {
  const { deps } = run;
  try {
    return await settleRow(run, row);
  } catch (error) {
    deps.log.error('row-not-reconciled', error, { subscriber: row.id });
    return setAside(deps, row);
  }
}

async function setAside({ subscribers, clock, metrics, log }: ReconcileDeps, row: DueRow): Promise<Settled> {
  try {
    if ((await subscribers.setAside(row, clock.now() + SET_ASIDE_MS)) !== 'set-aside') return 'failed';
    metrics.count('LessonsParked', 1);
    log.warn('row-set-aside', { subscriber: row.id });
    return 'set-aside';
  } catch (error) {
    log.error('row-not-set-aside', error, { subscriber: row.id });
    return 'failed';
  }
}

async function settleRow(run: Run, row: DueRow): Promise<Settled> {
  const { deps } = run;
  const subscriber = await deps.subscribers.get(row.id);
  if (subscriber === null) return 'ignored';
  if (subscriber.state === 'stopped') {
    if (subscriber.eraseAt > deps.clock.now()) return 'ignored';
    // The record last: a kill in between leaves its row, and the next run finds it.
    await deps.subscribers.deleteRest(subscriber.id);
    await eraseRecord(deps, subscriber.id, 'erase', { onlyRun: subscriber.run });
    return 'erased';
  }
  if (subscriber.dueAt !== row.dueAt) return 'ignored';
  if (subscriber.claim === null) return 'requeue';
  return settleClaim(run, subscriber, subscriber.claim);
}

/** Longer while events wait to be recorded or lie in the dead-letter queue: one of them may tell of this attempt. */
async function askEvents({ events, clock, log }: ReconcileDeps): Promise<Patience> {
  const askedAt = clock.now();
  try {
    const [isEmpty, deadLettered] = await Promise.all([events.isEmpty(), events.deadLettered()]);
    return { askedAt, waitMs: isEmpty && deadLettered === 0 ? EVENT_WITHIN_MS : BUSY_EVENT_WITHIN_MS };
  } catch (error) {
    log.error('event-queue-not-read', error);
    return { askedAt, waitMs: BUSY_EVENT_WITHIN_MS };
  }
}

function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}

async function settleClaim(run: Run, subscriber: Receiving, claim: Claim): Promise<Settled> {
  const { deps } = run;
  if (deps.clock.machineNow() <= claim.sendBy + SEND_GRACE_MS) return 'open';
  const { attempt } = claim;
  // Before the line is read: an event leaves the queue once the line has it.
  const { askedAt, waitMs } = await run.patience();
  const line = await deps.ledger.get(subscriber.id, subscriber.run, lineDay(subscriber));
  if (line !== null && (line.state === 'sent' || line.attempt === attempt)) {
    await settleFromLine(deps, subscriber, attempt, line);
    return 'settled';
  }
  if (askedAt < claim.at + SEND_OVER_MS + waitMs) return 'open';
  if (subscriber.tries.unknown + 1 >= ATTEMPTS) return park(deps, subscriber, attempt, 'twice');
  // She rests now: a second attempt would send into her pause.
  if (subscriber.state === 'paused') return park(deps, subscriber, attempt, 'and she paused since');
  const tries = {
    ...subscriber.tries,
    unknown: subscriber.tries.unknown + 1,
    lastUnknownAttempt: attempt,
    lineOn: lineDay(subscriber),
  };
  await release(deps, subscriber, attempt, (current) => putOff(current, deps.clock.now() + SECOND_MS, tries));
  return 'second-attempt';
}

async function park(
  deps: ReconcileDeps,
  subscriber: Receiving,
  attempt: AttemptId,
  why: string,
): Promise<'parked'> {
  const reason = `no answer from SES and no event, ${why}`;
  await settleUnsent(deps, subscriber, { state: 'unknown', reason, attempt, at: deps.clock.now() });
  deps.metrics.count('LessonsParked', 1);
  deps.log.warn('lesson-parked', { subscriber: subscriber.id, attempt });
  return 'parked';
}

/**
 * Nothing while sending is paused: the next run sees the rest. If N messages wait in the queue, assume they belong to the
 * N newest rows and queue the older ones again, no more than SES can take. Whoever waits too long is queued again
 * whatever the queue holds: a row that is queued twice is sent once.
 */
async function queueAgain({ deps, lost }: Run): Promise<void> {
  const { pausedUntil } = await deps.rate.state();
  if (pausedUntil !== null && pausedUntil > deps.clock.now()) return;
  const oldestFirst = lost.sort((one, other) => one.dueAt - other.dueAt);
  const waiting = oldestFirst.length === 0 ? 0 : await deps.queue.depth();
  const room = Math.ceil(deps.settings.sendRatePerSecond * TOP_UP_SECONDS);
  const some = oldestFirst.slice(0, Math.min(room, Math.max(0, oldestFirst.length - waiting)));
  const tooLong = await waitTooLong(deps, oldestFirst);
  const rows = [...new Set([...some, ...tooLong])];
  if (rows.length > 0) await deps.queue.send(rows);
}

/**
 * The rows that were queued half an hour ago, and whose messages came to nothing since. Every half hour the mark of
 * dispatch is noted for each shard; the rows up to the mark that was noted before have been in the queue for as long.
 */
async function waitTooLong(deps: ReconcileDeps, rows: readonly DueRow[]): Promise<DueRow[]> {
  const { subscribers, limits, clock, settings } = deps;
  if ((await limits.take('note-queue', 1, QUEUED_FOR_MS, clock.now())) === 'exceeded') return [];
  const byShard = Array.from({ length: settings.shards }, async (_, shard) => {
    const mark = await subscribers.getMark(shard);
    const noted = await subscribers.getMark(shard, 'in-queue');
    if (mark !== null && (noted === null || isBehind(noted, mark)))
      await subscribers.moveMark(shard, noted, mark, 'in-queue');
    return noted === null
      ? []
      : rows.filter((row) => shardOf(row.id, settings.shards) === shard && !isBehind(noted, row));
  });
  const results = await Promise.allSettled(byShard);
  return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

/** Whether `one` comes before `other` in the due index. */
function isBehind(one: DueRow, other: DueRow): boolean {
  return one.dueAt === other.dueAt ? one.id < other.id : one.dueAt < other.dueAt;
}
