import { noteItem } from '../../lib/adapters/dynamodb/note-item.ts';
import type { NoteStore } from '../../lib/ports/note-store.ts';
import { readable } from './ledger.ts';
import { readNote } from './read-once.ts';
import { mapUnder, type Tables } from './tables.ts';

/** Lines of notes in memory: items as DynamoDB holds them. */
export function memoryNoteStore({ notes }: Tables): NoteStore {
  return {
    async get(id, note) {
      const item = notes.get(id)?.get(note);
      return item === undefined ? null : readNote(item);
    },
    async create(line) {
      const ofHer = mapUnder(notes, line.id);
      if (ofHer.has(line.note)) return 'conflict';
      ofHer.set(line.note, noteItem(line, 1, readNote));
      return 'written';
    },
    async replace(line) {
      const item = notes.get(line.id)?.get(line.note);
      if (item?.['n']?.N !== String(line.revision)) return 'conflict';
      mapUnder(notes, line.id).set(line.note, noteItem(line, line.revision + 1, readNote));
      return 'written';
    },
    async delete({ id, note, revision }) {
      const ofHer = notes.get(id);
      if (ofHer?.get(note)?.['n']?.N === String(revision)) ofHer.delete(note);
    },
    async *all(unreadable) {
      for (const [id, lines] of [...notes]) {
        for (const item of [...lines.values()]) {
          const line = readable(item, readNote);
          if (line === null) unreadable(id);
          else yield line;
        }
      }
    },
  };
}
