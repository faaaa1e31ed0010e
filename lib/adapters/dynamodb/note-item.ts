import * as z from 'zod/mini';
import { EVENT_KINDS } from '../../domain/sending/ledger.ts';
import type { NoteId, NoteLine } from '../../domain/sending/note.ts';
import { fromItem, type Item, toItem } from './item.ts';
import { moment, VERSION, version } from './stored-values.ts';
import { idOfKey, NOTE_PREFIX, subscriberKey } from './table-shape.ts';

/** `NOTE#<note>`. `n` counts its writes. */
const storedNote = z.object({
  v: version,
  n: z.int(),
  pk: z.string(),
  sk: z.string(),
  state: z.enum(['claimed', 'sent', 'failed', 'unknown']),
  /** Attempt ids joined by a blank, both. */
  attempts: z.string(),
  accepted: z._default(z.string(), ''),
  at: moment,
  sendBy: moment,
  fate: z.enum(['none', ...EVENT_KINDS]),
  reason: z._default(z.string(), ''),
});

export function noteKey(note: NoteId): string {
  return NOTE_PREFIX + note;
}

/** @throws on a line that `read` would refuse: it is never written. */
export function noteItem(
  { id, note, attempts, accepted, revision: _, ...line }: NoteLine,
  n: number,
  read: (item: Item) => NoteLine = noteFromItem,
): Item {
  const item = toItem({
    ...{ pk: subscriberKey(id), sk: noteKey(note), v: VERSION, n },
    ...line,
    attempts: attempts.join(' '),
    accepted: accepted.join(' ') || null,
    reason: line.reason || null,
  });
  read(item);
  return item;
}

export function noteFromItem(item: Item): NoteLine {
  const { v: _, n, pk, sk, attempts, accepted, ...rest } = storedNote.parse(fromItem(item));
  const lists = { attempts: attempts.split(' '), accepted: accepted === '' ? [] : accepted.split(' ') };
  return { ...rest, ...lists, id: idOfKey(pk), note: sk.slice(NOTE_PREFIX.length), revision: n };
}

/** Whether an item that is found while she leaves is a note on its way, be it readable or not. */
export function isNoteUnderWay({ sk, state }: Item): boolean {
  return (sk?.S?.startsWith(NOTE_PREFIX) ?? false) && state?.S === 'claimed';
}
