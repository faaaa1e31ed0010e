import { type Instant, type LocalDate, localDate } from '../../domain/calendar.ts';
import type { Decision } from '../../domain/placement/decision.ts';
import type { LedgerLine } from '../../domain/sending/ledger.ts';
import {
  type Closed,
  decisionOf,
  moveOn,
  sentLine,
  settleSent,
  unsentLine,
} from '../../domain/sending/settlement.ts';
import type { AttemptId, Receiving } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';

export interface SettleDeps {
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'get' | 'replace'>;
  ledger: Pick<Ledger, 'get' | 'put' | 'delete'>;
}

/**
 * What must still be so when the record is written: this attempt holds the claim, or there is no claim and this was
 * the attempt whose outcome stayed unknown. Without it a second hand would settle the next week as well.
 */
export type Holder = { claim: AttemptId } | { lastUnknown: AttemptId };

export interface Acceptance {
  decision: Decision;
  /** The attempt that SES accepted. */
  attempt: AttemptId;
  holder: Holder;
  messageId: string;
  /** When SES accepted it, and the local day the claim fell on. */
  at: Instant;
  on: LocalDate;
}

/**
 * Settles a lesson that SES accepted: the ledger line first, then the profile, so that a kill in between leaves a
 * line that reconcile settles from, and never a second mail.
 */
export async function settleAccepted(deps: SettleDeps, claimed: Receiving, how: Acceptance): Promise<void> {
  await deps.ledger.put(sentLine(claimed, how));
  const { dueOn } = claimed;
  await whileHeld(deps, claimed, how.holder, (now) =>
    settleSent({ ...now, dueOn }, how.decision, how.on, deps.clock.now()),
  );
}

export interface Unsent {
  state: 'failed' | 'skipped' | 'unknown';
  reason: string;
  attempt: AttemptId;
  at: Instant;
}

/**
 * Closes a week without a lesson; her course goes on at the next due time with the same session. A refusal says
 * nothing of an earlier attempt that stayed unknown, so the week is then unknown and its number used.
 */
export async function settleUnsent(deps: SettleDeps, claimed: Receiving, how: Unsent): Promise<Unsent> {
  const told: Unsent = claimed.tries.unknown > 0 ? { ...how, state: 'unknown' } : how;
  await deps.ledger.put(unsentLine(claimed, told));
  await whileHeld(deps, claimed, { claim: how.attempt }, (now) =>
    moveOn(now, localDate(how.at, now.timeZone), told.state === 'unknown', deps.clock.now()),
  );
  return told;
}

/**
 * The sender was stopped between the ledger line and the profile, or an earlier attempt was told of meanwhile: the
 * profile follows the line.
 */
export async function settleFromLine(
  deps: SettleDeps,
  claimed: Receiving,
  attempt: AttemptId,
  line: LedgerLine,
): Promise<void> {
  await whileHeld(deps, claimed, { claim: attempt }, (read) => {
    const now = deps.clock.now();
    const on = localDate(line.at, read.timeZone);
    return line.state === 'sent'
      ? settleSent(read, decisionOf(read, on, line), on, now)
      : moveOn(read, on, line.state === 'unknown', now);
  });
}

/** Puts the lesson off, as long as this attempt holds its claim. */
export async function release(
  deps: SettleDeps,
  claimed: Receiving,
  attempt: AttemptId,
  next: (now: Receiving) => Receiving,
): Promise<void> {
  await whileHeld(deps, claimed, { claim: attempt }, (now) => ({ next: next(now), skipped: [] }));
}

/**
 * Writes what `next` makes of the record, as long as `holder` holds the lesson, from the record as it is then: a
 * day or date changed meanwhile is not overwritten. Lines of skipped weeks go first, so that a kill loses none. When
 * she left meanwhile, the lines just written are taken back.
 */
async function whileHeld(
  deps: SettleDeps,
  claimed: Receiving,
  holder: Holder,
  next: (now: Receiving) => Closed,
): Promise<void> {
  const lines = new Set<LocalDate>();
  let now = claimed;
  for (;;) {
    const closed = next(now);
    for (const line of closed.skipped) {
      lines.add(line.dueOn);
      await deps.ledger.put(line);
    }
    if ((await replace(deps, closed.next, now.revision, holder)) === 'written') {
      for (const { dueOn } of closed.skipped) lines.delete(dueOn);
      return takeBack(deps, claimed, lines);
    }
    const read = await deps.subscribers.get(claimed.id);
    if (read === null) return takeBack(deps, claimed, lines.add(claimed.dueOn));
    if (read.state === 'stopped' || read.run !== claimed.run || !holds(holder, read)) return;
    now = read;
  }
}

async function takeBack(deps: SettleDeps, { id, run }: Receiving, days: Iterable<LocalDate>): Promise<void> {
  for (const day of days) await deps.ledger.delete(id, run, day);
}

function holds(holder: Holder, { claim, tries }: Receiving): boolean {
  if ('claim' in holder) return claim?.attempt === holder.claim;
  return claim === null && tries.lastUnknownAttempt === holder.lastUnknown;
}

function replace(deps: SettleDeps, next: Receiving, revision: number, holder: Holder) {
  return 'claim' in holder
    ? deps.subscribers.replace(next, revision, holder.claim)
    : deps.subscribers.replace(next, revision);
}
