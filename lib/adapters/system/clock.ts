import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';

/** The machine's clock; the course's is `offsetMs()` ahead of it, which is 0 in AWS. */
export function systemClock(offsetMs: () => number = () => 0): Clock {
  return {
    now: () => Date.now() + offsetMs(),
    machineNow: () => Date.now(),
    wait: async (ms) => {
      await sleep(ms);
    },
  };
}
