import { type Instant, localDate, MINUTE_MS, SECOND_MS } from '../domain/calendar.ts';
import { type Decision, decide } from '../domain/placement.ts';
import { putOff } from '../domain/settlement.ts';
import type { Active, AttemptId } from '../domain/subscriber.ts';
import type {
  Chance,
  Clock,
  CourseSettings,
  Ledger,
  LessonMessage,
  Letters,
  Log,
  Mail,
  Mailer,
  Metrics,
  PauseCause,
  RateStore,
  SendOutcome,
  SubscriberStore,
  Tokens,
} from '../ports.ts';
import { lessonLinks } from './lesson-links.ts';
import { CIRCUIT_UNKNOWNS, SEND_TIMEOUT_MS } from './sending.ts';
import { settleAccepted, settleUnsent, whileClaimed } from './settle.ts';

const CIRCUIT_PAUSE_MS = 5 * MINUTE_MS;
/** The account cannot send: look again after this. */
const ACCOUNT_PAUSE_MS = 15 * MINUTE_MS;
/** SES counts its daily quota over the last 24 hours, so it frees up bit by bit. */
const QUOTA_PAUSE_MS = 15 * MINUTE_MS;
const THROTTLE_BACKOFF_MS = 30 * SECOND_MS;
const UNREACHABLE_BACKOFF_MS = MINUTE_MS;
const BROKEN_BACKOFF_MS = 5 * MINUTE_MS;
/** A lesson that cannot be written fails after this many tries, and never blocks others (Q14). */
const BROKEN_TRIES = 3;
/** SES's mailbox simulator reaches nobody, so anyone may try it. */
const SIMULATOR = /@simulator\.amazonses\.com$/;

/**
 * What became of one message. Each is final for the message: what is still due comes back through the due index.
 * - `taken`: another run has it, it is due at another time by now, or she left.
 * - `held`: sending is paused, or its moment lies past the time this run has; reconcile queues it again.
 * - `put-off`: refused for certain, and due again later. `unknown`: reconcile settles it by the SES event.
 */
export type Delivered = 'sent' | 'taken' | 'held' | 'put-off' | 'failed' | 'skipped' | 'unknown';

export interface DeliverDeps {
  clock: Clock;
  chance: Chance;
  subscribers: SubscriberStore;
  ledger: Ledger;
  rate: RateStore;
  mailer: Mailer;
  letters: Letters;
  tokens: Tokens;
  metrics: Metrics;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl' | 'sendRatePerSecond' | 'mayReceive'>;
}

export type Deliver = (
  messages: readonly LessonMessage[],
  deadline: Instant,
) => Promise<PromiseSettledResult<Delivered>[]>;

/**
 * Sends the lessons of one batch, each at most once; `deadline` is the machine time by which it must be done. A
 * rejected entry is a fault of ours (a store that does not answer), to be shown to the queue again.
 *
 * The guarantee: a lesson is sent by whoever won its claim, with one call to SES. A second call is made only when
 * the first one's outcome stayed unknown for an hour and no SES event told of it. Its limit: a duplicate needs a
 * lost reply *and* an event that is lost or more than an hour late. A loss is never silent: `reconcile` settles an
 * open claim, tries once more, or parks it with an alarm.
 */
export function deliver(deps: DeliverDeps): Deliver {
  return async (messages, deadline) => {
    const { clock, rate, settings, metrics } = deps;
    const reserved = await rate.reserve(messages.length, settings.sendRatePerSecond, clock.machineNow());
    const { state } = reserved;
    if (state.pausedUntil !== null && state.pausedUntil > clock.now()) {
      return Promise.allSettled(messages.map(async () => 'held' as const));
    }
    const probing = state.unknownsRunning >= CIRCUIT_UNKNOWNS;
    return Promise.allSettled(
      messages.map(async (message, index) => {
        const moment = reserved.moments[index] ?? deadline;
        if (moment + SEND_TIMEOUT_MS > deadline) metrics.count('AtCapacityRuns', 1);
        if ((probing && index > 0) || moment + SEND_TIMEOUT_MS > deadline) return 'held';
        const early = moment - clock.machineNow();
        if (early > 0) await clock.wait(early);
        return deliverOne(deps, message, state.unknownsRunning > 0);
      }),
    );
  };
}

async function deliverOne(
  deps: DeliverDeps,
  due: LessonMessage,
  clearsUnknowns: boolean,
): Promise<Delivered> {
  const { clock } = deps;
  const attempt = deps.chance.attemptId();
  const at = clock.now();
  const sendBy = clock.machineNow() + SEND_TIMEOUT_MS;
  const claimed = await deps.subscribers.claim(due, { attempt, at, sendBy });
  if (claimed === 'taken') return 'taken';
  if (!mayReceive(deps, claimed)) {
    await settleUnsent(deps, claimed, { state: 'skipped', reason: 'not-reviewed', attempt, at });
    return 'skipped';
  }
  const on = localDate(at, claimed.timeZone);
  const decision = decide(claimed, on);
  let mail: Mail;
  try {
    mail = await write(deps, claimed, decision, attempt);
  } catch (error) {
    deps.log.error('lesson-not-written', error, { subscriber: claimed.id, session: decision.session });
    return broken(deps, claimed, attempt);
  }
  deps.metrics.milliseconds('SendDelayMs', at - due.dueAt);
  const outcome = await deps.mailer.send(mail, sendBy);
  if (outcome.kind === 'accepted') {
    await settleAccepted(deps, claimed, {
      decision,
      attempt,
      claim: attempt,
      messageId: outcome.messageId,
      at,
      on,
    });
    if (clearsUnknowns) await deps.rate.clearUnknowns();
    deps.metrics.count('LessonsSent', 1);
    return 'sent';
  }
  deps.log.warn(`send-${outcome.kind}`, { subscriber: claimed.id, attempt, error: outcome.error });
  return outcome.kind === 'unknown' ? unknown(deps) : refused(deps, claimed, attempt, outcome);
}

async function write(deps: DeliverDeps, to: Active, decision: Decision, attempt: AttemptId): Promise<Mail> {
  const number = to.lessonNumber + 1;
  const links = await lessonLinks(deps.tokens, deps.settings.siteUrl, to, number);
  return {
    ...deps.letters.lesson({ decision, record: to, number, links }),
    to: to.address,
    unsubscribeUrl: links.unsubscribe,
    kind: 'lesson',
    tags: { attempt, lesson: `${to.run}-${number}`, due: to.dueOn, subscriber: to.id },
  };
}

/** The claim stays open: whether the mail went is for the SES event to say. */
async function unknown(deps: DeliverDeps): Promise<Delivered> {
  deps.metrics.count('LessonsUnknown', 1);
  if ((await deps.rate.countUnknown()) >= CIRCUIT_UNKNOWNS) await pause(deps, CIRCUIT_PAUSE_MS, 'circuit');
  return 'unknown';
}

async function refused(
  deps: DeliverDeps,
  claimed: Active,
  attempt: AttemptId,
  { why, error }: Extract<SendOutcome, { kind: 'refused' }>,
): Promise<Delivered> {
  const now = deps.clock.now();
  switch (why) {
    case 'message':
      return fail(deps, claimed, attempt, `refused: ${error}`);
    case 'throttled':
      return release(deps, claimed, attempt, now + THROTTLE_BACKOFF_MS);
    case 'unreachable':
      return release(deps, claimed, attempt, now + UNREACHABLE_BACKOFF_MS);
    case 'quota':
      return release(deps, claimed, attempt, await pause(deps, QUOTA_PAUSE_MS, 'quota'));
    case 'account':
      return release(deps, claimed, attempt, await pause(deps, ACCOUNT_PAUSE_MS, 'account'));
  }
}

async function release(
  deps: DeliverDeps,
  claimed: Active,
  attempt: AttemptId,
  dueAt: Instant,
): Promise<Delivered> {
  await whileClaimed(deps, claimed, attempt, async (now) => putOff(now, dueAt));
  return 'put-off';
}

async function broken(deps: DeliverDeps, claimed: Active, attempt: AttemptId): Promise<Delivered> {
  const tries = claimed.tries.broken + 1;
  if (tries >= BROKEN_TRIES) return fail(deps, claimed, attempt, 'the lesson could not be written');
  const dueAt = deps.clock.now() + BROKEN_BACKOFF_MS;
  await whileClaimed(deps, claimed, attempt, async (now) =>
    putOff(now, dueAt, { ...now.tries, broken: tries }),
  );
  return 'put-off';
}

async function fail(
  deps: DeliverDeps,
  claimed: Active,
  attempt: AttemptId,
  reason: string,
): Promise<Delivered> {
  await settleUnsent(deps, claimed, { state: 'failed', reason, attempt, at: deps.clock.now() });
  deps.metrics.count('LessonsFailed', 1);
  return 'failed';
}

async function pause(deps: DeliverDeps, forMs: number, cause: PauseCause): Promise<Instant> {
  const until = deps.clock.now() + forMs;
  await deps.rate.pause(until, cause);
  deps.metrics.count('SendingPaused', 1);
  deps.log.warn('sending-paused', { cause, until });
  return until;
}

function mayReceive({ settings }: DeliverDeps, { address }: Active): boolean {
  return (
    settings.mayReceive === 'everyone' || SIMULATOR.test(address) || settings.mayReceive.includes(address)
  );
}
