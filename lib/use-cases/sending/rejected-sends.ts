import { type Instant, MINUTE_MS, SECOND_MS } from '../../domain/calendar.ts';
import { putOff } from '../../domain/sending/settlement.ts';
import { type Active, type AttemptId, lineDay } from '../../domain/subscriber.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { SendOutcome } from '../../ports/mailer.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { PauseCause, RateStore } from '../../ports/rate-store.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import { ACCOUNT_PAUSE_MS, CIRCUIT_PAUSE_MS, CIRCUIT_UNKNOWNS } from './limits.ts';
import { release, type SettleDeps, settleFromLine, settleUnsent } from './settle-attempt.ts';

/**
 * How long after a refusal the lesson is due again. Sending pauses as long where every lesson would be refused: SES
 * counts its daily quota over the last 24 hours, so it frees up bit by bit.
 */
const BACKOFF_MS = {
  throttled: 30 * SECOND_MS,
  unreachable: MINUTE_MS,
  quota: ACCOUNT_PAUSE_MS,
  account: ACCOUNT_PAUSE_MS,
} as const;
const BROKEN_BACKOFF_MS = 5 * MINUTE_MS;
/** A lesson that cannot be written fails after this many tries, and never blocks others (Q14). */
const BROKEN_TRIES = 3;

export interface RejectedSendDeps extends SettleDeps {
  subscribers: SubscriberStore;
  ledger: Ledger;
  rate: RateStore;
  metrics: Metrics;
  log: Log;
}

/**
 * Whether an earlier attempt at this lesson, whose outcome stayed unknown, was told of meanwhile: then the lesson
 * went, and the record follows its line.
 */
export async function sentBefore(
  deps: RejectedSendDeps,
  claimed: Active,
  attempt: AttemptId,
): Promise<boolean> {
  if (claimed.tries.unknown === 0) return false;
  const line = await deps.ledger.get(claimed.id, claimed.run, lineDay(claimed));
  if (line?.state !== 'sent') return false;
  await settleFromLine(deps, claimed, attempt, line);
  return true;
}

/** The claim stays open: whether the mail went is for the SES event to say. */
export async function unanswered(
  deps: RejectedSendDeps,
  { id }: Active,
  attempt: AttemptId,
  error: string,
): Promise<'unknown'> {
  deps.log.warn('send-unknown', { subscriber: id, attempt, error });
  deps.metrics.count('LessonsUnknown', 1);
  if ((await deps.rate.countUnknown()) >= CIRCUIT_UNKNOWNS)
    await pause(deps, deps.clock.now() + CIRCUIT_PAUSE_MS, 'circuit');
  return 'unknown';
}

/**
 * SES refused for certain. The claim is given up first, then sending is paused where all would be refused: a kill in
 * between costs one more refusal, and no lesson.
 */
export async function refused(
  deps: RejectedSendDeps,
  claimed: Active,
  attempt: AttemptId,
  { why, error }: Extract<SendOutcome, { kind: 'refused' }>,
): Promise<'put-off' | 'failed' | 'sent'> {
  deps.log.warn('send-refused', { subscriber: claimed.id, attempt, error });
  if (why === 'message') return fail(deps, claimed, attempt, `refused: ${error}`);
  const until = deps.clock.now() + BACKOFF_MS[why];
  const outcome = await later(deps, claimed, attempt, until);
  if (why === 'quota' || why === 'account') await pause(deps, until, why);
  return outcome;
}

/** A fault of our own before anything was sent. */
export async function renderFailed(
  deps: RejectedSendDeps,
  claimed: Active,
  attempt: AttemptId,
): Promise<'put-off' | 'failed' | 'sent'> {
  const broken = claimed.tries.broken + 1;
  if (broken >= BROKEN_TRIES) return fail(deps, claimed, attempt, 'the lesson could not be written');
  return later(deps, claimed, attempt, deps.clock.now() + BROKEN_BACKOFF_MS, broken);
}

async function later(
  deps: RejectedSendDeps,
  claimed: Active,
  attempt: AttemptId,
  notBefore: Instant,
  broken = claimed.tries.broken,
): Promise<'put-off' | 'sent'> {
  if (await sentBefore(deps, claimed, attempt)) return 'sent';
  await release(deps, claimed, attempt, (current) =>
    putOff(current, notBefore, { ...current.tries, broken }),
  );
  return 'put-off';
}

async function fail(
  deps: RejectedSendDeps,
  claimed: Active,
  attempt: AttemptId,
  reason: string,
): Promise<'failed' | 'sent'> {
  if (await sentBefore(deps, claimed, attempt)) return 'sent';
  const { state } = await settleUnsent(deps, claimed, {
    ...{ state: 'failed', reason, attempt },
    at: deps.clock.now(),
  });
  deps.metrics.count(state === 'unknown' ? 'LessonsParked' : 'LessonsFailed', 1);
  return 'failed';
}

async function pause(deps: RejectedSendDeps, until: Instant, cause: PauseCause): Promise<void> {
  await deps.rate.pause(until, cause);
  deps.metrics.count('SendingPaused', 1);
  deps.log.warn('sending-paused', { cause, until });
}
