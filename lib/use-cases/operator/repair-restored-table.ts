import type { Instant } from '../../domain/calendar.ts';
import { afterRestore } from '../../domain/sending/restore.ts';
import type { Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';

export interface RepairDeps {
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'all' | 'get' | 'replace' | 'deleteProfile' | 'deleteRest'>;
  suppressions: Pick<SuppressionStore, 'get'>;
  ledger: Pick<Ledger, 'put' | 'delete'>;
  rate: Pick<RateStore, 'pause'>;
}

export interface RestoredReport {
  /** Whoever left, bounced or complained since the backup: deleted again. */
  erased: number;
  /** Whoever was due since: those weeks are skipped, and her next lesson is due tomorrow or later. */
  moved: number;
  /** Weeks that are `skipped(restored)` now. */
  skippedWeeks: number;
  unchanged: number;
  /** Records that could not be read or mended, by id: run it again once they can. */
  unreadable: readonly SubscriberId[];
}

type Mended = { kind: 'erased' } | { kind: 'moved'; weeks: number } | { kind: 'unchanged' };

/**
 * Makes an older copy of the subscribers' table safe to go on with (Q15): it re-sends nothing and brings nobody back.
 * Sending is paused first, until `pausedUntil` or until the operator resumes it. May be run again after a kill.
 * `seen` is told of each subscriber. Whoever confirmed after the backup is not in it: she has to sign up again.
 */
export function repairRestoredTable(deps: RepairDeps) {
  return async (pausedUntil: Instant, seen: () => void = () => {}): Promise<RestoredReport> => {
    await deps.rate.pause(pausedUntil, 'restore');
    const report = { erased: 0, moved: 0, skippedWeeks: 0, unchanged: 0 };
    const unreadable: SubscriberId[] = [];
    for await (const subscriber of deps.subscribers.all((id) => unreadable.push(id))) {
      try {
        const mended = await mend(deps, subscriber);
        report[mended.kind] += 1;
        if (mended.kind === 'moved') report.skippedWeeks += mended.weeks;
      } catch {
        unreadable.push(subscriber.id);
      }
      seen();
    }
    const left = await eraseSuppressed(deps, unreadable, report);
    return { ...report, unreadable: left };
  };
}

/** Whoever left since is deleted again, whether or not her record can be parsed. Answers who is left. */
async function eraseSuppressed(
  deps: RepairDeps,
  ids: readonly SubscriberId[],
  report: { erased: number },
): Promise<SubscriberId[]> {
  const left: SubscriberId[] = [];
  for (const id of ids) {
    try {
      const suppression = await deps.suppressions.get(id);
      if (suppression === null || suppression.reason === 'bounced') left.push(id);
      else {
        await deps.subscribers.deleteRest(id);
        await deps.subscribers.deleteProfile(id, 'erase');
        report.erased += 1;
      }
    } catch {
      left.push(id);
    }
  }
  return left;
}

async function mend(deps: RepairDeps, read: Subscriber): Promise<Mended> {
  for (let subscriber: Subscriber | null = read; subscriber !== null; ) {
    const { id } = subscriber;
    const suppression = await deps.suppressions.get(id);
    if (suppression !== null && (suppression.reason !== 'bounced' || subscriber.state !== 'stopped')) {
      // The record last, so that a run after a kill finds her again.
      await deps.subscribers.deleteRest(id);
      await deps.subscribers.deleteProfile(id, 'erase');
      return { kind: 'erased' };
    }
    const moved = subscriber.state === 'stopped' ? null : afterRestore(subscriber, deps.clock.now());
    if (moved === null) return { kind: 'unchanged' };
    for (const line of moved.skipped) await deps.ledger.put(line);
    if ((await deps.subscribers.replace(moved.next, 'settle')) === 'written')
      return { kind: 'moved', weeks: moved.skipped.length };
    subscriber = await deps.subscribers.get(id);
    if (subscriber === null)
      for (const { run, dueOn } of moved.skipped) await deps.ledger.delete(id, run, dueOn);
  }
  return { kind: 'unchanged' };
}
