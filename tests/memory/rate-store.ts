import type { Instant } from '../../lib/domain/calendar.ts';
import { momentsFrom, spacing } from '../../lib/domain/sending/rate.ts';
import type { PauseCause, RateStore, SendingState } from '../../lib/ports/rate-store.ts';

/** The shared rate and the pause, in memory. `now` is the course's clock, by which a pause ends. */
export function memoryRateStore(now: () => Instant): RateStore {
  let next = 0;
  let unknowns = 0;
  let pause: { until: Instant; cause: PauseCause } | null = null;
  const state = (): SendingState => {
    const standing = pause !== null && pause.until > now() ? pause : null;
    return {
      pausedUntil: standing?.until ?? null,
      cause: standing?.cause ?? null,
      unknownsRunning: unknowns,
    };
  };
  return {
    async reserve(count, perSecond, from) {
      const start = Math.max(from, next);
      next = start + count * spacing(perSecond);
      return { moments: momentsFrom(start, count, perSecond), state: state() };
    },
    async state() {
      return state();
    },
    async pause(until, cause) {
      if (pause === null || pause.until < until) pause = { until, cause };
    },
    async resume(cause) {
      if (cause === undefined || pause?.cause === cause) pause = null;
    },
    async countUnknown() {
      unknowns += 1;
      return unknowns;
    },
    async clearUnknowns() {
      unknowns = 0;
    },
  };
}
