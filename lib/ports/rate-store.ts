import type { Instant } from '../domain/calendar.ts';
import type { SessionId } from '../domain/course.ts';

export type PauseCause = 'operator' | 'quota' | 'circuit' | 'account' | 'restore';

export interface SendingState {
  /** Sending waits until then (course time); null: nothing is paused. */
  pausedUntil: Instant | null;
  cause: PauseCause | null;
  /** Unknown outcomes in a row, over all instances. */
  unknownsRunning: number;
  /** Sessions that nobody gets until they are released, sorted: their lessons stay due (docs/rules/sending.md#held-lessons). */
  withheld: readonly SessionId[];
}

export interface Reservation {
  /** Machine times, one for each send, in order. */
  moments: readonly Instant[];
  state: SendingState;
}

/** The rate that all instances share, the one flag that stops all sending, and the sessions that are withheld. */
export interface RateStore {
  /** Reserves `count` moments in a row at `perSecond`, none before `now` (machine time). */
  reserve(count: number, perSecond: number, now: Instant): Promise<Reservation>;
  state(): Promise<SendingState>;
  pause(until: Instant, cause: PauseCause): Promise<void>;
  /** Ends a pause of that cause, or any when no cause is given. */
  resume(cause?: PauseCause): Promise<void>;
  /** Withheld twice is withheld once. */
  withhold(session: SessionId): Promise<void>;
  /** Whether it was withheld. */
  release(session: SessionId): Promise<boolean>;
  countUnknown(): Promise<number>;
  clearUnknowns(): Promise<void>;
}
