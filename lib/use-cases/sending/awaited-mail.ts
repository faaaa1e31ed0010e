import { SECOND_MS } from '../../domain/calendar.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { EnrolMessage, EnrolQueue } from '../../ports/queues.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import { SEND_TIMEOUT_MS } from './limits.ts';
import { waitForSlot } from './wait-for-slot.ts';

/** SQS delays a message by 15 minutes at most. */
const LATER_SECONDS = 900;
const SOON_SECONDS = 30;
/** How long a mail waits for its moment before it is queued again. */
const LONGEST_WAIT_MS = 10 * SECOND_MS;

export interface AwaitedMailDeps {
  clock: Clock;
  chance: Chance;
  rate: Pick<RateStore, 'reserve'>;
  mailer: Mailer;
  queue: EnrolQueue;
  metrics: Metrics;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl' | 'sendRatePerSecond'>;
}

export type AwaitedMail = 'mailed' | 'dropped' | 'later';

/**
 * Sends a mail she is waiting for. Unlike a lesson it may go twice rather than never: an unknown outcome throws, and
 * the queue shows the message again.
 */
export async function sendAwaited(
  deps: AwaitedMailDeps,
  message: EnrolMessage,
  id: SubscriberId,
  mail: Omit<Mail, 'unsubscribeUrl' | 'tags'>,
  before: () => Promise<'go' | 'dropped'> = async () => 'go',
): Promise<AwaitedMail> {
  const { clock, settings, rate, log } = deps;
  const { moments, state } = await rate.reserve(1, settings.sendRatePerSecond, clock.machineNow());
  if (state.pausedUntil !== null && state.pausedUntil > clock.now())
    return later(deps, message, LATER_SECONDS);
  if ((await before()) === 'dropped') return 'dropped';
  if ((await waitForSlot(deps, moments[0] ?? 0, clock.machineNow() + LONGEST_WAIT_MS)) === 'too-late')
    return later(deps, message, SOON_SECONDS);
  const sendBy = clock.machineNow() + SEND_TIMEOUT_MS;
  const tags = { attempt: deps.chance.attemptId(), subscriber: id };
  const outcome = await deps.mailer.send({ ...mail, unsubscribeUrl: null, tags }, sendBy);
  if (outcome.kind === 'accepted') {
    deps.metrics.count('EnrolMailsSent', 1);
    return 'mailed';
  }
  log.warn(`enrol-${outcome.kind}`, { subscriber: id, kind: mail.kind, error: outcome.error });
  if (outcome.kind === 'unknown')
    throw new Error(`no answer from SES for a ${mail.kind} mail: ${outcome.error}`);
  if (outcome.why === 'message') return 'dropped';
  return later(deps, message, outcome.why === 'throttled' ? SOON_SECONDS : LATER_SECONDS);
}

/** Queues the message again. */
export async function later(
  deps: Pick<AwaitedMailDeps, 'queue'>,
  message: EnrolMessage,
  delaySeconds: number,
): Promise<AwaitedMail> {
  await deps.queue.send(message, delaySeconds);
  return 'later';
}
