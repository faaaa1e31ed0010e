import type { LocalDate } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import type { SessionId } from '../../domain/course.ts';
import type { NoteId } from '../../domain/sending/note.ts';
import type { Receiving, SubscriberId } from '../../domain/subscriber.ts';
import { ALL_LINES, type Ledger } from '../../ports/ledger.ts';
import type { NoteStore } from '../../ports/note-store.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';

/** `session`: whose last lesson it is. `received`: whoever got it, since a day where one is given. */
export type NoteTo =
  | { kind: 'all' }
  | { kind: 'session'; session: SessionId }
  | { kind: 'received'; session: SessionId; since: LocalDate | null };

export interface RecipientsDeps {
  subscribers: Pick<SubscriberStore, 'all'>;
  ledger: Pick<Ledger, 'of'>;
  notes: Pick<NoteStore, 'get' | 'all'>;
}

export interface Recipients {
  /** Who gets it now. */
  receives: readonly Pick<Receiving, 'id' | 'address'>[];
  /** Who would, and has it already, or is being sent it. */
  already: number;
  /** Who would, and pauses. */
  resting: number;
  /** Whose record or ledger cannot be read. */
  unreadable: readonly SubscriberId[];
}

/** Who would get a note. Reads every record, and sends nothing. */
export async function noteRecipients(
  deps: RecipientsDeps,
  to: NoteTo,
  { id: note, urgent }: { id: NoteId; urgent: boolean },
  step: () => void,
): Promise<Recipients> {
  const receives: Pick<Receiving, 'id' | 'address'>[] = [];
  const unreadable = new Set<SubscriberId>();
  const open = await openIn(deps, note, unreadable);
  let [already, resting] = [0, 0];
  for await (const subscriber of deps.subscribers.all((id) => unreadable.add(id))) {
    step();
    if (open.has(subscriber.id)) {
      receives.push({ id: subscriber.id, address: subscriber.address });
      continue;
    }
    if (subscriber.state === 'stopped' || isCanary(subscriber)) continue;
    try {
      if (!(await isMeant(deps, to, subscriber))) continue;
      if (subscriber.state === 'paused' && !urgent) resting += 1;
      else if (isDone(await deps.notes.get(subscriber.id, note))) already += 1;
      else receives.push({ id: subscriber.id, address: subscriber.address });
    } catch {
      unreadable.add(subscriber.id);
    }
  }
  return { receives, already, resting, unreadable: [...unreadable] };
}

/** Whose claim stands open: it is settled, whoever the note is for by now. */
async function openIn(
  { notes }: RecipientsDeps,
  note: NoteId,
  unreadable: Set<SubscriberId>,
): Promise<ReadonlySet<SubscriberId>> {
  const open = new Set<SubscriberId>();
  for await (const line of notes.all((id) => unreadable.add(id)))
    if (line.note === note && line.state === 'claimed') open.add(line.id);
  return open;
}

/** A claim that stands is tried again, or found to have gone. */
function isDone(line: Awaited<ReturnType<NoteStore['get']>>): boolean {
  return line !== null && line.state !== 'claimed';
}

async function isMeant({ ledger }: RecipientsDeps, to: NoteTo, her: Receiving): Promise<boolean> {
  if (to.kind === 'all') return true;
  if (to.kind === 'session') return her.recent.at(-1)?.session === to.session;
  const { session, since } = to;
  const isIt = (one: SessionId | null, on: LocalDate) => one === session && (since === null || on >= since);
  if (her.recent.some((lesson) => isIt(lesson.session, lesson.on))) return true;
  const oldest = her.recent[0];
  // The record remembers her last lessons; older ones stand in the ledger alone.
  if (oldest === undefined || oldest.number <= 1 || (since !== null && oldest.on < since)) return false;
  const lines = await ledger.of(her.id, ALL_LINES);
  return lines.some(
    (line) => line.state === 'sent' && line.run === her.run && isIt(line.session, line.dueOn),
  );
}
