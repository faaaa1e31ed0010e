import { DAY_MS, isoWeek, localDate } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import type { EventKind, LedgerLine, SesEvent } from '../../domain/sending/ledger.ts';
import { type NoteId, withAccepted } from '../../domain/sending/note.ts';
import { decisionOf, sentLine } from '../../domain/sending/settlement.ts';
import type { Receiving } from '../../domain/subscriber.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { MailEvent } from '../../ports/mailer.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { NoteStore } from '../../ports/note-store.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import { eraseRecord, repeatErasing } from './erase-record.ts';
import { type ClaimOwner, settleAccepted } from './settle-attempt.ts';
import { type StopDeps, stopReceiving, takeBackIfLeft } from './stop-receiving.ts';

/** How many lines back an event's line is looked for. */
const WEEKS_BACK = 10;
/** Longer than the event queue and its dead-letter queue together keep an event. */
const COUNTED_FOR_MS = 30 * DAY_MS;

export interface RecordDeps extends StopDeps {
  counts: CountStore;
  notes: Pick<NoteStore, 'get' | 'replace'>;
  limits: Pick<LimitStore, 'spend'>;
  enrolQueue: EnrolQueue;
  metrics: Metrics;
}

export type Recorded = 'merged' | 'settled' | 'unchanged' | 'dropped';

interface Merged {
  outcome: Recorded;
  /** Whether it is the first event of its kind about the lesson; null when no line says so. */
  isFirst: boolean | null;
}

const DROPPED: Merged = { outcome: 'dropped', isFirst: null };

/**
 * Takes one SES event. Events come late, twice, out of order, or before the sender stored its own outcome, so each
 * effect is worked out from what is stored by then and from the event's own moment: the end, the counts and the metrics
 * are the same in any order (Q7). An event about a lesson without a line settles the open claim of that attempt: it is
 * how an unknown outcome becomes known. What belongs to nobody any more creates nothing.
 */
export function record(deps: RecordDeps) {
  return async (mail: MailEvent): Promise<Recorded> => {
    // First of all, so that nothing is sent to her whatever goes wrong below.
    await suppressAfter(deps, mail);
    const merged =
      mail.event.kind === 'complaint' ? await mergeIfReadable(deps, mail) : await merge(deps, mail);
    if (merged.isFirst ?? (await isFirstWithoutLine(deps, mail))) count(deps.metrics, mail.event.kind);
    await actOn(deps, mail, merged.isFirst === true);
    return merged.outcome;
  };
}

async function suppressAfter(
  { suppressions }: RecordDeps,
  { subscriber: id, event }: MailEvent,
): Promise<void> {
  const { kind, at } = event;
  if (kind === 'complaint') await suppressions.put({ id, reason: 'complained', at });
  if (kind === 'bounce') await suppressions.put({ id, reason: 'bounced', at });
}

function count(metrics: Metrics, kind: EventKind): void {
  if (kind === 'delivery') metrics.count('Delivered', 1);
  if (kind === 'soft-bounce' || kind === 'bounce') metrics.count('Bounces', 1);
  if (kind === 'complaint') metrics.count('Complaints', 1);
}

async function actOn(deps: RecordDeps, mail: MailEvent, isFirst: boolean): Promise<void> {
  const { subscriber, event } = mail;
  switch (event.kind) {
    case 'complaint':
      return erase(deps, mail);
    case 'bounce':
      return stopReceiving(deps, subscriber, event.at);
    case 'soft-bounce':
      if (isFirst) await noteSoftBounce(deps, mail);
      return;
    case 'delay':
    case 'send':
    case 'delivery':
    case 'reject':
      return;
  }
}

/** A complaint is obeyed whether or not her record and her ledger can be read. */
async function mergeIfReadable(deps: RecordDeps, mail: MailEvent): Promise<Merged> {
  try {
    return await merge(deps, mail);
  } catch (error) {
    deps.log.error('complaint-not-merged', error, { subscriber: mail.subscriber });
    return DROPPED;
  }
}

async function merge(deps: RecordDeps, mail: MailEvent): Promise<Merged> {
  if (mail.note !== undefined) return mergeNote(deps, mail, mail.note);
  return mail.lesson === null ? DROPPED : mergeLesson(deps, mail, mail.lesson);
}

/** A note's line is never made by an event: who left has none. */
async function mergeNote(
  { notes }: RecordDeps,
  { subscriber, event }: MailEvent,
  note: NoteId,
): Promise<Merged> {
  for (;;) {
    const line = await notes.get(subscriber, note);
    if (line === null || !line.attempts.includes(event.attempt)) return DROPPED;
    const next = withAccepted(line, event);
    const isKnown = line.accepted.includes(event.attempt) && next.fate === line.fate;
    if (isKnown) return { outcome: 'unchanged', isFirst: null };
    if ((await notes.replace(next)) === 'written') return { outcome: 'merged', isFirst: null };
  }
}

async function mergeLesson(
  deps: RecordDeps,
  mail: MailEvent,
  lesson: NonNullable<MailEvent['lesson']>,
): Promise<Merged> {
  const { run, dueOn } = lesson;
  const merged = await deps.ledger.mergeEvent(mail.subscriber, run, dueOn, mail.event);
  if (merged !== 'missing') return { outcome: merged, isFirst: merged === 'merged' };
  const current = await deps.subscribers.get(mail.subscriber);
  if (current === null || current.run !== run) return DROPPED;
  const settled = current.state === 'stopped' ? 'dropped' : await settle(deps, current, mail);
  if (settled === 'dropped') return mergeByNumber(deps, mail, lesson);
  const mergedLate = await deps.ledger.mergeEvent(mail.subscriber, run, dueOn, mail.event);
  deps.log.info('settled-by-event', { subscriber: mail.subscriber, attempt: mail.event.attempt });
  return { outcome: 'settled', isFirst: mergedLate === 'merged' };
}

/**
 * A lesson's identity is its number: lines written before the ledger kept the day of the first attempt stand under the
 * day of a later one.
 */
async function mergeByNumber(
  { ledger }: RecordDeps,
  { subscriber, event }: MailEvent,
  { run, number }: NonNullable<MailEvent['lesson']>,
): Promise<Merged> {
  const lines = await ledger.of(subscriber, WEEKS_BACK);
  const line = lines.find((one) => one.run === run && one.number === number);
  if (line === undefined) return DROPPED;
  const merged = await ledger.mergeEvent(subscriber, run, line.dueOn, event);
  return merged === 'missing' ? DROPPED : { outcome: merged, isFirst: merged === 'merged' };
}

/**
 * Settles the lesson of an attempt without a line. SES speaks of this attempt, so it took the mail: the decision is
 * worked out again as it was that day, with the session that the mail's tags name.
 */
async function settle(
  deps: RecordDeps,
  current: Receiving,
  { event, lesson }: MailEvent,
): Promise<'settled' | 'dropped'> {
  const claimOwner = ownerOf(current, event);
  if (claimOwner === null) return 'dropped';
  const { claim, timeZone, tries } = current;
  // The mail's tags name the day of the line, whatever day she chose since.
  const dueOn = lesson?.dueOn ?? current.dueOn;
  const subscriber = { ...current, dueOn, tries: { ...tries, lineOn: dueOn } };
  const at = 'claim' in claimOwner ? (claim?.at ?? event.at) : event.at;
  const on = localDate(at, timeZone);
  const { attempt, messageId } = event;
  const decision = decisionOf(deps.course, subscriber, on, lesson?.sent);
  const how = { decision, attempt, messageId, at, on };
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

function ownerOf({ claim, tries }: Receiving, { attempt }: SesEvent): ClaimOwner | null {
  if (claim?.attempt === attempt) return { claim: attempt };
  return tries.lastUnknownAttempt === attempt ? { lastUnknown: attempt } : null;
}

/**
 * Who complained has no ledger any more, and a confirmation mail never had a line: there each event spends a key, which
 * names nobody. The ledger of anyone else is gone because she left, and then nothing is counted.
 */
async function isFirstWithoutLine(
  deps: RecordDeps,
  { subscriber, lesson, event }: MailEvent,
): Promise<boolean> {
  if (lesson !== null && (await deps.suppressions.get(subscriber))?.reason !== 'complained') return false;
  return (await spendEvent(deps, event.attempt, event.kind)) === 'ok';
}

function spendEvent(
  { clock, limits }: RecordDeps,
  attempt: string,
  kind: EventKind,
): Promise<'ok' | 'spent'> {
  return limits.spend(`event#${attempt}#${kind}`, clock.now() + COUNTED_FOR_MS);
}

/** Erases her at once. What her ledger counted is noted first, so that an event that is repeated counts once. */
async function erase(deps: RecordDeps, { subscriber, lesson, event }: MailEvent): Promise<void> {
  const lines = await linesIfReadable(deps, subscriber);
  for (const { attempt, otherAttempts, seen } of lines) {
    const attempts = [attempt, ...otherAttempts].filter((one) => one !== null);
    for (const one of attempts) for (const kind of seen) await spendEvent(deps, one, kind);
  }
  const line = lines.find(({ run, number }) => run === lesson?.run && number === lesson.number);
  // Her ledger goes with her; this is what is left of it, and names nobody.
  const session = line?.session ?? 'none';
  await repeatErasing(deps.enrolQueue, subscriber, await deps.subscribers.getRaw(subscriber));
  const was = await eraseRecord(deps, subscriber, 'erase', { left: { at: event.at, session } });
  if (was !== null && !isCanary(was)) await deps.counts.add(isoWeek(event.at), `complained:${session}`);
}

async function linesIfReadable({ ledger, log }: RecordDeps, id: string): Promise<readonly LedgerLine[]> {
  try {
    return await ledger.of(id, WEEKS_BACK);
  } catch (error) {
    log.error('ledger-not-read', error, { subscriber: id });
    return [];
  }
}

/** Set once and never taken back, so that it says the same whatever came first. */
async function noteSoftBounce({ subscribers }: RecordDeps, { subscriber: id }: MailEvent): Promise<void> {
  for (;;) {
    const current = await subscribers.get(id);
    if (current === null || current.state === 'stopped' || current.softBounced) return;
    if ((await subscribers.replace({ ...current, softBounced: true }, 'change')) === 'written') return;
  }
}
