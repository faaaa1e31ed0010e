import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import { putOff } from '../../domain/sending/settlement.ts';
import type { AttemptId, Claim, Receiving } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { EventQueue, LessonQueue } from '../../ports/queues.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { DueRow, Mark, SubscriberStore } from '../../ports/subscriber-store.ts';
import { eraseRecord } from './erase-record.ts';
import { SEND_GRACE_MS, TOP_UP_SECONDS } from './limits.ts';
import { release, settleFromLine, settleUnsent } from './settle-attempt.ts';

/** A row this old behind the mark was queued and came to nothing. */
const SETTLED_WITHIN_MS = 15 * MINUTE_MS;
/** How long an SES event may take before one more attempt is made. */
const EVENT_WITHIN_MS = HOUR_MS;
/** With events still waiting to be recorded, the second attempt waits longer, but not for ever. */
const BUSY_EVENT_WITHIN_MS = 6 * HOUR_MS;
const ATTEMPTS = 2;
const PAGE = 200;
const SIDE_BY_SIDE = 20;

export interface ReconcileDeps {
  course: Course;
  clock: Clock;
  subscribers: SubscriberStore;
  ledger: Ledger;
  counts: CountStore;
  queue: LessonQueue;
  events: EventQueue;
  rate: Pick<RateStore, 'state'>;
  metrics: Metrics;
  log: Log;
  settings: { shards: number; sendRatePerSecond: number };
}

/** What became of a row: `open` waits for its event, `second-attempt` got its second attempt. */
export type Settled = 'ignored' | 'open' | 'settled' | 'second-attempt' | 'parked' | 'requeue' | 'erased';
export type Reconciled = Record<Settled, number>;

/**
 * Settles what nobody else will: rows behind the mark of dispatch that are older than 15 minutes. One with an open
 * claim has an unknown outcome: settled from its ledger line, else given one more attempt when no SES event told of
 * it for an hour, else parked with an alarm. One without a claim lost its message and is queued again. Reads no
 * table whole.
 */
export function reconcile(deps: ReconcileDeps) {
  return async (deadline: Instant): Promise<Reconciled> => {
    const totals: Reconciled = {
      ignored: 0,
      open: 0,
      settled: 0,
      'second-attempt': 0,
      parked: 0,
      requeue: 0,
      erased: 0,
    };
    const requeue: DueRow[] = [];
    for (let shard = 0; shard < deps.settings.shards; shard += 1) {
      for await (const rows of stale(deps, shard, deadline)) {
        for (const [index, outcome] of (await settleSideBySide(deps, rows)).entries()) {
          totals[outcome] += 1;
          const row = rows[index];
          if (outcome === 'requeue' && row !== undefined) requeue.push(row);
        }
      }
    }
    await queueAgain(deps, requeue);
    deps.metrics.count('UnknownOpen', totals.open);
    deps.metrics.count('DueNotSent', totals.open + totals.requeue);
    deps.metrics.count('ReconcileFinished', 1);
    return totals;
  };
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

async function settleSideBySide(deps: ReconcileDeps, rows: readonly DueRow[]): Promise<Settled[]> {
  const outcomes: Settled[] = [];
  for (let from = 0; from < rows.length; from += SIDE_BY_SIDE) {
    const some = rows.slice(from, from + SIDE_BY_SIDE);
    outcomes.push(...(await Promise.all(some.map((row) => settleRow(deps, row)))));
  }
  return outcomes;
}

async function settleRow(deps: ReconcileDeps, row: DueRow): Promise<Settled> {
  const subscriber = await deps.subscribers.get(row.id);
  if (subscriber === null) return 'ignored';
  if (subscriber.state === 'stopped') {
    if (subscriber.eraseAt > deps.clock.now()) return 'ignored';
    // The record last: a kill in between leaves its row, and the next run finds it.
    await deps.subscribers.deleteRest(subscriber.id);
    await eraseRecord(deps, subscriber.id, 'erase', subscriber.run);
    return 'erased';
  }
  if (subscriber.dueAt !== row.dueAt) return 'ignored';
  if (subscriber.claim === null) return 'requeue';
  return settleClaim(deps, subscriber, subscriber.claim);
}

async function settleClaim(deps: ReconcileDeps, subscriber: Receiving, claim: Claim): Promise<Settled> {
  if (deps.clock.machineNow() <= claim.sendBy + SEND_GRACE_MS) return 'open';
  const { attempt } = claim;
  const patience = (await deps.events.isEmpty()) ? EVENT_WITHIN_MS : BUSY_EVENT_WITHIN_MS;
  const line = await deps.ledger.get(subscriber.id, subscriber.run, subscriber.dueOn);
  if (line !== null && (line.state === 'sent' || line.attempt === attempt)) {
    await settleFromLine(deps, subscriber, attempt, line);
    return 'settled';
  }
  const now = deps.clock.now();
  if (now - claim.at < patience) return 'open';
  if (subscriber.tries.unknown + 1 >= ATTEMPTS) return park(deps, subscriber, attempt, 'twice');
  // She rests now: a second attempt would send into her pause.
  if (subscriber.state === 'paused') return park(deps, subscriber, attempt, 'and she paused since');
  const tries = { ...subscriber.tries, unknown: subscriber.tries.unknown + 1, lastUnknownAttempt: attempt };
  await release(deps, subscriber, attempt, (current) => putOff(current, now + SECOND_MS, tries));
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
 * No more than SES can take, and nothing while sending is paused: the next run of reconcile sees the rest. As many of
 * the newest rows as messages wait are taken for those messages: in a backlog they are old and queued all the same.
 */
async function queueAgain(deps: ReconcileDeps, rows: DueRow[]): Promise<void> {
  const { pausedUntil } = await deps.rate.state();
  if (rows.length === 0 || (pausedUntil !== null && pausedUntil > deps.clock.now())) return;
  const oldestFirst = rows.sort((one, other) => one.dueAt - other.dueAt);
  const lost = oldestFirst.slice(0, Math.max(0, rows.length - (await deps.queue.depth())));
  const room = Math.ceil(deps.settings.sendRatePerSecond * TOP_UP_SECONDS);
  await deps.queue.send(lost.slice(0, room));
}
