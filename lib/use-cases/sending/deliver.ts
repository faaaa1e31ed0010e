import { HOUR_MS, type Instant, type LocalDate, localDate } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import type { SessionId } from '../../domain/course.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Decision } from '../../domain/placement/decision.ts';
import { softBouncesRunning } from '../../domain/sending/ledger.ts';
import { isResting, putOff, restOn } from '../../domain/sending/settlement.ts';
import { type Active, type AttemptId, type Claim, lineDay } from '../../domain/subscriber.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Letters } from '../../ports/letters.ts';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import type { LessonMessage } from '../../ports/queues.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { lessonLinks } from '../web/lesson-links.ts';
import { eraseLeftovers, eraseRest } from './erase-record.ts';
import { CIRCUIT_UNKNOWNS, CLAIM_LEAD_MS, LEAST_TO_SEND_MS, SEND_TIMEOUT_MS } from './limits.ts';
import { mayReceive } from './may-receive.ts';
import { type RejectedSendDeps, refused, renderFailed, sentBefore, unanswered } from './rejected-sends.ts';
import { type Acceptance, release, settleAccepted } from './settle-attempt.ts';
import { stopReceiving } from './stop-receiving.ts';
import { waitForSlot, waitUntil } from './wait-for-slot.ts';

const OUT_OF_STEP = { kind: 'refused', why: 'throttled', error: 'its moment passed' } as const;
/** Soft bounces on so many lessons running mean that the address takes no mail (docs/rules/sending.md#suppressions). */
const MOST_SOFT_BOUNCES = 5;
/** Lines that are looked at for them: weeks without a mail stand between. */
const LINES_BACK = 15;
/** A lesson that nobody may get yet is looked at again after this, so that it goes soon after a review or a release. */
export const WAIT_RETRY_MS = HOUR_MS;

/**
 * What became of one message. Each is final for the message: what is still due comes back through the due index.
 * - `taken`: another run has it, it is due at another time by now, or she left.
 * - `deferred`: sending is paused, or its moment lies past the time this run has; reconcile queues it again.
 * - `put-off`: refused for certain, and due again later. `unknown`: reconcile settles it by the SES event.
 * - `unreviewed`: nobody has reviewed the course; still due, and tried again each hour.
 * - `withheld`: its session is; still due, and tried again each hour.
 * - `stopped`: her address has bounced for weeks.
 */
export type Delivered =
  | 'sent'
  | 'taken'
  | 'deferred'
  | 'put-off'
  | 'failed'
  | 'unreviewed'
  | 'withheld'
  | 'stopped'
  | 'unknown';

export interface DeliverDeps extends RejectedSendDeps {
  clock: Clock;
  chance: Chance;
  suppressions: SuppressionStore;
  mailer: Mailer;
  letters: Letters;
  tokens: Tokens;
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
      return Promise.allSettled(messages.map(async () => 'deferred' as const));
    }
    const probing = state.unknownsRunning >= CIRCUIT_UNKNOWNS;
    return Promise.allSettled(
      messages.map(async (message, index) => {
        const moment = reserved.moments[index] ?? deadline;
        if (moment + SEND_TIMEOUT_MS > deadline) metrics.count('AtCapacityRuns', 1);
        if ((probing && index > 0) || moment + SEND_TIMEOUT_MS > deadline) return 'deferred';
        await waitUntil(clock, moment - CLAIM_LEAD_MS);
        const slot = { moment, clearsUnknowns: state.unknownsRunning > 0, withheld: state.withheld };
        return deliverOne(deps, message, slot);
      }),
    );
  };
}

interface Slot {
  moment: Instant;
  clearsUnknowns: boolean;
  withheld: readonly SessionId[];
}

/** A lesson that is claimed and written, and has not been sent. */
interface Ready {
  claimed: Active;
  mail: Mail;
  how: Pick<Acceptance, 'decision' | 'attempt' | 'at' | 'on'>;
}

async function deliverOne(deps: DeliverDeps, due: LessonMessage, slot: Slot): Promise<Delivered> {
  const attempt = deps.chance.attemptId();
  const claim = { attempt, at: deps.clock.now(), sendBy: deps.clock.machineNow() + SEND_TIMEOUT_MS };
  const ready = await unclaimedOnFailure(deps, due, attempt, () => prepare(deps, due, claim, slot));
  if (typeof ready === 'string') return ready;
  const { claimed, mail, how } = ready;
  const outcome = await deps.mailer.send(mail, claim.sendBy);
  if (outcome.kind === 'unknown') return unanswered(deps, claimed, attempt, outcome.error);
  const done =
    outcome.kind === 'refused'
      ? await refused(deps, claimed, attempt, outcome)
      : await accepted(deps, claimed, { ...how, messageId: outcome.messageId });
  if (slot.clearsUnknowns && !(outcome.kind === 'refused' && outcome.why === 'unreachable'))
    await deps.rate.clearUnknowns();
  return done;
}

/**
 * What fails before the mail is sent, such as a record that cannot be parsed once it is claimed, gives the claim back:
 * the queue shows the message again and in the end sets it aside, and no claim stands for a send that never began.
 */
async function unclaimedOnFailure<Result>(
  deps: DeliverDeps,
  { id }: LessonMessage,
  attempt: AttemptId,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await deps.subscribers.unclaim(id, attempt).catch((cause: unknown) => {
      deps.log.error('claim-not-given-back', cause, { subscriber: id, attempt });
    });
    throw error;
  }
}

/** Everything up to the call to SES; an outcome where there is none to make. */
async function prepare(
  deps: DeliverDeps,
  due: LessonMessage,
  claim: Claim,
  { moment, withheld }: Slot,
): Promise<Ready | Delivered> {
  const { attempt, at, sendBy } = claim;
  const claimed = await deps.subscribers.claim(due, claim);
  if (claimed === 'taken') {
    await eraseLeftovers(deps, due.id);
    return 'taken';
  }
  if (await isSuppressed(deps, claimed)) return 'taken';
  if (await sentBefore(deps, claimed, attempt)) return 'sent';
  if (await keepsBouncing(deps, claimed, attempt)) return 'stopped';
  if (!mayReceive(claimed.address, deps.settings)) return leaveDue(deps, claimed, claim, 'unreviewed');
  const on = localDate(at, claimed.timeZone);
  if (isResting(claimed, on)) {
    await release(deps, claimed, attempt, (current) => restOn(current, on, at));
    return 'put-off';
  }
  const written = await decideAndWrite(deps, claimed, attempt, on, withheld);
  if (written === 'withheld') return leaveDue(deps, claimed, claim, 'withheld');
  if (written === 'broken') return renderFailed(deps, claimed, attempt);
  const { decision, mail } = written;
  if (!isCanary(claimed)) deps.metrics.milliseconds('SendDelayMs', at - due.dueAt);
  if ((await waitForSlot(deps, moment, sendBy - LEAST_TO_SEND_MS)) === 'too-late')
    return refused(deps, claimed, attempt, OUT_OF_STEP);
  return { claimed, mail, how: { decision, attempt, at, on } };
}

/** Which lesson it is, and its mail. The canary gets a session that is withheld as well: it looks after the sending. */
async function decideAndWrite(
  deps: DeliverDeps,
  claimed: Active,
  attempt: AttemptId,
  on: LocalDate,
  withheld: readonly SessionId[],
): Promise<{ decision: Decision; mail: Mail } | 'withheld' | 'broken'> {
  try {
    const decision = decide(deps.course, claimed, on);
    if (withheld.includes(decision.session) && !isCanary(claimed)) return 'withheld';
    return { decision, mail: await write(deps, claimed, decision, attempt) };
  } catch (error) {
    deps.log.error('lesson-not-written', error, { subscriber: claimed.id });
    return 'broken';
  }
}

/** Soft bounces on five lessons running stop her before the next one, when the events of them all have long come. */
async function keepsBouncing(deps: DeliverDeps, claimed: Active, attempt: AttemptId): Promise<boolean> {
  const { id, run, softBounced } = claimed;
  if (!softBounced) return false;
  const lines = await deps.ledger.of(id, LINES_BACK);
  if (softBouncesRunning(lines, run) < MOST_SOFT_BOUNCES) return false;
  deps.log.warn('soft-bounces-stopped', { subscriber: id });
  const now = deps.clock.now();
  await deps.suppressions.put({ id, reason: 'bounced', at: now });
  await stopReceiving(deps, id, now, attempt);
  return true;
}

async function accepted(
  deps: DeliverDeps,
  claimed: Active,
  how: Omit<Acceptance, 'claimOwner'>,
): Promise<'sent'> {
  await settleAccepted(deps, claimed, { ...how, claimOwner: { claim: how.attempt } });
  deps.metrics.count('LessonsSent', 1);
  return 'sent';
}

/**
 * The second half of the consent check (Q6). Whoever leaves writes the suppression first and looks for an open claim
 * then; here the claim comes first and the look for a suppression then. So one of the two sees the other, and a record
 * that something brought back (a confirmation cut short, a restored table) gets nothing.
 */
async function isSuppressed(deps: DeliverDeps, { id, run }: Active): Promise<boolean> {
  const suppression = await deps.suppressions.get(id);
  if (suppression === null) return false;
  deps.log.warn('suppressed-not-sent', { subscriber: id, reason: suppression.reason });
  // The record last: a kill in between leaves its claim, and reconcile brings her here again.
  await eraseRest(deps, id, run);
  await deps.subscribers.deleteProfile(id, 'erase', run);
  return true;
}

async function write(deps: DeliverDeps, to: Active, decision: Decision, attempt: AttemptId): Promise<Mail> {
  const number = to.lessonNumber + 1;
  const site = { siteUrl: deps.settings.siteUrl, exits: deps.course.exits };
  const links = await lessonLinks(deps.tokens, site, to, number);
  return {
    ...deps.letters.lesson({ decision, record: to, number, links }),
    to: to.address,
    unsubscribeUrl: links.unsubscribe,
    kind: 'lesson',
    tags: {
      ...{ attempt, lesson: `${to.run}-${number}`, due: lineDay(to), subscriber: to.id },
      session: decision.session,
      ...(decision.level === null ? {} : { level: String(decision.level) }),
    },
  };
}

/** No week is used up: the lesson stays due, and the operator is told. */
async function leaveDue<Why extends 'unreviewed' | 'withheld'>(
  deps: DeliverDeps,
  claimed: Active,
  { attempt, at }: Claim,
  why: Why,
): Promise<Why> {
  await release(deps, claimed, attempt, (current) => putOff(current, at + WAIT_RETRY_MS));
  if (why === 'unreviewed') deps.metrics.count('LessonsUnreviewed', 1);
  else deps.metrics.count('LessonsWithheld', 1);
  deps.log.warn(`lesson-${why}`, { subscriber: claimed.id });
  return why;
}
