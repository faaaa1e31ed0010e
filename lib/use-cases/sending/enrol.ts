import { SECOND_MS } from '../../domain/calendar.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { DATA_LINK_MS, dataLinkSubject } from '../../domain/joining/data-link.ts';
import { MAILS_COUNT_FOR_MS, mayMail } from '../../domain/joining/mail-limits.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Identities } from '../../ports/identities.ts';
import type { Letters } from '../../ports/letters.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type {
  EnrolMessage,
  EnrolQueue,
  ForgetMessage,
  LinkMessage,
  SignUpMessage,
} from '../../ports/queues.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { eraseRecord, eraseRest } from './erase-record.ts';
import { SEND_TIMEOUT_MS } from './limits.ts';
import { waitForSlot } from './wait-for-slot.ts';

/** SQS delays a message by 15 minutes at most. */
const LATER_SECONDS = 900;
const SOON_SECONDS = 30;
/** How long a mail waits for its moment before it is queued again. */
const LONGEST_WAIT_MS = 10 * SECOND_MS;

export interface EnrolDeps {
  clock: Clock;
  chance: Chance;
  identities: Identities;
  tokens: Tokens;
  subscribers: SubscriberStore;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  rate: Pick<RateStore, 'reserve'>;
  mailer: Mailer;
  letters: Letters;
  queue: EnrolQueue;
  metrics: Metrics;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl' | 'sendRatePerSecond'>;
}

/**
 * - `dropped`: nothing goes out and nobody is told: too many mails, a blocked address, a sign-up older than her
 *   leaving, one that was mailed before. - `later`: sending is paused or SES refused for now; queued again.
 */
export type Enrolled = 'mailed' | 'dropped' | 'later' | 'forgotten';

/** Does what the web function handed over, so that its answer tells nobody what became of it (Q40). */
export function enrol(deps: EnrolDeps) {
  return async (message: EnrolMessage): Promise<Enrolled> => {
    switch (message.kind) {
      case 'sign-up':
        return signUp(deps, message.signUp);
      case 'link':
        return dataLink(deps, message.link);
      case 'forget':
        return forget(deps, message.forget);
    }
  };
}

async function signUp(deps: EnrolDeps, form: SignUpMessage): Promise<Enrolled> {
  const address = parseAddress(form.address);
  if (address === null) throw new Error('a sign-up without an address was queued');
  const id = await deps.identities.idOf(address.normalised);
  if (await isBlocked(deps, id, form)) return 'dropped';
  if (form.expiresAt <= deps.clock.now()) return 'dropped';

  const known = await deps.subscribers.getSignUp(id);
  if (known?.signUpId === form.signUpId && known.mailed) return 'dropped';
  if (known !== null && known.at > form.at) return 'dropped';
  if (await confirmedNewer(deps, id, form)) return 'dropped';
  if (!(await countMail(deps, id, form.signUpId))) {
    deps.metrics.count('ConfirmationsLimited', 1);
    return 'dropped';
  }
  const token = await deps.tokens.sign('confirm', { id, subject: form.signUpId });
  const mail = {
    ...deps.letters.confirmation({
      country: form.country,
      confirmUrl: `${deps.settings.siteUrl}/confirm/${token}`,
      privacyUrl: `${deps.settings.siteUrl}/privacy`,
    }),
    to: form.address,
    kind: 'confirmation' as const,
  };
  const sent = await send(deps, { kind: 'sign-up', signUp: form }, id, mail, () => keep(deps, id, form));
  if (sent === 'mailed') await deps.subscribers.markSignUpMailed(id, form.signUpId);
  return sent;
}

async function isBlocked(deps: EnrolDeps, id: SubscriberId, form: SignUpMessage): Promise<boolean> {
  const suppression = await deps.suppressions.get(id);
  return suppression !== null && (suppression.reason !== 'left' || suppression.at >= form.at);
}

/** A form that comes so late that she has confirmed a newer one is not her last word: she may have left in between. */
async function confirmedNewer(deps: EnrolDeps, id: SubscriberId, form: SignUpMessage): Promise<boolean> {
  const consents = await deps.subscribers.getConsents(id);
  return consents.some(({ consent }) => consent.askedAt > form.at);
}

/**
 * Keeps the sign-up in place of an older one, which stays good until this mail goes out. She may leave at this moment:
 * leaving writes the suppression and then deletes, here the writing comes first and the look for a suppression then.
 */
async function keep(deps: EnrolDeps, id: SubscriberId, form: SignUpMessage): Promise<'go' | 'dropped'> {
  await deps.subscribers.putSignUp({ ...form, id, mailed: false });
  if (!(await isBlocked(deps, id, form))) return 'go';
  await deps.subscribers.deleteSignUp(id, form.signUpId);
  return 'dropped';
}

/** Counts this mail once, however often its sign-up is delivered; false when the address had its share (Q41). */
async function countMail(deps: EnrolDeps, id: SubscriberId, signUpId: string): Promise<boolean> {
  for (;;) {
    const now = deps.clock.now();
    const known = await deps.limits.mails(id);
    if (known.some((mail) => mail.signUpId === signUpId)) return true;
    const recent = known.filter((mail) => now - mail.at < MAILS_COUNT_FOR_MS);
    if (!mayMail(recent, now)) return false;
    if ((await deps.limits.addMail(id, known, { signUpId, at: now })) === 'written') return true;
  }
}

async function dataLink(deps: EnrolDeps, { id, run, at }: LinkMessage): Promise<Enrolled> {
  const subscriber = await deps.subscribers.get(id);
  if (subscriber === null || subscriber.state === 'stopped' || subscriber.run !== run) return 'dropped';
  const expiresAt = at + DATA_LINK_MS;
  if (expiresAt <= deps.clock.now()) return 'dropped';
  const token = await deps.tokens.sign('data', { id, subject: dataLinkSubject({ run, expiresAt }) });
  return send(deps, { kind: 'link', link: { id, run, at } }, id, {
    ...deps.letters.dataLink({
      country: subscriber.country,
      dataUrl: `${deps.settings.siteUrl}/data/${token}`,
      privacyUrl: `${deps.settings.siteUrl}/privacy`,
    }),
    to: subscriber.address,
    kind: 'link',
  });
}

/** What is left of that run; one that she began meanwhile is kept. */
async function forget(deps: EnrolDeps, { id, run }: ForgetMessage): Promise<Enrolled> {
  await eraseRecord(deps, id, 'leave', run);
  await eraseRest(deps, id, run);
  return 'forgotten';
}

/**
 * Sends a mail she is waiting for. Unlike a lesson it may go twice rather than never: an unknown outcome throws, and
 * the queue shows the message again.
 */
async function send(
  deps: EnrolDeps,
  message: EnrolMessage,
  id: SubscriberId,
  mail: Omit<Mail, 'unsubscribeUrl' | 'tags'>,
  before: () => Promise<'go' | 'dropped'> = async () => 'go',
): Promise<Enrolled> {
  const { clock, settings, rate, log } = deps;
  const { moments, state } = await rate.reserve(1, settings.sendRatePerSecond, clock.machineNow());
  if (state.pausedUntil !== null && state.pausedUntil > clock.now())
    return later(deps, message, LATER_SECONDS);
  if ((await before()) === 'dropped') return 'dropped';
  if ((await waitForSlot(deps, moments[0] ?? 0, clock.machineNow() + LONGEST_WAIT_MS)) === 'too-late')
    return later(deps, message, SOON_SECONDS);
  const sendBy = clock.machineNow() + SEND_TIMEOUT_MS;
  const tags = { attempt: deps.chance.attemptId(), subscriber: id };
  const outcome = await deps.mailer.send({ ...mail, unsubscribeUrl: null, tags }, sendBy);
  if (outcome.kind === 'accepted') {
    deps.metrics.count('EnrolMailsSent', 1);
    return 'mailed';
  }
  log.warn(`enrol-${outcome.kind}`, { subscriber: id, kind: mail.kind, error: outcome.error });
  if (outcome.kind === 'unknown')
    throw new Error(`no answer from SES for a ${mail.kind} mail: ${outcome.error}`);
  if (outcome.why === 'message') return 'dropped';
  return later(deps, message, outcome.why === 'throttled' ? SOON_SECONDS : LATER_SECONDS);
}

async function later(deps: EnrolDeps, message: EnrolMessage, delaySeconds: number): Promise<Enrolled> {
  await deps.queue.send(message, delaySeconds);
  return 'later';
}
