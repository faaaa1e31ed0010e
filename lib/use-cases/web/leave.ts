import type { Country } from '../../domain/countries.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Log } from '../../ports/log.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { type EraseDeps, eraseRecord, repeatErasing } from '../sending/erase-record.ts';
import { CLOCKS_APART_MS, SEND_ENDS_WITHIN_MS } from '../sending/limits.ts';

export interface LeaveDeps extends EraseDeps {
  subscribers: Pick<SubscriberStore, 'getRaw' | 'deleteProfile' | 'deleteRest'>;
  tokens: Tokens;
  suppressions: Pick<SuppressionStore, 'get' | 'put'>;
  enrolQueue: EnrolQueue;
  log: Log;
}

/** Her country, for the quiet lines below; null when nothing was held (any more). */
export interface Left {
  country: Country | null;
}

/** `damaged`: the link is none of ours, so nobody left, and the page must not say so. */
export type LeaveOutcome = ({ kind: 'left' } & Left) | { kind: 'damaged' };

/** The press of "Stop these emails", from a page or a mail program (RFC 8058). Any token may come, any number of times. */
export function leave(deps: LeaveDeps) {
  return async (token: string): Promise<LeaveOutcome> => {
    const content = await deps.tokens.verify('unsubscribe', token);
    if (content === null) return { kind: 'damaged' };
    return { kind: 'left', ...(await leaveNow(deps, content.id)) };
  };
}

/** Whether the link can stop anything. Changes nothing, and looks nobody up. */
export function showLeave({ tokens }: Pick<LeaveDeps, 'tokens'>) {
  return async (token: string): Promise<'ask' | 'damaged'> =>
    (await tokens.verify('unsubscribe', token)) === null ? 'damaged' : 'ask';
}

/**
 * The whole of leaving (docs/rules/sending.md#leaving): the suppression first, so that nothing brings her back; then all
 * that is held, with a send in flight waited out. It reads nothing that must be parsed. Once this returns, nothing is
 * accepted for her any more.
 */
export async function leaveNow(deps: LeaveDeps, id: SubscriberId): Promise<Left> {
  // In this order: whoever else took the record away wrote a suppression before, so it is seen here.
  const known = await deps.subscribers.getRaw(id);
  const takenBefore = known === null && (await tookRecordLately(deps, id));
  await deps.suppressions.put({ id, reason: 'left', at: deps.clock.now() });
  await repeatErasing(deps.enrolQueue, id, known);
  const was = await eraseRecord(deps, id, 'leave');
  if (was !== null) deps.log.info('left', { subscriber: id });
  // Pressed twice, or cut short and pressed again: whoever took the record waits a send out, and so does this press.
  else if (known !== null || takenBefore) await deps.clock.wait(SEND_ENDS_WITHIN_MS);
  return { country: (was ?? known)?.country ?? null };
}

/** Whether someone took the record away so short a time ago, by another machine's clock, that a send may be in flight. */
async function tookRecordLately({ suppressions, clock, log }: LeaveDeps, id: SubscriberId): Promise<boolean> {
  try {
    const suppression = await suppressions.get(id);
    if (suppression === null) return false;
    return Math.abs(clock.now() - suppression.at) < SEND_ENDS_WITHIN_MS + CLOCKS_APART_MS;
  } catch (error) {
    log.error('suppression-not-read', error, { subscriber: id });
    return true;
  }
}
