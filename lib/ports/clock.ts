import type { Instant } from '../domain/calendar.ts';

/**
 * Two clocks, the same one in AWS. The course's clock says what is due and may be moved on a laptop; the
 * machine's clock paces sends and bounds calls, and never stands still.
 */
export interface Clock {
  now(): Instant;
  machineNow(): Instant;
  /** Waits on the machine's clock. */
  wait(ms: number): Promise<void>;
}
