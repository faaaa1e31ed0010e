import { DAY_MS, isoInstant } from '../../domain/calendar.ts';
import { type DataLink, parseDataLinkSubject } from '../../domain/joining/data-link.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConfirmationMail, LimitStore } from '../../ports/limit-store.ts';
import type { Log } from '../../ports/log.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Suppression, SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { type HerRecordDeps, herRecord } from './her-record.ts';
import { type LeaveDeps, leaveNow } from './leave.ts';

/** Weekly mails get passed on, so whoever holds one may ask for a link, but not fill her inbox with them. */
const LINKS_A_DAY = 3;

export interface DataLinkDeps extends HerRecordDeps {
  clock: Clock;
  limits: Pick<LimitStore, 'take'>;
  enrolQueue: EnrolQueue;
}

/** Asks enrol to mail a fresh link for export or erasure (Q36). */
export function requestDataLink(deps: DataLinkDeps) {
  return async (token: string): Promise<'sent' | 'limited' | 'unknown'> => {
    const owner = await herRecord(deps, 'preferences', token);
    if (owner === null || owner.subscriber.state === 'stopped') return 'unknown';
    const { id, run } = owner.subscriber;
    const at = deps.clock.now();
    if ((await deps.limits.take(`link#${id}`, LINKS_A_DAY, DAY_MS, at)) === 'exceeded') return 'limited';
    await deps.enrolQueue.send({ kind: 'link', link: { id, run, at } });
    return 'sent';
  };
}

export interface HerDataDeps {
  clock: Clock;
  tokens: Tokens;
  subscribers: Pick<SubscriberStore, 'getRaw' | 'everything'>;
  suppressions: Pick<SuppressionStore, 'get'>;
  limits: Pick<LimitStore, 'spend' | 'isSpent' | 'mails'>;
  leaving: LeaveDeps;
  log: Log;
}

/** Whether the link still stands for someone. Changes nothing, and does not spend it. */
export function showData(deps: HerDataDeps) {
  return async (token: string): Promise<'open' | ClosedLink> => {
    const link = await open(deps, token);
    if (typeof link === 'string') return link;
    return (await deps.limits.isSpent(keyOf(link))) ? 'spent' : 'open';
  };
}

/** `spent`: it was used, or its hour is over; she may ask for a fresh one. */
export type ClosedLink = 'spent' | 'unknown';

export type Exported = { kind: 'exported'; data: object } | { kind: 'spent' } | { kind: 'unknown' };

/** Everything that is held of her, as plain data. Spends the link. */
export function exportData(deps: HerDataDeps) {
  return async (token: string): Promise<Exported> => {
    const link = await spend(deps, token);
    if ('kind' in link) return link;
    const { id } = link;
    const data = await storedData(deps, id);
    deps.log.info('exported', { subscriber: id });
    return { kind: 'exported', data };
  };
}

export interface StoredDataDeps {
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'everything'>;
  suppressions: Pick<SuppressionStore, 'get'>;
  limits: Pick<LimitStore, 'mails'>;
}

/** All that is held of her. */
export async function storedData(
  { clock, subscribers, suppressions, limits }: StoredDataDeps,
  id: SubscriberId,
): Promise<StoredData> {
  const [records, confirmationMails, suppression] = await Promise.all([
    subscribers.everything(id),
    limits.mails(id),
    suppressions.get(id),
  ]);
  return { exportedAt: isoInstant(clock.now()), records, confirmationMails, suppression };
}

interface StoredData {
  exportedAt: string;
  records: readonly Record<string, unknown>[];
  confirmationMails: readonly ConfirmationMail[];
  suppression: Suppression | null;
}

/** Deletes all but the keyed hash that keeps us from writing again (Q35). Spends the link. */
export function eraseData(deps: HerDataDeps) {
  return async (token: string): Promise<'erased' | 'spent' | 'unknown'> => {
    const link = await spend(deps, token);
    if ('kind' in link) return link.kind;
    await leaveNow(deps.leaving, link.id);
    return 'erased';
  };
}

type OpenLink = DataLink & { id: SubscriberId; subject: string };

async function open(deps: HerDataDeps, token: string): Promise<OpenLink | ClosedLink> {
  const content = await deps.tokens.verify('data', token);
  if (content === null) return 'unknown';
  const link = parseDataLinkSubject(content.subject);
  // Her data is handed over and erased also when her record cannot be parsed.
  const record = await deps.subscribers.getRaw(content.id);
  if (link === null || record === null || record.run !== link.run) return 'unknown';
  if (link.expiresAt <= deps.clock.now()) return 'spent';
  return { ...link, id: content.id, subject: content.subject };
}

async function spend(deps: HerDataDeps, token: string): Promise<OpenLink | { kind: ClosedLink }> {
  const link = await open(deps, token);
  if (typeof link === 'string') return { kind: link };
  const spent = await deps.limits.spend(keyOf(link), link.expiresAt);
  return spent === 'spent' ? { kind: 'spent' } : link;
}

function keyOf({ id, subject }: OpenLink): string {
  return `data#${id}#${subject}`;
}
