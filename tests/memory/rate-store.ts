import type { Instant } from '../../lib/domain/calendar.ts';
import type { SessionId } from '../../lib/domain/course.ts';
import { momentsFrom, spacing } from '../../lib/domain/sending/rate.ts';
import type { PauseCause, RateStore, SendingState } from '../../lib/ports/rate-store.ts';

/** What the rate's store holds. */
export interface KeptRate {
  next: number;
  unknowns: number;
  pause: { until: Instant; cause: PauseCause } | null;
  withheld: readonly SessionId[];
}

export function unusedRate(): KeptRate {
  return { next: 0, unknowns: 0, pause: null, withheld: [] };
}

/** The shared rate and the pause, in memory. `now` is the course's clock, by which a pause ends. */
export function memoryRateStore(now: () => Instant, kept: KeptRate = unusedRate()): RateStore {
  const state = (): SendingState => {
    const standing = kept.pause !== null && kept.pause.until > now() ? kept.pause : null;
    return {
      pausedUntil: standing?.until ?? null,
      cause: standing?.cause ?? null,
      unknownsRunning: kept.unknowns,
      withheld: kept.withheld,
    };
  };
  return {
    async reserve(count, perSecond, from) {
      const start = Math.max(from, kept.next);
      kept.next = start + count * spacing(perSecond);
      return { moments: momentsFrom(start, count, perSecond), state: state() };
    },
    async state() {
      return state();
    },
    async pause(until, cause) {
      if (kept.pause === null || kept.pause.until < until) kept.pause = { until, cause };
    },
    async resume(cause) {
      if (cause === undefined || kept.pause?.cause === cause) kept.pause = null;
    },
    async withhold(session) {
      kept.withheld = [...new Set([...kept.withheld, session])].toSorted();
    },
    async release(session) {
      const wasWithheld = kept.withheld.includes(session);
      kept.withheld = kept.withheld.filter((one) => one !== session);
      return wasWithheld;
    },
    async countUnknown() {
      kept.unknowns += 1;
      return kept.unknowns;
    },
    async clearUnknowns() {
      kept.unknowns = 0;
    },
  };
}
