import type { Instant } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';

export interface KnownRun {
  id: SubscriberId;
  signedUpAt: Instant;
  writtenAt: Instant;
  /** She left it, and was told so. */
  closedAt: Instant | null;
}

export interface SeenAttempt {
  lesson: string;
  id: SubscriberId;
  run: string;
  at: Instant;
  acceptedAt: Instant | null;
  times: number;
  /** When a line said that it went: nobody may claim this lesson again. */
  settledAt: Instant | null;
  eventAt: Instant | null;
}
