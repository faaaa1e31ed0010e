import type { SubscriberId } from '../../domain/subscriber.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionReason, SuppressionStore } from '../../ports/suppression-store.ts';
import { type EraseDeps, eraseRecord } from '../sending/erase-record.ts';

export interface LiftDeps extends EraseDeps {
  subscribers: Pick<SubscriberStore, 'get' | 'deleteProfile' | 'deleteRest'>;
  suppressions: Pick<SuppressionStore, 'get' | 'lift'>;
}

/** `left`: her own word, which only she takes back, by confirming anew. `free`: nothing stands against her. */
export type Lifted =
  | { kind: 'lifted'; was: Exclude<SuppressionReason, 'left'> }
  | { kind: 'left' }
  | { kind: 'free' };

/**
 * The operator's word that an address which bounced or complained may sign up again (Q37). What is left of the
 * bounced run goes first, as it would block a confirmation; the suppression last, so that a kill leaves her blocked.
 */
export function lift(deps: LiftDeps) {
  return async (id: SubscriberId): Promise<Lifted> => {
    const suppression = await deps.suppressions.get(id);
    if (suppression === null) return { kind: 'free' };
    if (suppression.reason === 'left') return { kind: 'left' };
    const subscriber = await deps.subscribers.get(id);
    if (subscriber?.state === 'stopped') await eraseRecord(deps, id, 'erase', { onlyRun: subscriber.run });
    await deps.suppressions.lift(id);
    return { kind: 'lifted', was: suppression.reason };
  };
}
