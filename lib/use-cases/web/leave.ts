import type { Instant } from '../../domain/calendar.ts';
import type { Country } from '../../domain/course.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { type EraseDeps, eraseRecord } from '../sending/erase-record.ts';
import { SEND_GRACE_MS, SEND_TIMEOUT_MS } from '../sending/limits.ts';

/** A send that was under way when she left has settled by then, whatever became of it. */
const REPEAT_AFTER_SECONDS = 300;

export interface LeaveDeps extends EraseDeps {
  subscribers: Pick<SubscriberStore, 'get' | 'deleteProfile' | 'deleteRest'>;
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
 * The whole of leaving (docs/rules/sending.md#leaving): the suppression first, so that nothing brings her back; then all that
 * is held, with a send in flight waited out. Once this returns, nothing is accepted for her any more.
 */
export async function leaveNow(deps: LeaveDeps, id: SubscriberId): Promise<Left> {
  // In this order: whoever else took the record away wrote a suppression before, so it is seen here.
  const known = await deps.subscribers.get(id);
  const before = await deps.suppressions.get(id);
  await deps.suppressions.put({ id, reason: 'left', at: deps.clock.now() });
  // Before the deletion, so that a kill in between leaves someone to finish it.
  if (known !== null)
    await deps.enrolQueue.send({ kind: 'forget', forget: { id, run: known.run } }, REPEAT_AFTER_SECONDS);
  const was = await eraseRecord(deps, id, 'leave');
  if (was === null) {
    await waitOutAnother(deps.clock, known === null ? (before?.at ?? null) : deps.clock.now());
    return { country: known?.country ?? null };
  }
  deps.log.info('left', { subscriber: id });
  return { country: was.country };
}

/** Pressed twice, or cut short and pressed again: whoever took the record waits a send out, and so does this press. */
async function waitOutAnother(clock: Clock, takenAt: Instant | null): Promise<void> {
  if (takenAt === null) return;
  const leftMs = SEND_TIMEOUT_MS + SEND_GRACE_MS - Math.max(0, clock.now() - takenAt);
  if (leftMs > 0) await clock.wait(leftMs);
}
