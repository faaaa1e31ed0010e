import {
  type Instant,
  isoWeek,
  type LocalDate,
  localDate,
  wholeWeeksBetween,
} from '../../domain/calendar.ts';
import type { Country } from '../../domain/course.ts';
import { type ConfirmDecision, decideConfirm } from '../../domain/joining/confirmation.ts';
import { newRun } from '../../domain/joining/new-run.ts';
import { unsentLine } from '../../domain/sending/settlement.ts';
import type { Active, Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Letters } from '../../ports/letters.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { Upcoming } from '../../ports/pages.ts';
import type { LessonQueue } from '../../ports/queues.ts';
import type { SignUp, SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Suppression, SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { SEND_GRACE_MS } from '../sending/limits.ts';
import { upcoming } from './upcoming.ts';

export interface ConfirmDeps {
  clock: Clock;
  tokens: Tokens;
  subscribers: SubscriberStore;
  suppressions: SuppressionStore;
  limits: Pick<LimitStore, 'clearMails'>;
  ledger: Pick<Ledger, 'put'>;
  counts: CountStore;
  queue: Pick<LessonQueue, 'send'>;
  letters: Pick<Letters, 'titleOf'>;
  log: Log;
}

/** `gone` stands for every link that does nothing any more, so that it tells nobody anything. */
export type ConfirmationShown =
  | { kind: 'ask'; birthDate: LocalDate | null; weeksAgo: number | null; country: Country }
  | Confirmed
  | { kind: 'gone' }
  | { kind: 'blocked' };
export interface Confirmed {
  kind: 'confirmed';
  /** She was in already, and nothing changed. */
  again: boolean;
  country: Country;
  next: Upcoming | null;
}

/** What the page behind a confirmation link says. Changes nothing. */
export function showConfirmation(deps: ConfirmDeps) {
  return async (token: string): Promise<ConfirmationShown> => {
    const found = await find(deps, token);
    if (found === null) return { kind: 'gone' };
    const { decision, subscriber, kept } = found;
    if (decision === 'gone' || decision === 'blocked') return { kind: decision };
    if (decision === 'again' && subscriber !== null) return confirmed(deps, subscriber, true);
    if (kept === null) return { kind: 'gone' };
    const { birthDate, country } = kept;
    const weeksAgo =
      birthDate === null ? null : wholeWeeksBetween(birthDate, localDate(deps.clock.now(), kept.timeZone));
    return { kind: 'ask', birthDate, weeksAgo, country };
  };
}

/**
 * Confirms: begins a run, or does nothing when she is in already. May be pressed twice, also after a kill halfway:
 * the sign-up goes last, so that the second press does what the first left undone.
 */
export function confirm(deps: ConfirmDeps) {
  return async (token: string): Promise<Exclude<ConfirmationShown, { kind: 'ask' }>> => {
    for (;;) {
      const found = await find(deps, token);
      if (found === null) return { kind: 'gone' };
      const done = await act(deps, found);
      if (done !== 'conflict') return done;
    }
  };
}

interface Found {
  id: SubscriberId;
  signUpId: string;
  decision: ConfirmDecision;
  kept: SignUp | null;
  subscriber: Subscriber | null;
  suppression: Suppression | null;
  now: Instant;
}

async function find(deps: ConfirmDeps, token: string): Promise<Found | null> {
  const content = await deps.tokens.verify('confirm', token);
  if (content === null) return null;
  const { id, subject: signUpId } = content;
  const now = deps.clock.now();
  const [kept, subscriber, suppression] = await Promise.all([
    deps.subscribers.getSignUp(id),
    deps.subscribers.get(id),
    deps.suppressions.get(id),
  ]);
  const decision = decideConfirm({ signUpId, kept, subscriber, suppression, now });
  return { id, signUpId, decision, kept, subscriber, suppression, now };
}

async function act(
  deps: ConfirmDeps,
  found: Found,
): Promise<Exclude<ConfirmationShown, { kind: 'ask' }> | 'conflict'> {
  const { decision, kept, subscriber } = found;
  switch (decision) {
    case 'gone':
    case 'blocked':
      return { kind: decision };
    case 'again':
      if (subscriber === null || subscriber.state === 'stopped') return { kind: 'gone' };
      // A kill after the record and before the rest leaves the sign-up: do the rest now.
      if (kept?.signUpId === found.signUpId) await settleIn(deps, kept, subscriber.run);
      return confirmed(deps, subscriber, true);
    case 'unchanged':
      return kept === null || subscriber === null ? { kind: 'gone' } : stayAsShe(deps, kept, subscriber);
    case 'new-run':
      return kept === null ? { kind: 'gone' } : begin(deps, found, kept);
  }
}

/** Her course goes on as it is; only the sign-up's id is noted, so that pressing twice is fine. */
async function stayAsShe(
  deps: ConfirmDeps,
  kept: SignUp,
  subscriber: Subscriber,
): Promise<Confirmed | 'conflict'> {
  const next = { ...subscriber, signUpId: kept.signUpId, revision: subscriber.revision + 1 };
  if ((await deps.subscribers.replace(next, subscriber.revision)) === 'conflict') return 'conflict';
  await deps.limits.clearMails(kept.id);
  await deps.subscribers.deleteSignUp(kept.id, kept.signUpId);
  return confirmed(deps, next, true);
}

async function begin(
  deps: ConfirmDeps,
  { id, subscriber, suppression, now }: Found,
  kept: SignUp,
): Promise<Confirmed | { kind: 'gone' } | 'conflict'> {
  if (suppression !== null && (await deps.suppressions.liftLeft(id, kept.at)) === 'conflict')
    return 'conflict';
  if (await waitOutSend(deps.clock, subscriber)) return 'conflict';
  await closeOldWeek(deps, subscriber);
  const record = newRun(kept, runMoment(subscriber, now), (subscriber?.revision ?? 0) + 1);
  if ((await deps.subscribers.confirm(record, subscriber?.revision ?? null)) === 'conflict')
    return 'conflict';
  await deps.counts.add(isoWeek(now), 'joined');
  await settleIn(deps, kept, record.run);
  if (await leftMeanwhile(deps, record, kept.at)) return { kind: 'gone' };
  await deps.queue.send([{ id, dueAt: record.dueAt }]);
  deps.log.info('confirmed', { subscriber: id });
  return confirmed(deps, record, false);
}

/**
 * A new run knows nothing of the old one's claim, so a send under way ends first: else leaving the new run at once
 * would be answered while a lesson of the old one may still be accepted. Answers whether it waited.
 */
async function waitOutSend(clock: Clock, before: Subscriber | null): Promise<boolean> {
  if (before === null || before.state === 'stopped' || before.claim === null) return false;
  const leftMs = before.claim.sendBy + SEND_GRACE_MS - clock.machineNow();
  if (leftMs > 0) await clock.wait(leftMs);
  return leftMs > 0;
}

/** An attempt of the old run without an outcome: nobody settles it any more, so its line says so, until an event does. */
async function closeOldWeek({ ledger, clock }: ConfirmDeps, before: Subscriber | null): Promise<void> {
  if (before === null || before.state === 'stopped') return;
  const attempt = before.claim?.attempt ?? before.tries.lastUnknownAttempt;
  if (attempt === null) return;
  const reason = 'a new run began while it was under way';
  await ledger.put(unsentLine(before, { state: 'unknown', reason, attempt, at: clock.now() }));
}

/** A run is named by its moment and never reused, even when two are confirmed in the same millisecond. */
function runMoment(before: Subscriber | null, now: Instant): Instant {
  return before === null ? now : Math.max(now, Number.parseInt(before.run, 36) + 1);
}

async function settleIn(deps: ConfirmDeps, kept: SignUp, run: string): Promise<void> {
  const confirmedAt = deps.clock.now();
  await deps.subscribers.putConsent(kept.id, run, { ...kept.consent, confirmedAt });
  await deps.limits.clearMails(kept.id);
  await deps.subscribers.deleteSignUp(kept.id, kept.signUpId);
}

/** She left between our reading and our writing: what we wrote goes again, since the sign-up is the older word. */
async function leftMeanwhile(deps: ConfirmDeps, record: Active, signedUpAt: Instant): Promise<boolean> {
  const suppression = await deps.suppressions.get(record.id);
  if (suppression === null || suppression.at < signedUpAt) return false;
  await deps.subscribers.deleteProfile(record.id, record.run);
  await deps.subscribers.deleteRest(record.id, record.run);
  return true;
}

function confirmed(deps: ConfirmDeps, subscriber: Subscriber, again: boolean): Confirmed {
  return { kind: 'confirmed', again, country: subscriber.country, next: upcoming(subscriber, deps.letters) };
}
