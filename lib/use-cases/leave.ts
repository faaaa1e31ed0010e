import type { Country } from '../domain/course.ts';
import type { SubscriberId } from '../domain/subscriber.ts';
import type { EnrolQueue, Log, SuppressionStore, Tokens } from '../ports.ts';
import { type EraseDeps, eraseRecord } from './erase-record.ts';

/** A send that was under way when she left has settled by then, whatever became of it. */
const REPEAT_AFTER_SECONDS = 300;

export interface LeaveDeps extends EraseDeps {
  tokens: Tokens;
  suppressions: Pick<SuppressionStore, 'put'>;
  enrolQueue: EnrolQueue;
  log: Log;
}

/** Her country, for the quiet lines below; null when nothing was held (any more). */
export interface Left {
  country: Country | null;
}

/** The press of "Stop these emails", from a page or a mail program (RFC 8058). Any token may come, any number of times. */
export function leave(deps: LeaveDeps) {
  return async (token: string): Promise<Left> => {
    const content = await deps.tokens.verify('unsubscribe', token);
    if (content === null) return { country: null };
    return leaveNow(deps, content.id);
  };
}

/**
 * The whole of leaving (design section 7): the suppression first, so that nothing brings her back; then all that
 * is held, with a send in flight waited out. Once this returns, nothing is accepted for her any more.
 */
export async function leaveNow(deps: LeaveDeps, id: SubscriberId): Promise<Left> {
  await deps.suppressions.put({ id, reason: 'left', at: deps.clock.now() });
  const was = await eraseRecord(deps, id);
  if (was === null) return { country: null };
  // Only while a send may be settling is there anything to repeat.
  await deps.enrolQueue.send({ kind: 'forget', forget: { id, run: was.run } }, REPEAT_AFTER_SECONDS);
  deps.log.info('left', { subscriber: id });
  return { country: was.country };
}
