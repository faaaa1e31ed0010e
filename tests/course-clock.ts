import type { Instant } from '../lib/domain/calendar.ts';
import type { Clock } from '../lib/ports/clock.ts';

/** A clock that stands still until a test moves it; waiting moves it too. */
export class TestClock implements Clock {
  #now: Instant;
  /** How long was waited in all, in ms. */
  waited = 0;

  constructor(now: Instant) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  machineNow(): Instant {
    return this.#now;
  }

  async wait(ms: number): Promise<void> {
    this.waited += ms;
    this.#now += ms;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}
