import { isoWeek } from '../domain/calendar.ts';
import type { Run, Subscriber, SubscriberId } from '../domain/subscriber.ts';
import type { Clock, CountStore, SubscriberStore } from '../ports.ts';

export interface EraseDeps {
  clock: Clock;
  subscribers: Pick<SubscriberStore, 'deleteProfile' | 'deleteRest'>;
  counts: CountStore;
}

/**
 * Deletes all that is held of her but the suppression record, which the caller has written first. A send in flight
 * is waited out, so that when this returns nothing is accepted any more (design section 7, *Leaving*). Answers the
 * record as it was. `onlyRun` keeps a run that she began meanwhile.
 */
export async function eraseRecord(
  deps: EraseDeps,
  id: SubscriberId,
  onlyRun?: Run,
): Promise<Subscriber | null> {
  const was = await deps.subscribers.deleteProfile(id, onlyRun);
  if (was !== null && was.state !== 'stopped' && was.claim !== null) {
    const inFlightMs = was.claim.sendBy - deps.clock.machineNow();
    if (inFlightMs > 0) await deps.clock.wait(inFlightMs);
  }
  await deps.subscribers.deleteRest(id, onlyRun);
  if (was !== null)
    await deps.counts.add(isoWeek(deps.clock.now()), `left:${was.recent.at(-1)?.session ?? 'none'}`);
  return was;
}
