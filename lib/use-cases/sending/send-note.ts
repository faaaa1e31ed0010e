import type { Instant } from '../../domain/calendar.ts';
import type { Country } from '../../domain/countries.ts';
import {
  firstClaim,
  type NoteId,
  type NoteLine,
  nextClaim,
  parked,
  stepOf,
  withAccepted,
  withRefusal,
} from '../../domain/sending/note.ts';
import type { Claim, Receiving, SubscriberId } from '../../domain/subscriber.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Letters, NoteText } from '../../ports/letters.ts';
import type { Mail, Mailer, SendOutcome } from '../../ports/mailer.ts';
import type { NoteStore } from '../../ports/note-store.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { preferencesUrl } from '../web/lesson-links.ts';
import {
  ACCOUNT_PAUSE_MS,
  BUSY_EVENT_WITHIN_MS,
  CIRCUIT_PAUSE_MS,
  CIRCUIT_UNKNOWNS,
  CLAIM_LEAD_MS,
  LEAST_TO_SEND_MS,
  SEND_OVER_AFTER_MS,
  SEND_OVER_MS,
  SEND_TIMEOUT_MS,
} from './limits.ts';
import { mayReceive } from './may-receive.ts';
import { waitForSlot, waitUntil } from './wait-for-slot.ts';

/**
 * How long after a claim its event may still come. Longer than a lesson usually waits: so nobody has to ask the event
 * queue, and a note is in no hurry.
 */
const EVENT_MAY_COME_MS = SEND_OVER_MS + BUSY_EVENT_WITHIN_MS;

export interface Note {
  id: NoteId;
  /** It goes to the paused as well. */
  urgent: boolean;
  textFor(country: Country, babyMentions: boolean): NoteText;
}

/**
 * What became of a note for one mother.
 * - `already`: it went before, or was given up. `unknown`: given up now, after two attempts without an answer or event,
 *   or after one, where nothing may go to her any more.
 * - `open`: no answer yet, or another process is at it. `put-off`: SES cannot take it now.
 * - `left`: nothing goes to her any more. `resting`: she pauses. `unreviewed`: nobody has reviewed the course.
 * - `paused`: all sending is.
 */
export type NoteOutcome =
  | 'sent'
  | 'already'
  | 'open'
  | 'put-off'
  | 'left'
  | 'resting'
  | 'unreviewed'
  | 'failed'
  | 'unknown'
  | 'paused';

export interface NoteDeps {
  clock: Clock;
  chance: Pick<Chance, 'attemptId'>;
  notes: NoteStore;
  subscribers: Pick<SubscriberStore, 'get'>;
  suppressions: Pick<SuppressionStore, 'get'>;
  rate: RateStore;
  mailer: Mailer;
  letters: Pick<Letters, 'note'>;
  tokens: Tokens;
  settings: Pick<CourseSettings, 'siteUrl' | 'sendRatePerSecond' | 'mayReceive'>;
}

/**
 * Sends a note to one mother, at most once: as a lesson, it is sent by whoever won its claim, with one call to SES, and a
 * second call is made only when the first stayed unknown for six hours and no event told of it. The suppression is looked
 * for once more after her line was written, and who leaves writes the suppression before she looks for lines: one of the
 * two sees the other (docs/rules/sending.md#notes).
 */
export function sendNote(deps: NoteDeps) {
  return async (note: Note, id: SubscriberId): Promise<NoteOutcome> => {
    const { clock, notes, rate, settings } = deps;
    const standing = await notes.get(id, note.id);
    const moment = { now: clock.now(), machineNow: clock.machineNow() };
    const waits = { overAfterMs: SEND_OVER_AFTER_MS, eventMayComeMs: EVENT_MAY_COME_MS };
    const step = stepOf(standing, { ...moment, ...waits });
    if (step === 'done') return 'already';
    if (step === 'waits') return 'open';
    if (step === 'park') return giveUp(deps, { id, note: note.id });
    const { moments, state } = await rate.reserve(1, settings.sendRatePerSecond, clock.machineNow());
    if (state.pausedUntil !== null && state.pausedUntil > clock.now()) return 'paused';
    const slot = moments[0] ?? Number.POSITIVE_INFINITY;
    await waitUntil(clock, slot - CLAIM_LEAD_MS);
    // Whoever left since the list was made gets no line, not even one that a kill would leave standing.
    const to = await receiverOf(deps, note, id);
    if (typeof to === 'string') return notNow(deps, to, standing);
    const line = await claim(deps, note, id, standing);
    return line === null ? 'open' : sendClaimed(deps, note, { ...line, standing, slot });
  };
}

interface Claimed {
  claim: Claim;
  line: NoteLine;
}

async function claim(
  { clock, chance, notes }: NoteDeps,
  note: Note,
  id: SubscriberId,
  standing: NoteLine | null,
): Promise<Claimed | null> {
  const attempt = chance.attemptId();
  const one = { attempt, at: clock.now(), sendBy: clock.machineNow() + SEND_TIMEOUT_MS };
  const line = standing === null ? firstClaim(id, note.id, one) : nextClaim(standing, one);
  const written = await (standing === null ? notes.create(line) : notes.replace(line));
  if (written === 'conflict') return null;
  return { claim: one, line: standing === null ? line : { ...line, revision: line.revision + 1 } };
}

async function sendClaimed(
  deps: NoteDeps,
  note: Note,
  claimed: Claimed & { standing: NoteLine | null; slot: Instant },
): Promise<NoteOutcome> {
  const { line, slot } = claimed;
  const { sendBy } = claimed.claim;
  const giveBack = () => withdraw(deps, claimed);
  const to = await receiverOf(deps, note, line.id);
  if (typeof to === 'string') {
    await giveBack();
    return notNow(deps, to, claimed.standing);
  }
  let mail: Mail;
  try {
    mail = await write(deps, note, to, claimed.claim);
  } catch (error) {
    await giveBack();
    throw error;
  }
  if ((await waitForSlot(deps, slot, sendBy - LEAST_TO_SEND_MS)) === 'too-late') {
    await giveBack();
    return 'put-off';
  }
  return settle(deps, note, claimed, await deps.mailer.send(mail, sendBy));
}

async function settle(
  deps: NoteDeps,
  note: Note,
  claimed: Claimed & { standing: NoteLine | null },
  outcome: SendOutcome,
): Promise<NoteOutcome> {
  const { id } = claimed.line;
  const { attempt } = claimed.claim;
  if (outcome.kind === 'accepted') {
    await rewrite(deps, id, note.id, (line) => withAccepted(line, { attempt, kind: 'send' }));
    return 'sent';
  }
  if (outcome.kind === 'unknown') {
    if ((await deps.rate.countUnknown()) >= CIRCUIT_UNKNOWNS)
      await deps.rate.pause(deps.clock.now() + CIRCUIT_PAUSE_MS, 'circuit');
    return 'open';
  }
  if (outcome.why === 'message') {
    await rewrite(deps, id, note.id, (line) => withRefusal(line, outcome.error));
    return 'failed';
  }
  await withdraw(deps, claimed);
  if (outcome.why === 'throttled' || outcome.why === 'unreachable') return 'put-off';
  await deps.rate.pause(deps.clock.now() + ACCOUNT_PAUSE_MS, outcome.why);
  return 'paused';
}

/** Who may get it, read after the claim; or why nobody does. */
async function receiverOf(
  { suppressions, subscribers, settings }: NoteDeps,
  { urgent }: Note,
  id: SubscriberId,
): Promise<Receiving | 'left' | 'resting' | 'unreviewed'> {
  if ((await suppressions.get(id)) !== null) return 'left';
  const subscriber = await subscribers.get(id);
  if (subscriber === null || subscriber.state === 'stopped') return 'left';
  if (subscriber.state === 'paused' && !urgent) return 'resting';
  return mayReceive(subscriber.address, settings) ? subscriber : 'unreviewed';
}

async function write(
  { tokens, letters, settings }: NoteDeps,
  note: Note,
  to: Receiving,
  { attempt }: Claim,
): Promise<Mail> {
  const { siteUrl } = settings;
  const unsubscribe = `${siteUrl}/unsubscribe/${await tokens.sign('unsubscribe', { id: to.id, subject: '' })}`;
  const preferences = await preferencesUrl(tokens, siteUrl, to);
  const text = note.textFor(to.country, to.babyMentions);
  return {
    ...letters.note({
      note: text,
      record: to,
      links: { unsubscribe, preferences, privacy: `${siteUrl}/privacy` },
    }),
    to: to.address,
    unsubscribeUrl: unsubscribe,
    kind: 'note',
    tags: { attempt, note: note.id, subscriber: to.id },
  };
}

/** Nothing is sent now. An earlier attempt that is open is given up where nothing will go to her any more. */
async function notNow(
  deps: NoteDeps,
  why: 'left' | 'resting' | 'unreviewed',
  standing: NoteLine | null,
): Promise<NoteOutcome> {
  return standing === null || why === 'unreviewed' ? why : giveUp(deps, standing);
}

/** No further attempt is made: nobody knows whether one before went. */
async function giveUp(deps: NoteDeps, { id, note }: Pick<NoteLine, 'id' | 'note'>): Promise<'unknown'> {
  await rewrite(deps, id, note, parked);
  return 'unknown';
}

/** The attempt certainly sent nothing: the line becomes what it was before. */
async function withdraw(
  deps: NoteDeps,
  { line, claim: { attempt }, standing }: Claimed & { standing: NoteLine | null },
): Promise<void> {
  if (standing === null) return deps.notes.delete(line);
  await rewrite(deps, line.id, line.note, (current) => ({
    ...current,
    attempts: current.attempts.filter((one) => one !== attempt),
  }));
}

/** From the line as it is then: an event may have come first. None is made anew for who left. */
async function rewrite(
  { notes }: NoteDeps,
  id: SubscriberId,
  note: NoteId,
  change: (line: NoteLine) => NoteLine,
): Promise<void> {
  for (;;) {
    const line = await notes.get(id, note);
    if (line === null || (await notes.replace(change(line))) === 'written') return;
  }
}
