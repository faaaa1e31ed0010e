import { type Instant, isoWeek, localDate } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import type { LedgerLine, SesEvent } from '../../domain/sending/ledger.ts';
import { closeWeek, decisionOf, sentLine, stopped, unsentLine } from '../../domain/sending/settlement.ts';
import type { Receiving, Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { MailEvent } from '../../ports/mailer.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import { eraseRecord, KEEP_STOPPED_MS } from './erase-record.ts';
import { type ClaimOwner, settleAccepted } from './settle-attempt.ts';

/** Soft bounces on this many lessons running mean that the address takes no mail (docs/rules/sending.md#suppressions). */
const SOFT_BOUNCES = 5;
/** How far back the line of an event is looked for. */
const WEEKS_BACK = 10;

export interface RecordDeps {
  course: Course;
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
    const { event, subscriber } = mail;
    // First of all, so that nothing is sent to her whatever goes wrong below.
    if (event.kind === 'complaint') await suppress(deps, mail, 'complained');
    if (isHardBounce(event)) await suppress(deps, mail, 'bounced');
    const outcome = mail.lesson === null ? 'dropped' : await mergeLesson(deps, mail, mail.lesson);
    if (event.kind === 'complaint') {
      deps.metrics.count('Complaints', 1);
      const was = await eraseRecord(deps, subscriber, 'erase');
      const session = was?.recent.at(-1)?.session ?? 'none';
      // Her ledger is gone with her; this is what is left of it, and names nobody.
      if (was !== null) await deps.counts.add(isoWeek(deps.clock.now()), `complained:${session}`);
    } else if (event.kind === 'bounce') {
      deps.metrics.count('Bounces', 1);
      if (event.permanent) await stop(deps, subscriber);
      else if (outcome === 'merged' || outcome === 'settled') await countSoftBounce(deps, mail);
    } else if (event.kind === 'delivery' && (outcome === 'merged' || outcome === 'settled')) {
      deps.metrics.count('Delivered', 1);
      await clearSoftBounces(deps, subscriber);
    }
    return outcome;
  };
}

function isHardBounce({ kind, permanent }: SesEvent): boolean {
  return kind === 'bounce' && permanent;
}

async function suppress(
  deps: RecordDeps,
  { subscriber }: MailEvent,
  reason: 'bounced' | 'complained',
): Promise<void> {
  await deps.suppressions.put({ id: subscriber, reason, at: deps.clock.now() });
}

async function mergeLesson(
  deps: RecordDeps,
  mail: MailEvent,
  lesson: NonNullable<MailEvent['lesson']>,
): Promise<Recorded> {
  const { run, dueOn } = lesson;
  const merged = await deps.ledger.mergeEvent(mail.subscriber, run, dueOn, mail.event);
  if (merged !== 'missing') return merged;
  const read = await deps.subscribers.get(mail.subscriber);
  if (read === null || read.run !== run) return 'dropped';
  const outcome = read.state === 'stopped' ? 'dropped' : await tell(deps, { ...read, dueOn }, mail.event);
  if (outcome === 'dropped') return mergeByNumber(deps, mail, lesson);
  await deps.ledger.mergeEvent(mail.subscriber, run, dueOn, mail.event);
  deps.log.info('settled-by-event', { subscriber: mail.subscriber, attempt: mail.event.attempt });
  return outcome;
}

/**
 * Her day was changed after an attempt of unknown outcome, and the second attempt's line stands under the day that the
 * lesson was due by then. The lesson's number is the same: the attempt that is told of now was its duplicate.
 */
async function mergeByNumber(
  { ledger }: RecordDeps,
  { subscriber, event }: MailEvent,
  { run, number }: NonNullable<MailEvent['lesson']>,
): Promise<Recorded> {
  const lines = await ledger.of(subscriber, WEEKS_BACK);
  const line = lines.find((one) => one.run === run && one.number === number);
  if (line === undefined) return 'dropped';
  const merged = await ledger.mergeEvent(subscriber, run, line.dueOn, event);
  return merged === 'missing' ? 'dropped' : merged;
}

/**
 * What an event says of a week without a line. SES speaks of this attempt, so it took the mail: the decision is worked
 * out again as it was that day. `subscriber.dueOn` is the week that the mail's tags name.
 */
async function tell(deps: RecordDeps, subscriber: Receiving, event: SesEvent): Promise<Recorded> {
  const { claim, tries, timeZone } = subscriber;
  const { attempt, messageId } = event;
  const claimOwner: ClaimOwner | null =
    claim?.attempt === attempt
      ? { claim: attempt }
      : tries.lastUnknownAttempt === attempt
        ? { lastUnknown: attempt }
        : null;
  if (claimOwner === null) return 'dropped';
  const at = 'claim' in claimOwner ? (claim?.at ?? event.at) : event.at;
  const on = localDate(at, timeZone);
  const how = { decision: decisionOf(deps.course, subscriber, on), attempt, messageId, at, on };
  if ('claim' in claimOwner || claim === null) {
    await settleAccepted(deps, subscriber, { ...how, claimOwner });
    return 'settled';
  }
  // The second attempt is under way: it finds this line, or counts as the duplicate that it is.
  const line = sentLine(subscriber, how);
  await deps.ledger.put(line);
  await takeBackIfLeft(deps, line);
  return 'settled';
}

/**
 * A lesson under way when her address bounced is settled by nobody any more: its line says so, until an event does, and
 * the weeks skipped before it get theirs.
 */
async function stop(deps: RecordDeps, id: SubscriberId): Promise<void> {
  const now = deps.clock.now();
  const written: LedgerLine[] = [];
  await change(deps, id, async (subscriber) => {
    for (const line of linesUnderWay(subscriber, now)) {
      written.push(line);
      await deps.ledger.put(line);
    }
    return stopped(subscriber, now + KEEP_STOPPED_MS);
  });
  for (const line of written) await takeBackIfLeft(deps, line);
}

function linesUnderWay(subscriber: Receiving, now: Instant): LedgerLine[] {
  const attempt = subscriber.claim?.attempt ?? subscriber.tries.lastUnknownAttempt;
  if (attempt === null) return [];
  const reason = 'her address bounced while it was under way';
  const { skipped } = closeWeek(subscriber, localDate(now, subscriber.timeZone), true, now);
  return [unsentLine(subscriber, { state: 'unknown', reason, attempt, at: now }), ...skipped];
}

async function takeBackIfLeft(deps: RecordDeps, { id, run, dueOn }: LedgerLine): Promise<void> {
  if ((await deps.subscribers.get(id)) === null) await deps.ledger.delete(id, run, dueOn);
}

async function countSoftBounce(deps: RecordDeps, mail: MailEvent): Promise<void> {
  const after = await change(deps, mail.subscriber, async (subscriber) => ({
    ...subscriber,
    softBounces: subscriber.softBounces + 1,
  }));
  if (after !== null && after.softBounces >= SOFT_BOUNCES) {
    await suppress(deps, mail, 'bounced');
    await stop(deps, mail.subscriber);
  }
}

async function clearSoftBounces(deps: RecordDeps, id: SubscriberId): Promise<void> {
  await change(deps, id, async (subscriber) =>
    subscriber.softBounces === 0 ? null : { ...subscriber, softBounces: 0 },
  );
}

/** Changes a record as it stands now; null when there is nothing to change, or nobody. */
async function change(
  deps: RecordDeps,
  id: SubscriberId,
  to: (subscriber: Receiving) => Promise<Subscriber | null>,
): Promise<Subscriber | null> {
  for (;;) {
    const subscriber = await deps.subscribers.get(id);
    if (subscriber === null || subscriber.state === 'stopped') return null;
    const next = await to(subscriber);
    if (next === null) return null;
    const transition = next.state === 'stopped' ? 'stop' : 'change';
    if ((await deps.subscribers.replace(next, transition)) === 'written') return next;
  }
}
