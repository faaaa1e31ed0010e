import { HOUR_MS, type Instant } from '../../lib/domain/calendar.ts';
import type { NoteId, NoteLine } from '../../lib/domain/sending/note.ts';
import type { AttemptId, Subscriber, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Mail } from '../../lib/ports/mailer.ts';
import type { Note } from '../../lib/use-cases/sending/send-note.ts';
import { readable } from '../memory/ledger.ts';
import { readNote, readProfile } from '../memory/read-once.ts';
import type { Tables } from '../memory/tables.ts';
import type { MailWatch } from './mail-watch.ts';
import type { Witness } from './witness.ts';

/** One attempt at a note, as one sees it who sees everything. */
interface SeenAttempt {
  id: SubscriberId;
  note: NoteId;
  claimedAt: Instant;
  /** Her record when it was claimed; null where it could not be read. */
  claimedFrom: Subscriber | null;
  acceptedAt: Instant | null;
  /** A line said that it went. */
  settledAt: Instant | null;
  eventAt: Instant | null;
}

/** What a note may be about: everyone, or those who got a session. */
export interface SeenNote extends Pick<Note, 'id' | 'urgent'> {
  received: string | null;
}

const EVENT_WITHIN_MS = HOUR_MS;
const SECOND_ATTEMPT_AFTER_MS = 6 * HOUR_MS;

/** The invariants of notes: each of its audience gets it at most once, nobody else does, and every one is accounted for. */
export class NotesWatch implements MailWatch {
  sent = 0;
  duplicates = 0;
  readonly #witness: Witness;
  readonly #tables: Tables;
  readonly #notes = new Map<NoteId, SeenNote>();
  readonly #attempts = new Map<AttemptId, SeenAttempt>();
  /** Claimed before all that was held of her went: SES may take it until her leaving is answered. */
  readonly #underWayAsSheLeft = new Set<AttemptId>();

  constructor(witness: Witness, tables: Tables) {
    this.#witness = witness;
    this.#tables = tables;
  }

  begins(note: SeenNote): void {
    this.#notes.set(note.id, note);
  }

  /** A call of the notes' store took effect. */
  saw(method: string, [line]: readonly unknown[], result: unknown, now: Instant): void {
    if (result !== 'written' || !isLine(line)) return;
    const { id, note, attempts, accepted, state } = line;
    if (method === 'create' || method === 'replace') {
      const newest = attempts.at(-1);
      if (newest !== undefined && !this.#attempts.has(newest)) {
        const seen = { id, note, claimedAt: now, claimedFrom: this.#recordOf(id) };
        this.#attempts.set(newest, { ...seen, acceptedAt: null, settledAt: null, eventAt: null });
      }
    }
    if (state !== 'sent') return;
    for (const attempt of accepted) {
      const seen = this.#attempts.get(attempt);
      if (seen !== undefined) seen.settledAt ??= now;
    }
  }

  /** All that was held of her is gone: what comes later is another story. */
  forgets(id: SubscriberId): void {
    for (const [attempt, seen] of this.#attempts) {
      if (seen.id !== id) continue;
      this.#attempts.delete(attempt);
      this.#underWayAsSheLeft.add(attempt);
    }
  }

  accepted(mail: Mail, at: Instant): void {
    if (mail.kind !== 'note') return;
    this.sent += 1;
    const { attempt = '', subscriber: id = '', note: noteId = '' } = mail.tags;
    const seen = this.#attempts.get(attempt);
    const note = this.#notes.get(noteId);
    if (!this.#witness.isInCourse(id))
      this.#fail(`${id} got the note ${noteId} after her leaving was answered`);
    if (this.#underWayAsSheLeft.delete(attempt)) return;
    if (seen === undefined || note === undefined) {
      this.#fail(`${id} got the note ${noteId} without a claim`);
      return;
    }
    this.#mayGet(note, seen);
    for (const one of this.#attempts.values())
      if (one.id === id && one.note === noteId && one.acceptedAt !== null) this.#second(one, seen, at);
    seen.acceptedAt ??= at;
  }

  eventArrived({ tags }: Mail, at: Instant): void {
    const seen = this.#attempts.get(tags['attempt'] ?? '');
    if (seen !== undefined) seen.eventAt ??= at;
  }

  eventParked(attempt: AttemptId): void {
    const seen = this.#attempts.get(attempt);
    if (seen !== undefined) seen.eventAt = null;
  }

  /** The command says that nobody is left to get it: each that it was for by then has a line that says how it ended. */
  finished({ id: note }: SeenNote, audience: readonly Subscriber[]): void {
    for (const { id, revision } of audience) {
      if (this.#recordOf(id)?.revision !== revision || this.#tables.suppressions.has(id)) continue;
      const line = this.#lineOf(id, note);
      if (line === null) this.#fail(`${id} was left out of the note ${note}`);
      else if (line.state === 'claimed') this.#fail(`the note ${note} to ${id} was claimed and forgotten`);
    }
  }

  /** When all is quiet. */
  judge(): void {
    for (const [id, lines] of this.#tables.notes) {
      for (const item of lines.values()) {
        const line = readable(item, readNote);
        if (line !== null) this.#judgeLine(line);
      }
      if (lines.size > 0 && !this.#tables.profiles.has(id))
        this.#fail(`the line of a note to ${id} stands although she is gone`);
    }
    for (const [attempt, seen] of this.#attempts) {
      if (seen.acceptedAt === null || (seen.settledAt === null && seen.eventAt === null)) continue;
      const line = this.#lineOf(seen.id, seen.note);
      if (line !== null && !line.accepted.includes(attempt))
        this.#fail(`no line tells of ${attempt}, which SES took for ${seen.id}`);
    }
  }

  /** What the audit must say of the notes. */
  counts(): { lines: number; duplicates: number } {
    const lines = [...this.#tables.notes.values()].flatMap((ofHer) => [...ofHer.values()]);
    const accepted = lines.map((item) => readNote(item).accepted.length);
    return {
      lines: lines.length,
      duplicates: accepted.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    };
  }

  #judgeLine({ id, note, state, accepted }: NoteLine): void {
    if (state === 'claimed') this.#fail(`the note ${note} to ${id} was claimed and forgotten`);
    for (const attempt of accepted)
      if (this.#attempts.get(attempt)?.acceptedAt == null)
        this.#fail(`the line of the note ${note} to ${id} says that ${attempt} went, which SES never took`);
    if (state === 'failed' && this.#wasTaken(id, note))
      this.#fail(`the line of the note ${note} to ${id} says that it failed, and it went`);
  }

  #mayGet({ id: note, urgent, received }: SeenNote, { id, claimedFrom }: SeenAttempt): void {
    const isStill = claimedFrom !== null && this.#recordOf(id)?.revision === claimedFrom.revision;
    if (isStill && claimedFrom.state === 'paused' && !urgent)
      this.#fail(`${id} got the note ${note} while she pauses`);
    if (received !== null && !this.#witness.got(id, received))
      this.#fail(`${id} got the note ${note} about session ${received}, which she never had`);
  }

  /** A second mail is allowed only where the first one's answer and its event were both lost or late. */
  #second(first: SeenAttempt, { claimedAt }: SeenAttempt, at: Instant): void {
    const { id, note, settledAt, eventAt } = first;
    const acceptedAt = first.acceptedAt ?? at;
    this.duplicates += 1;
    if (settledAt !== null && settledAt < claimedAt)
      this.#fail(`the note ${note} went to ${id} again although its line said that it went`);
    if (at - acceptedAt < SECOND_ATTEMPT_AFTER_MS)
      this.#fail(`the note ${note} went to ${id} again within six hours`);
    if (eventAt !== null && eventAt - acceptedAt < EVENT_WITHIN_MS)
      this.#fail(`the note ${note} went to ${id} again although its event came in time`);
  }

  #wasTaken(id: SubscriberId, note: NoteId): boolean {
    return [...this.#attempts.values()].some(
      (one) => one.id === id && one.note === note && one.acceptedAt !== null,
    );
  }

  #recordOf(id: SubscriberId): Subscriber | null {
    const item = this.#tables.profiles.get(id);
    return item === undefined ? null : readable(item, readProfile);
  }

  #lineOf(id: SubscriberId, note: NoteId): NoteLine | null {
    const item = this.#tables.notes.get(id)?.get(note);
    return item === undefined ? null : readable(item, readNote);
  }

  #fail(what: string): void {
    this.#witness.fail(what);
  }
}

function isLine(value: unknown): value is NoteLine {
  return typeof value === 'object' && value !== null && 'attempts' in value && 'note' in value;
}
