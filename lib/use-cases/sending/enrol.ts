import { SECOND_MS } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { type MailTurn, mailboxTurn, mailTurn } from '../../domain/joining/mail-limits.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { Identities } from '../../ports/identities.ts';
import type { EnrolMessage, ForgetMessage, SignUpMessage } from '../../ports/queues.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import { type AwaitedMail, later, sendAwaited } from './awaited-mail.ts';
import { eraseRecord, eraseRest, eraseUnread } from './erase-record.ts';
import {
  type FreshLinkDeps,
  mailChangeLink,
  mailDataLink,
  mailLeaveLink,
  mailYearLink,
} from './fresh-links.ts';
import { mailboxIdOf } from './mailbox-id.ts';

export interface EnrolDeps extends FreshLinkDeps {
  identities: Identities;
  suppressions: SuppressionStore;
  counts: CountStore;
}

/**
 * - `dropped`: nothing goes out and nobody is told: too many mails, a blocked address, a sign-up older than her
 *   leaving, one that was mailed before. - `later`: sending is paused or SES refused for now; queued again.
 */
export type Enrolled = AwaitedMail | 'forgotten';

/** Does what the web function handed over, so that its answer tells nobody what became of it (Q40). */
export function enrol(deps: EnrolDeps) {
  return async (message: EnrolMessage): Promise<Enrolled> => {
    switch (message.kind) {
      case 'sign-up':
        return signUp(deps, message.signUp);
      case 'link':
        return mailDataLink(deps, message.link);
      case 'year-link':
        return mailYearLink(deps, message.link);
      case 'leave-link':
        return mailLeaveLink(deps, message.leaveLink);
      case 'change-link':
        return mailChangeLink(deps, message.changeLink);
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
  const mailbox = await mailboxIdOf(deps.identities, address);
  const counted = { id, mailbox, signUpId: form.signUpId };
  const turn = isCanary(form) ? 'now' : await countMails(deps, counted);
  if (turn === 'exceeded') {
    deps.metrics.count('ConfirmationsLimited', 1);
    return 'dropped';
  }
  if (turn !== 'now')
    return later(deps, { kind: 'sign-up', signUp: form }, Math.ceil(turn.waitMs / SECOND_MS));
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
  const sent = await sendAwaited(deps, { kind: 'sign-up', signUp: form }, id, mail, () =>
    keep(deps, id, form),
  );
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

interface Counted {
  id: SubscriberId;
  mailbox: SubscriberId;
  signUpId: string;
}

/** Counts this mail once for its mailbox and once for its address (Q41). A newer form waits its turn and is mailed then. */
async function countMails(deps: EnrolDeps, { id, mailbox, signUpId }: Counted): Promise<MailTurn> {
  // The mailbox is counted first, and the address may still refuse: so it is asked before.
  const ofAddress = await turnOf(deps, id, signUpId, mailTurn);
  if (ofAddress.turn !== 'now') return ofAddress.turn;
  const ofMailbox = await countMail(deps, mailbox, signUpId, mailboxTurn);
  return ofMailbox === 'now' ? countMail(deps, id, signUpId, mailTurn) : ofMailbox;
}

/** Counts this mail once, however often its sign-up is delivered. */
async function countMail(
  deps: EnrolDeps,
  id: SubscriberId,
  signUpId: string,
  rule: typeof mailTurn,
): Promise<MailTurn> {
  for (;;) {
    const { turn, known, counted } = await turnOf(deps, id, signUpId, rule);
    if (turn !== 'now' || counted) return turn;
    const mail = { signUpId, at: deps.clock.now() };
    if ((await deps.limits.addMail(id, known, mail)) === 'written') return 'now';
  }
}

/** Whether this mail may go now by one of the counts; `counted`: it stands there already. */
async function turnOf(deps: EnrolDeps, id: SubscriberId, signUpId: string, rule: typeof mailTurn) {
  const now = deps.clock.now();
  const known = await deps.limits.mails(id);
  const counted = known.some((mail) => mail.signUpId === signUpId);
  return { turn: counted ? 'now' : rule(known, now), known, counted };
}

/** What is left of that run; one that she began meanwhile is kept. */
async function forget(deps: EnrolDeps, { id, run }: ForgetMessage): Promise<Enrolled> {
  if (run === null) await eraseUnread(deps, id);
  else {
    await eraseRecord(deps, id, 'leave', { onlyRun: run });
    await eraseRest(deps, id, run);
  }
  return 'forgotten';
}
