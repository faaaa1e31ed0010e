import { DAY_MS } from '../../domain/calendar.ts';
import type { Country } from '../../domain/countries.ts';
import { changeLinkSubject, DATA_LINK_MS, dataLinkSubject } from '../../domain/joining/data-link.ts';
import type { Receiving, SubscriberId } from '../../domain/subscriber.ts';
import type { Letters, LinkAbout } from '../../ports/letters.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { ChangeLinkMessage, EnrolMessage, LeaveLinkMessage, LinkMessage } from '../../ports/queues.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { type AwaitedMail, type AwaitedMailDeps, sendAwaited } from './awaited-mail.ts';

export interface FreshLinkDeps extends AwaitedMailDeps {
  tokens: Tokens;
  subscribers: SubscriberStore;
  limits: LimitStore;
  letters: Letters;
}

/** Anybody may type an address on the page behind a damaged link, so one address gets few of these. */
const LEAVE_LINKS_A_DAY = 3;

/** Export or erasure: a link that works once, within the hour in which she asked (Q36). */
export async function mailDataLink(deps: FreshLinkDeps, link: LinkMessage): Promise<AwaitedMail> {
  const { id, run, at } = link;
  const subscriber = await receiving(deps, id);
  const expiresAt = at + DATA_LINK_MS;
  if (subscriber?.run !== run || expiresAt <= deps.clock.now()) return 'dropped';
  const token = await deps.tokens.sign('data', { id, subject: dataLinkSubject({ run, expiresAt }) });
  return mailLink(deps, { kind: 'link', link }, subscriber, { about: 'data', path: `data/${token}` });
}

/** Her year and her calendar's address: a weekly mail may be passed on, this one was asked for. Good for an hour, however often. */
export async function mailYearLink(deps: FreshLinkDeps, link: LinkMessage): Promise<AwaitedMail> {
  const { id, run, at } = link;
  const subscriber = await receiving(deps, id);
  const expiresAt = at + DATA_LINK_MS;
  if (subscriber?.run !== run || expiresAt <= deps.clock.now()) return 'dropped';
  const token = await deps.tokens.sign('weeks', { id, subject: dataLinkSubject({ run, expiresAt }) });
  const about = { about: 'year', path: `weeks/${token}` } as const;
  return mailLink(deps, { kind: 'year-link', link }, subscriber, about);
}

/**
 * Leaving, for who holds a damaged link. Whoever is not here gets nothing, and nobody is told. It needs nothing of the
 * record but her address: one that cannot be read leaves too.
 */
export async function mailLeaveLink(deps: FreshLinkDeps, leaveLink: LeaveLinkMessage): Promise<AwaitedMail> {
  const { id, at } = leaveLink;
  const record = await deps.subscribers.getRaw(id);
  if (record === null || record.isStopped) return 'dropped';
  if (record.address === '') throw new Error('a record without an address asks for a link to leave by');
  if ((await deps.limits.take(`leave-link#${id}`, LEAVE_LINKS_A_DAY, DAY_MS, at)) === 'exceeded')
    return 'dropped';
  const token = await deps.tokens.sign('unsubscribe', { id, subject: '' });
  const about = { about: 'leave', path: `unsubscribe/${token}` } as const;
  const to = { id, address: record.address, country: record.country };
  return mailLink(deps, { kind: 'leave-link', leaveLink }, to, about);
}

/** Her yes to a change that raises her ceiling: a weekly mail may be passed on, this one was asked for (Q58). */
export async function mailChangeLink(
  deps: FreshLinkDeps,
  changeLink: ChangeLinkMessage,
): Promise<AwaitedMail> {
  const subscriber = await receiving(deps, changeLink.id);
  if (subscriber?.run !== changeLink.run) return 'dropped';
  if ((await deps.subscribers.getChange(changeLink)) === null) return 'dropped';
  const subject = changeLinkSubject(changeLink);
  const token = await deps.tokens.sign('change', { id: changeLink.id, subject });
  const about = { about: 'change', path: `change/${token}` } as const;
  return mailLink(deps, { kind: 'change-link', changeLink }, subscriber, about);
}

async function receiving(deps: FreshLinkDeps, id: SubscriberId): Promise<Receiving | null> {
  const subscriber = await deps.subscribers.get(id);
  return subscriber === null || subscriber.state === 'stopped' ? null : subscriber;
}

function mailLink(
  deps: FreshLinkDeps,
  message: EnrolMessage,
  { id, address, country }: Pick<Receiving, 'id' | 'address'> & { country: Country | null },
  { about, path }: { about: LinkAbout; path: string },
): Promise<AwaitedMail> {
  const { siteUrl } = deps.settings;
  const letter = deps.letters.link({
    ...{ about, country, url: `${siteUrl}/${path}` },
    privacyUrl: `${siteUrl}/privacy`,
  });
  return sendAwaited(deps, message, id, { ...letter, to: address, kind: 'link' });
}
