import { type Instant, localDate } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import type { LedgerLine } from '../../domain/sending/ledger.ts';
import {
  closeWeek,
  decisionOf,
  KEEP_STOPPED_MS,
  stopped,
  unsentLine,
} from '../../domain/sending/settlement.ts';
import type { AttemptId, Receiving, Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';

export interface StopDeps {
  course: Course;
  clock: Clock;
  subscribers: SubscriberStore;
  suppressions: SuppressionStore;
  ledger: Ledger;
  log: Log;
}

/**
 * Stops someone whose address takes no mail, `bouncedAt` being the moment of the bounce: of several the earliest says
 * when the rest is erased. A lesson under way is settled by nobody any more: its line says so, until an event does, and
 * the weeks skipped before it get theirs. `unsent`: an attempt that certainly sent nothing.
 */
export async function stopReceiving(
  deps: StopDeps,
  id: SubscriberId,
  bouncedAt: Instant,
  unsent: AttemptId | null = null,
): Promise<void> {
  const eraseAt = bouncedAt + KEEP_STOPPED_MS;
  const written: LedgerLine[] = [];
  for (;;) {
    const current = await deps.subscribers.get(id);
    const next = current === null ? null : stoppedFrom(current, eraseAt);
    if (current === null || next === null) break;
    const lines = current.state === 'stopped' ? [] : linesUnderWay(deps, current, unsent);
    for (const line of lines) {
      written.push(line);
      await deps.ledger.put(line);
    }
    if ((await deps.subscribers.replace(next, 'stop')) === 'written') break;
  }
  for (const line of written) await takeBackIfLeft(deps, line);
}

/** Null when she is stopped already, and not to be erased later than this bounce asks for. */
function stoppedFrom(current: Subscriber, eraseAt: Instant): Subscriber | null {
  if (current.state !== 'stopped') return stopped(current, eraseAt, 'bounced');
  return current.eraseAt <= eraseAt ? null : { ...current, eraseAt };
}

function linesUnderWay(
  { course, clock }: StopDeps,
  subscriber: Receiving,
  unsent: AttemptId | null,
): LedgerLine[] {
  const now = clock.now();
  const { claim, tries, timeZone } = subscriber;
  const underWay = claim !== null && claim.attempt !== unsent ? claim : null;
  const attempt = underWay?.attempt ?? tries.lastUnknownAttempt;
  if (attempt === null) return [];
  const at = underWay?.at ?? now;
  const on = localDate(at, timeZone);
  const reason = 'her address bounced while it was under way';
  const { skipped } = closeWeek(subscriber, at, true, now);
  const { session, level } = decisionOf(course, subscriber, on);
  return [
    { ...unsentLine(subscriber, { state: 'unknown', reason, attempt, at }), session, level },
    ...skipped,
  ];
}

export async function takeBackIfLeft(
  deps: Pick<StopDeps, 'subscribers' | 'ledger'>,
  { id, run, dueOn }: LedgerLine,
): Promise<void> {
  if ((await deps.subscribers.get(id)) === null) await deps.ledger.delete(id, run, dueOn);
}
