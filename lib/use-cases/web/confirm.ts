import {
  type Instant,
  isoWeek,
  type LocalDate,
  localDate,
  type Weekday,
  wholeWeeksBetween,
} from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import type { Country } from '../../domain/countries.ts';
import type { Course } from '../../domain/course.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { type ConfirmDecision, decideConfirm } from '../../domain/joining/confirm-decision.ts';
import { newRun } from '../../domain/joining/new-run.ts';
import { defaultSendDay } from '../../domain/sending/schedule.ts';
import { unsentLine } from '../../domain/sending/settlement.ts';
import type { Active, AttemptId, Receiving, Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Identities } from '../../ports/identities.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Letters } from '../../ports/letters.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { Upcoming } from '../../ports/pages.ts';
import type { LessonQueue } from '../../ports/queues.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { SignUp, SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Suppression, SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { SEND_ENDS_WITHIN_MS, SEND_OVER_AFTER_MS } from '../sending/limits.ts';
import { mailboxIdOf } from '../sending/mailbox-id.ts';
import { calendarUrl, preferencesUrl, weekUrl } from './lesson-links.ts';
import { nextLesson } from './upcoming.ts';

export interface ConfirmDeps {
  course: Course;
  clock: Clock;
  identities: Identities;
  tokens: Tokens;
  subscribers: SubscriberStore;
  suppressions: SuppressionStore;
  limits: Pick<LimitStore, 'clearMails'>;
  ledger: Pick<Ledger, 'put'>;
  counts: CountStore;
  queue: Pick<LessonQueue, 'send'>;
  letters: Pick<Letters, 'titleOf'>;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl'>;
}

/** `gone` covers every dead link, whatever the reason, so that the page reveals nothing. */
export type ConfirmationShown =
  | { kind: 'ask'; birthDate: LocalDate | null; weeksAgo: number | null; country: Country }
  | Confirmed
  | { kind: 'gone' }
  | { kind: 'blocked' };
export interface Confirmed {
  kind: 'confirmed';
  /** She was in the course already, and nothing changed. */
  already: boolean;
  country: Country;
  next: Upcoming;
  /** When her weekly mail comes. */
  every: { weekday: Weekday; hour: number };
  preferencesUrl: string;
  /** Where her days are kept and shown. */
  plan: { weekUrl: string; calendarUrl: string; training: string | null };
}

/** What the page behind a confirmation link shows. Read only. */
export function showConfirmation(deps: ConfirmDeps) {
  return async (token: string): Promise<ConfirmationShown> => {
    const lookup = await lookUp(deps, token);
    if (lookup === null) return { kind: 'gone' };
    const { decision, now } = lookup;
    if (decision.kind === 'gone' || decision.kind === 'blocked') return decision;
    if (decision.kind === 'already-confirmed') return confirmed(deps, decision.current, true);
    const { birthDate, country, timeZone } = decision.signUp;
    const weeksAgo = birthDate === null ? null : wholeWeeksBetween(birthDate, localDate(now, timeZone));
    return { kind: 'ask', birthDate, weeksAgo, country };
  };
}

/**
 * Begins a run, or does nothing when she is in the course already. Safe to repeat, also after a crash halfway: the
 * sign-up is deleted last, so a second press finishes what the first left undone.
 */
export function confirm(deps: ConfirmDeps) {
  return async (token: string): Promise<Exclude<ConfirmationShown, { kind: 'ask' }>> => {
    const waitedFor = new Set<AttemptId>();
    for (;;) {
      const lookup = await lookUp(deps, token);
      if (lookup === null) return { kind: 'gone' };
      const done = await act(deps, lookup, waitedFor);
      if (done !== 'conflict') return done;
    }
  };
}

interface Lookup {
  id: SubscriberId;
  signUpId: string;
  decision: ConfirmDecision<SignUp>;
  signUp: SignUp | null;
  subscriber: Subscriber | null;
  suppression: Suppression | null;
  now: Instant;
}

async function lookUp(deps: ConfirmDeps, token: string): Promise<Lookup | null> {
  const content = await deps.tokens.verify('confirm', token);
  if (content === null) return null;
  const { id, subject: signUpId } = content;
  const now = deps.clock.now();
  const [signUp, subscriber, suppression] = await Promise.all([
    deps.subscribers.getSignUp(id),
    deps.subscribers.get(id),
    deps.suppressions.get(id),
  ]);
  const decision = decideConfirm({ course: deps.course, signUpId, signUp, subscriber, suppression, now });
  return { id, signUpId, decision, signUp, subscriber, suppression, now };
}

async function act(
  deps: ConfirmDeps,
  lookup: Lookup,
  waitedFor: Set<AttemptId>,
): Promise<Exclude<ConfirmationShown, { kind: 'ask' }> | 'conflict'> {
  const { decision, signUp } = lookup;
  switch (decision.kind) {
    case 'gone':
    case 'blocked':
      return decision;
    case 'already-confirmed':
      // The process may have died after it wrote the record: the sign-up is still there, so finish now.
      if (signUp?.signUpId === lookup.signUpId) await finishConfirmation(deps, signUp, decision.current.run);
      return confirmed(deps, decision.current, true);
    case 'unchanged':
      return keepCurrentRun(deps, decision.signUp, decision.current);
    case 'new-run':
      return begin(deps, lookup, decision.signUp, waitedFor);
  }
}

/** Her course does not change. The record takes the sign-up's id, so that a second press is recognised. */
async function keepCurrentRun(
  deps: ConfirmDeps,
  signUp: SignUp,
  current: Receiving,
): Promise<Confirmed | 'conflict'> {
  const next = { ...current, signUpId: signUp.signUpId };
  if ((await deps.subscribers.replace(next, 'change')) === 'conflict') return 'conflict';
  await clearMails(deps, signUp);
  await deps.subscribers.deleteSignUp(signUp.id, signUp.signUpId);
  return confirmed(deps, next, true);
}

async function begin(
  deps: ConfirmDeps,
  { id, subscriber, suppression, now }: Lookup,
  signUp: SignUp,
  waitedFor: Set<AttemptId>,
): Promise<Confirmed | { kind: 'gone' } | 'conflict'> {
  if (suppression !== null && (await deps.suppressions.liftLeft(id, signUp.at)) === 'conflict')
    return 'conflict';
  if (await waitOutSend(deps.clock, subscriber, waitedFor)) return 'conflict';
  await closeOldWeek(deps, subscriber);
  const record = newRun(deps.course, signUp, runMoment(subscriber, now), (subscriber?.revision ?? 0) + 1);
  if ((await deps.subscribers.confirm(record, subscriber?.revision ?? null)) === 'conflict')
    return 'conflict';
  if (!isCanary(record)) await deps.counts.add(isoWeek(now), 'joined');
  await finishConfirmation(deps, signUp, record.run);
  if (await leftMeanwhile(deps, record, signUp.at)) return { kind: 'gone' };
  await deps.queue.send([{ id, dueAt: record.dueAt }]);
  deps.log.info('confirmed', { subscriber: id });
  return confirmed(deps, record, false);
}

/**
 * The new run does not know the old run's claim. So wait until a send under way is over: else she could leave the new
 * run at once and still get a lesson of the old one. It waits by its own clock, since the claim's times are another
 * machine's; a claim that is far past them is over. Returns whether it waited.
 */
async function waitOutSend(
  clock: Clock,
  before: Subscriber | null,
  waitedFor: Set<AttemptId>,
): Promise<boolean> {
  if (before === null || before.state === 'stopped' || before.claim === null) return false;
  const { attempt, sendBy } = before.claim;
  if (waitedFor.has(attempt) || clock.machineNow() > sendBy + SEND_OVER_AFTER_MS) return false;
  await clock.wait(SEND_ENDS_WITHIN_MS);
  waitedFor.add(attempt);
  return true;
}

/** Nobody settles an open attempt of the old run any more, so its ledger line becomes `unknown` until an SES event arrives. */
async function closeOldWeek({ ledger, clock }: ConfirmDeps, before: Subscriber | null): Promise<void> {
  if (before === null || before.state === 'stopped') return;
  const attempt = before.claim?.attempt ?? before.tries.lastUnknownAttempt;
  if (attempt === null) return;
  const reason = 'a new run began while it was under way';
  await ledger.put(unsentLine(before, { state: 'unknown', reason, attempt, at: clock.now() }));
}

/** A run is named by its time and never reused, even when two are confirmed in the same millisecond. */
function runMoment(before: Subscriber | null, now: Instant): Instant {
  return before === null ? now : Math.max(now, Number.parseInt(before.run, 36) + 1);
}

async function finishConfirmation(deps: ConfirmDeps, signUp: SignUp, run: string): Promise<void> {
  const confirmedAt = deps.clock.now();
  await deps.subscribers.putConsent(signUp.id, run, { ...signUp.consent, confirmedAt });
  await clearMails(deps, signUp);
  await deps.subscribers.deleteSignUp(signUp.id, signUp.signUpId);
}

/** Whoever confirms reads the mailbox: what was mailed to it counts against nobody any more (Q41). */
async function clearMails({ limits, identities }: ConfirmDeps, { id, address }: SignUp): Promise<void> {
  await limits.clearMails(id);
  const parsed = parseAddress(address);
  if (parsed !== null) await limits.clearMails(await mailboxIdOf(identities, parsed));
}

/** She left after we read and before we wrote: undo the write, because leaving is newer than the sign-up. */
async function leftMeanwhile(deps: ConfirmDeps, record: Active, signedUpAt: Instant): Promise<boolean> {
  const suppression = await deps.suppressions.get(record.id);
  if (suppression === null || suppression.at < signedUpAt) return false;
  await deps.subscribers.deleteProfile(record.id, 'erase', record.run);
  await deps.subscribers.deleteRest(record.id, record.run);
  return true;
}

async function confirmed(deps: ConfirmDeps, subscriber: Receiving, already: boolean): Promise<Confirmed> {
  const { tokens, settings } = deps;
  const weekday = subscriber.sendDay ?? defaultSendDay(subscriber);
  return {
    kind: 'confirmed',
    already,
    country: subscriber.country,
    next: nextLesson(deps, subscriber),
    every: { weekday, hour: subscriber.sendHour },
    preferencesUrl: await preferencesUrl(tokens, settings.siteUrl, subscriber),
    plan: {
      weekUrl: await weekUrl(tokens, settings.siteUrl, subscriber),
      calendarUrl: await calendarUrl(tokens, settings.siteUrl, subscriber),
      training: subscriber.training,
    },
  };
}
