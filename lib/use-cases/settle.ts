import { type Instant, type LocalDate, localDate } from '../domain/calendar.ts';
import type { Decision } from '../domain/placement.ts';
import { moveOn, sentLine, settleSent, unsentLine } from '../domain/settlement.ts';
import type { AttemptId, Receiving } from '../domain/subscriber.ts';
import type { Clock, Ledger, SubscriberStore } from '../ports.ts';

export interface SettleDeps {
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'get' | 'replace'>;
  ledger: Pick<Ledger, 'put' | 'delete'>;
}

export interface Acceptance {
  decision: Decision;
  /** The attempt that SES accepted. */
  attempt: AttemptId;
  /** The claim that must stand while it is settled; null when there is none (a late event of an earlier attempt). */
  claim: AttemptId | null;
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
  await whileClaimed(deps, claimed, how.claim, async (now) => {
    const { next, skipped } = settleSent(now, how.decision, how.on, deps.clock.now());
    for (const line of skipped) await deps.ledger.put(line);
    return next;
  });
}

/** Closes a week without a lesson; her course goes on at the next due time with the same session. */
export async function settleUnsent(
  deps: SettleDeps,
  claimed: Receiving,
  how: { state: 'failed' | 'skipped' | 'unknown'; reason: string; attempt: AttemptId | null; at: Instant },
): Promise<void> {
  await deps.ledger.put(unsentLine(claimed, how));
  await whileClaimed(deps, claimed, how.attempt, async (now) =>
    moveOn(now, localDate(how.at, now.timeZone), how.state === 'unknown', deps.clock.now()),
  );
}

/**
 * Writes what `next` makes of the record, as long as `attempt` holds its claim, from the record as it is then: a
 * day or date changed meanwhile is not overwritten. When she left meanwhile, the line just written is taken back.
 */
export async function whileClaimed(
  deps: SettleDeps,
  claimed: Receiving,
  attempt: AttemptId | null,
  next: (now: Receiving) => Promise<Receiving>,
): Promise<void> {
  let now = claimed;
  while ((await replaceWhileClaimed(deps, await next(now), now.revision, attempt)) === 'conflict') {
    const read = await deps.subscribers.get(claimed.id);
    if (read === null) {
      await deps.ledger.delete(claimed.id, claimed.run, claimed.dueOn);
      return;
    }
    if (read.state === 'stopped' || read.run !== claimed.run || (read.claim?.attempt ?? null) !== attempt)
      return;
    now = read;
  }
}

function replaceWhileClaimed(deps: SettleDeps, next: Receiving, revision: number, attempt: AttemptId | null) {
  return attempt === null
    ? deps.subscribers.replace(next, revision)
    : deps.subscribers.replace(next, revision, attempt);
}
