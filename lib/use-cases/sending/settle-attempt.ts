import { type Instant, type LocalDate, localDate } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import type { Decision } from '../../domain/placement/decision.ts';
import type { LedgerLine } from '../../domain/sending/ledger.ts';
import {
  type Closed,
  closeWeek,
  decisionOf,
  sentLine,
  settleSent,
  unsentLine,
} from '../../domain/sending/settlement.ts';
import { type AttemptId, lineDay, type Receiving, type Stopped } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';

export interface SettleDeps {
  course: Course;
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'get' | 'replace'>;
  ledger: Pick<Ledger, 'get' | 'put' | 'delete'>;
}

/**
 * What must still be so when the record is written: this attempt holds the claim, or there is no claim and this was
 * the attempt whose outcome stayed unknown. Without it a concurrent worker would settle the next week as well.
 */
export type ClaimOwner = { claim: AttemptId } | { lastUnknown: AttemptId };

export interface Acceptance {
  decision: Decision;
  /** The attempt that SES accepted. */
  attempt: AttemptId;
  claimOwner: ClaimOwner;
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
  await whileClaimed(deps, claimed, how.claimOwner, (current) =>
    settleSent(deps.course, { ...current, dueOn }, how.decision, how, deps.clock.now()),
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
  const unsent: Unsent = claimed.tries.unknown > 0 ? { ...how, state: 'unknown' } : how;
  await deps.ledger.put(unsentLine(claimed, unsent));
  await whileClaimed(deps, claimed, { claim: how.attempt }, (current) =>
    closeWeek(current, how.at, unsent.state === 'unknown', deps.clock.now()),
  );
  return unsent;
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
  await whileClaimed(deps, claimed, { claim: attempt }, (current) => {
    const now = deps.clock.now();
    const on = localDate(line.at, current.timeZone);
    return line.state === 'sent'
      ? settleSent(deps.course, current, decisionOf(deps.course, current, on, line), { at: line.at, on }, now)
      : closeWeek(current, line.at, line.state === 'unknown', now);
  });
}

/** Puts the lesson off, as long as this attempt holds its claim. */
export async function release(
  deps: SettleDeps,
  claimed: Receiving,
  attempt: AttemptId,
  next: (current: Receiving) => Receiving,
): Promise<void> {
  await whileClaimed(deps, claimed, { claim: attempt }, (current) => ({ next: next(current), skipped: [] }));
}

/**
 * Writes what `next` makes of the record, as long as `claimOwner` holds the lesson, from the record as it is then: a
 * day or date changed meanwhile is not overwritten. Lines of skipped weeks go first, so that a kill loses none. When
 * she left meanwhile, the lines just written are taken back.
 */
async function whileClaimed(
  deps: SettleDeps,
  claimed: Receiving,
  claimOwner: ClaimOwner,
  next: (current: Receiving) => Closed<Receiving | Stopped>,
): Promise<void> {
  const lines = new Set<LocalDate>();
  let current = claimed;
  for (;;) {
    const closed = next(current);
    for (const line of closed.skipped) {
      lines.add(line.dueOn);
      await deps.ledger.put(line);
    }
    if ((await replace(deps, current, closed.next, claimOwner)) === 'written') {
      for (const { dueOn } of closed.skipped) lines.delete(dueOn);
      return takeBack(deps, claimed, lines);
    }
    const read = await deps.subscribers.get(claimed.id);
    if (read === null) return takeBack(deps, claimed, lines.add(lineDay(claimed)));
    if (read.state === 'stopped' || read.run !== claimed.run || !ownsClaim(claimOwner, read)) return;
    current = read;
  }
}

async function takeBack(deps: SettleDeps, { id, run }: Receiving, days: Iterable<LocalDate>): Promise<void> {
  for (const day of days) await deps.ledger.delete(id, run, day);
}

function ownsClaim(claimOwner: ClaimOwner, { claim, tries }: Receiving): boolean {
  if ('claim' in claimOwner) return claim?.attempt === claimOwner.claim;
  return claim === null && tries.lastUnknownAttempt === claimOwner.lastUnknown;
}

function replace(deps: SettleDeps, before: Receiving, next: Receiving | Stopped, claimOwner: ClaimOwner) {
  const goesOn = next.state === before.state ? 'settle' : 'pause';
  const transition = next.state === 'stopped' ? 'stop' : goesOn;
  return deps.subscribers.replace(next, transition, 'claim' in claimOwner ? claimOwner.claim : undefined);
}
