import { type Instant, MINUTE_MS } from '../domain/calendar.ts';
import { SHARDS } from '../domain/sending/shard.ts';
import type { RateStore } from '../ports/rate-store.ts';
import type { DueRow, SubscriberStore } from '../ports/subscriber-store.ts';
import { SEND_GRACE_MS } from '../use-cases/sending/limits.ts';
import type { CourseClock } from './course-clock.ts';
import type { LocalFunctions } from './functions.ts';
import type { CourseAtWork } from './move-clock.ts';

/** As often as the stack wakes it. */
const RECONCILE_EVERY_MS = 15 * MINUTE_MS;

export interface WorkDeps {
  clock: CourseClock;
  functions: Pick<LocalFunctions, 'dispatch' | 'reconcile'>;
  subscribers: Pick<SubscriberStore, 'due' | 'get'>;
  rate: Pick<RateStore, 'state'>;
  /** Waits until no queue holds anything that could be done now, and no event is on its way. */
  quiet(): Promise<void>;
  /** Lessons that went since it was last asked. */
  takeSent(): number;
  /** Deletes what has expired, where the database has no time to live. */
  sweep(): Promise<void>;
}

/** The schedules of the stack, on the course's clock: dispatch whenever asked, reconcile every 15 minutes. */
export function courseAtWork(deps: WorkDeps): CourseAtWork {
  let reconciledAt = Number.NEGATIVE_INFINITY;
  return {
    clock: deps.clock,
    async work() {
      deps.takeSent();
      await deps.quiet();
      if (deps.clock.now() - reconciledAt >= RECONCILE_EVERY_MS) {
        reconciledAt = deps.clock.now();
        await deps.functions.reconcile();
        await deps.sweep();
      }
      while ((await deps.functions.dispatch()).queued > 0) await deps.quiet();
      await deps.quiet();
      return deps.takeSent();
    },
    async nextMoment(after, until) {
      const rows = await firstRows(deps, { dueAt: after, id: '~' }, until);
      const due = rows.map((row) => row.dueAt);
      const open = await firstRows(deps, null, after);
      const nextDue = open.length > 0 ? await whenOpenRowsMove(deps, after) : null;
      await outlastSends(deps, open);
      if (nextDue !== null && nextDue <= until) due.push(nextDue);
      return due.length === 0 ? null : Math.min(...due);
    },
  };
}

/** A due row that came to nothing waits for reconcile, or for the end of a pause. */
async function whenOpenRowsMove({ rate }: WorkDeps, after: Instant): Promise<Instant> {
  const { pausedUntil } = await rate.state();
  return Math.max(after + RECONCILE_EVERY_MS, pausedUntil ?? 0);
}

/**
 * A send may last a few seconds of the machine's time, and reconcile leaves it alone for as long. Hours of the course
 * pass in less, so the clock waits here: the hour that an event may take begins once no send can be under way.
 */
async function outlastSends({ clock, subscribers }: WorkDeps, open: readonly DueRow[]): Promise<void> {
  const claimed = await Promise.all(open.map(({ id }) => subscribers.get(id)));
  const ends = claimed.map((one) =>
    one !== null && one.state !== 'stopped' && one.claim !== null ? one.claim.sendBy + SEND_GRACE_MS : 0,
  );
  const left = Math.max(0, ...ends) + 1 - clock.machineNow();
  if (left > 0) await clock.wait(left);
}

async function firstRows({ subscribers }: WorkDeps, after: DueRow | null, until: Instant): Promise<DueRow[]> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => subscribers.due(shard, after, until, 1));
  return (await Promise.all(shards)).flat();
}
