import { DAY_MS, isoWeek } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import type { Deletion, Run, Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import { SEND_GRACE_MS, SEND_TIMEOUT_MS } from './limits.ts';

/** What is left of an address that bounced for good is erased after this. */
export const KEEP_STOPPED_MS = 30 * DAY_MS;

export interface EraseDeps {
  clock: Clock;
  subscribers: Pick<SubscriberStore, 'deleteProfile' | 'deleteRest'>;
  counts: CountStore;
}

/**
 * Deletes all that is held of her but the suppression record, which the caller has written first. A send in flight
 * is waited out, so that when this returns nothing is accepted any more (docs/rules/sending.md#leaving). Answers the
 * record as it was. `onlyRun` keeps a run that she began meanwhile.
 */
export async function eraseRecord(
  deps: EraseDeps,
  id: SubscriberId,
  transition: Deletion,
  onlyRun?: Run,
): Promise<Subscriber | null> {
  const was = await deps.subscribers.deleteProfile(id, transition, onlyRun);
  const inFlightMs = was === null ? 0 : mayBeInFlightMs(was, deps.clock);
  if (inFlightMs > 0) await deps.clock.wait(inFlightMs);
  await deps.subscribers.deleteRest(id, onlyRun);
  if (was !== null && !isCanary(was))
    await deps.counts.add(isoWeek(deps.clock.now()), `left:${was.recent.at(-1)?.session ?? 'none'}`);
  return was;
}

/** How long a send of hers may still be taken by SES. Stopping keeps no claim, so there it counts from the stop. */
function mayBeInFlightMs(was: Subscriber, clock: Clock): number {
  if (was.state === 'stopped') {
    return was.eraseAt - KEEP_STOPPED_MS + SEND_TIMEOUT_MS + SEND_GRACE_MS - clock.now();
  }
  return was.claim === null ? 0 : was.claim.sendBy + SEND_GRACE_MS - clock.machineNow();
}

export interface EraseRestDeps {
  subscribers: Pick<SubscriberStore, 'get' | 'getSignUp' | 'deleteRest'>;
  suppressions: Pick<SuppressionStore, 'get'>;
}

/**
 * Deletes what a deletion cut short left of someone whose `run` is over: all of it while she is suppressed, and of that
 * run only once she came back, or signed up again since. Who bounced since she came back has a record of her new run.
 */
export async function eraseRest(deps: EraseRestDeps, id: SubscriberId, run: Run): Promise<void> {
  const suppression = await deps.suppressions.get(id);
  const signUp = await deps.subscribers.getSignUp(id);
  const record = await deps.subscribers.get(id);
  const signedUpSince = suppression === null || (signUp !== null && signUp.at > suppression.at);
  const cameBack = record !== null && record.run !== run;
  await deps.subscribers.deleteRest(id, signedUpSince || cameBack ? run : undefined);
}
