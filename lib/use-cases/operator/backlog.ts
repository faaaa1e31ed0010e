import type { Instant } from '../../domain/calendar.ts';
import type { RateStore, SendingState } from '../../ports/rate-store.ts';
import type { Mark, SubscriberStore } from '../../ports/subscriber-store.ts';

export interface BacklogDeps {
  subscribers: Pick<SubscriberStore, 'due'>;
  rate: Pick<RateStore, 'state'>;
  settings: { shards: number; sendRatePerSecond: number };
}

/** What waits while sending is paused. */
export interface Backlog {
  state: SendingState;
  /** Lessons that are due; each goes once. */
  overdue: number;
  /** How long they take at the rate of this deployment, seconds. */
  seconds: number;
}

const PAGE = 1_000;

/** Counts rows of the due index up to `now`, and reads no record. */
export async function backlog(deps: BacklogDeps, now: Instant): Promise<Backlog> {
  const shards = Array.from({ length: deps.settings.shards }, (_, shard) => countDue(deps, shard, now));
  const overdue = (await Promise.all(shards)).reduce((sum, count) => sum + count, 0);
  const seconds = Math.ceil(overdue / deps.settings.sendRatePerSecond);
  return { state: await deps.rate.state(), overdue, seconds };
}

async function countDue({ subscribers }: BacklogDeps, shard: number, now: Instant): Promise<number> {
  let count = 0;
  let after: Mark = null;
  for (;;) {
    const page: NonNullable<Mark>[] = await subscribers.due(shard, after, now, PAGE);
    count += page.length;
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return count;
  }
}
