import { DAY_MS, localDate } from '../domain/calendar.ts';
import type { SesEvent } from '../domain/ledger.ts';
import { decisionOf, stopped } from '../domain/settlement.ts';
import type { Receiving, Subscriber } from '../domain/subscriber.ts';
import type {
  Clock,
  CountStore,
  Ledger,
  Log,
  MailEvent,
  Metrics,
  SubscriberStore,
  SuppressionStore,
} from '../ports.ts';
import { eraseRecord } from './erase-record.ts';
import { settleAccepted } from './settle.ts';

/** Soft bounces on this many lessons running mean that the address takes no mail (design section 4). */
const SOFT_BOUNCES = 5;
/** What is left of an address that bounced for good is erased after this. */
const KEEP_STOPPED_MS = 30 * DAY_MS;

export interface RecordDeps {
  clock: Clock;
  subscribers: SubscriberStore;
  ledger: Ledger;
  suppressions: SuppressionStore;
  counts: CountStore;
  metrics: Metrics;
  log: Log;
}

export type Recorded = 'merged' | 'settled' | 'unchanged' | 'dropped';

/**
 * Takes one SES event. Events come late, twice, out of order, or before the sender stored its own outcome, so the
 * ledger merges them without regard to order (Q7). An event about a lesson without a line settles the open claim
 * of that attempt: it is how an unknown outcome becomes known. What belongs to nobody any more creates nothing.
 */
export function record(deps: RecordDeps) {
  return async (mail: MailEvent): Promise<Recorded> => {
    const outcome = mail.lesson === null ? 'dropped' : await mergeLesson(deps, mail, mail.lesson);
    const { event } = mail;
    if (event.kind === 'complaint') {
      deps.metrics.count('Complaints', 1);
      await deps.suppressions.put({ id: mail.subscriber, reason: 'complained', at: event.at });
      await eraseRecord(deps, mail.subscriber);
    } else if (event.kind === 'bounce') {
      deps.metrics.count('Bounces', 1);
      if (event.permanent) await stop(deps, mail.subscriber, event);
      else if (outcome === 'merged' || outcome === 'settled')
        await countSoftBounce(deps, mail.subscriber, event);
    } else if (event.kind === 'delivery' && (outcome === 'merged' || outcome === 'settled')) {
      deps.metrics.count('Delivered', 1);
      await clearSoftBounces(deps, mail.subscriber);
    }
    return outcome;
  };
}

async function mergeLesson(
  deps: RecordDeps,
  mail: MailEvent,
  { run, dueOn }: NonNullable<MailEvent['lesson']>,
): Promise<Recorded> {
  const merged = await deps.ledger.mergeEvent(mail.subscriber, run, dueOn, mail.event);
  if (merged !== 'missing') return merged;
  const subscriber = await deps.subscribers.get(mail.subscriber);
  if (subscriber === null || subscriber.state === 'stopped' || subscriber.run !== run) return 'dropped';
  if (!isOpenAttempt(subscriber, mail.event)) return 'dropped';
  // The line belongs to the week of the attempt, even when a pause or another day moved the next one since.
  await settleFromEvent(deps, { ...subscriber, dueOn }, mail.event);
  await deps.ledger.mergeEvent(mail.subscriber, run, dueOn, mail.event);
  deps.log.info('settled-by-event', { subscriber: subscriber.id, attempt: mail.event.attempt });
  return 'settled';
}

/** The claim itself, or the attempt whose outcome stayed unknown and whose second try has not begun. */
function isOpenAttempt({ claim, tries }: Receiving, { attempt }: SesEvent): boolean {
  return claim === null ? tries.lastUnknownAttempt === attempt : claim.attempt === attempt;
}

/** SES speaks of this attempt, so it took the mail: the decision is worked out again as it was that day. */
async function settleFromEvent(deps: RecordDeps, subscriber: Receiving, event: SesEvent): Promise<void> {
  const at = subscriber.claim?.at ?? event.at;
  const on = localDate(at, subscriber.timeZone);
  await settleAccepted(deps, subscriber, {
    decision: decisionOf(subscriber, on),
    attempt: event.attempt,
    claim: subscriber.claim?.attempt ?? null,
    messageId: event.messageId,
    at,
    on,
  });
}

async function stop(deps: RecordDeps, id: string, event: SesEvent): Promise<void> {
  await deps.suppressions.put({ id, reason: 'bounced', at: event.at });
  await change(deps, id, (subscriber) => stopped(subscriber, deps.clock.now() + KEEP_STOPPED_MS));
}

async function countSoftBounce(deps: RecordDeps, id: string, event: SesEvent): Promise<void> {
  const after = await change(deps, id, (subscriber) => ({
    ...subscriber,
    softBounces: subscriber.softBounces + 1,
    revision: subscriber.revision + 1,
  }));
  if (after !== null && after.softBounces >= SOFT_BOUNCES) await stop(deps, id, event);
}

async function clearSoftBounces(deps: RecordDeps, id: string): Promise<void> {
  await change(deps, id, (subscriber) =>
    subscriber.softBounces === 0
      ? null
      : { ...subscriber, softBounces: 0, revision: subscriber.revision + 1 },
  );
}

/** Changes a record as it stands now; null when there is nothing to change, or nobody. */
async function change(
  deps: RecordDeps,
  id: string,
  to: (subscriber: Receiving) => Subscriber | null,
): Promise<Subscriber | null> {
  for (;;) {
    const subscriber = await deps.subscribers.get(id);
    if (subscriber === null || subscriber.state === 'stopped') return null;
    const next = to(subscriber);
    if (next === null || (await deps.subscribers.replace(next, subscriber.revision)) === 'written')
      return next;
  }
}
