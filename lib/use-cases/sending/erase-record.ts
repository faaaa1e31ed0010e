import { type Instant, isoWeek } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import type { SessionId } from '../../domain/course.ts';
import type { Deletion, Run, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CountStore } from '../../ports/count-store.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { RawRecord, SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import { SEND_ENDS_WITHIN_MS } from './limits.ts';

/** What was being written when she left has ended by then, whatever became of it. */
const REPEAT_AFTER_SECONDS = 300;

export interface EraseDeps {
  clock: Clock;
  subscribers: Pick<SubscriberStore, 'deleteProfile' | 'deleteRest'>;
  counts: CountStore;
}

export interface EraseHow {
  /** Keeps a run that she began meanwhile. */
  onlyRun?: Run | undefined;
  /** The week and the session that her leaving counts for, where they are not those of now and of her last lesson. */
  left?: { at: Instant; session: SessionId | 'none' };
}

/**
 * Deletes all that is held of her but the suppression record, which the caller has written first. It needs nothing of
 * the record, so it works on one that cannot be parsed. A send in flight is waited out by this machine's own clock, since
 * the claim's times are another one's: when this returns nothing is accepted any more (docs/rules/sending.md#leaving).
 * Answers what is known of the record.
 */
export async function eraseRecord(
  deps: EraseDeps,
  id: SubscriberId,
  transition: Deletion,
  { onlyRun, left }: EraseHow = {},
): Promise<RawRecord | null> {
  const was = await deps.subscribers.deleteProfile(id, transition, onlyRun);
  if (was?.mayBeSending === true) await deps.clock.wait(SEND_ENDS_WITHIN_MS);
  const { mayBeSending } = await deps.subscribers.deleteRest(id, onlyRun);
  if (mayBeSending) {
    await deps.clock.wait(SEND_ENDS_WITHIN_MS);
    await deps.subscribers.deleteRest(id, onlyRun);
  }
  if (was === null) return null;
  const { at, session } = left ?? { at: deps.clock.now(), session: was.lastSession ?? 'none' };
  if (!isCanary(was)) await deps.counts.add(isoWeek(at), `left:${session}`);
  return was;
}

/**
 * Has the deletion repeated, for what a function wrote that died before it looked whether she had left. Asked for before
 * the deletion, so that a kill in between leaves someone to finish it. `known` is her record as it stood.
 */
export async function repeatErasing(
  enrolQueue: EnrolQueue,
  id: SubscriberId,
  known: RawRecord | null,
): Promise<void> {
  if (known === null) return;
  await enrolQueue.send({ kind: 'forget', forget: { id, run: known.run } }, REPEAT_AFTER_SECONDS);
}

export interface EraseRestDeps {
  subscribers: Pick<SubscriberStore, 'getRaw' | 'signUpAt' | 'deleteRest'>;
  suppressions: Pick<SuppressionStore, 'get'>;
}

/**
 * Deletes what a deletion cut short left of someone whose `run` is over: all of it while she is suppressed, and of that
 * run only once she came back, or signed up again since. Who bounced since she came back has a record of her new run.
 */
export async function eraseRest(deps: EraseRestDeps, id: SubscriberId, run: Run): Promise<void> {
  const suppression = await deps.suppressions.get(id);
  const signedUpAt = await deps.subscribers.signUpAt(id);
  const record = await deps.subscribers.getRaw(id);
  const signedUpSince = suppression === null || (signedUpAt !== null && signedUpAt > suppression.at);
  const cameBack = record !== null && record.run !== run;
  await deps.subscribers.deleteRest(id, signedUpSince || cameBack ? run : undefined);
}

/**
 * Who was killed between a write and the look whether she had left, finds it out when the same is tried again: of
 * someone who is suppressed, has no record and signed up no more, nothing is kept.
 */
export async function eraseLeftovers(deps: EraseRestDeps, id: SubscriberId): Promise<void> {
  const suppression = await deps.suppressions.get(id);
  if (suppression === null) return;
  const signedUpAt = await deps.subscribers.signUpAt(id);
  if (signedUpAt !== null && signedUpAt > suppression.at) return;
  if ((await deps.subscribers.getRaw(id)) === null) await deps.subscribers.deleteRest(id);
}

/**
 * Finishes a deletion whose run could not be read. A record that still has none is the one that she left: a confirmation
 * writes over none that it cannot read.
 */
export async function eraseUnread(
  deps: EraseRestDeps & Pick<EraseDeps, 'subscribers'>,
  id: SubscriberId,
): Promise<void> {
  const record = await deps.subscribers.getRaw(id);
  if (record !== null && record.run === null && (await deps.suppressions.get(id)) !== null)
    await deps.subscribers.deleteProfile(id, 'leave');
  await eraseLeftovers(deps, id);
}
