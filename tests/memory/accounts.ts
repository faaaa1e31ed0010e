import { lineFromItem } from '../../lib/adapters/dynamodb/ledger-item.ts';
import { noteFromItem } from '../../lib/adapters/dynamodb/note-item.ts';
import { profileFromItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import type { Accounts } from '../../lib/ports/accounts.ts';
import { readable } from './ledger.ts';
import type { Tables } from './tables.ts';

/** Records beside their lines and notes, in memory. */
export function memoryAccounts({ profiles, lines, notes }: Tables): Accounts {
  return {
    async *all() {
      for (const id of new Set([...profiles.keys(), ...lines.keys(), ...notes.keys()])) {
        const [profile, weeks] = [profiles.get(id), lines.get(id)];
        const subscriber = profile === undefined ? null : readable(profile, profileFromItem);
        const newestFirst = [...(weeks ?? [])].toSorted(([one], [other]) => (one < other ? 1 : -1));
        const read = newestFirst.map(([, item]) => readable(item, (one) => lineFromItem(one).line));
        const parsed = read.filter((line) => line !== null);
        const noteItems = [...(notes.get(id)?.values() ?? [])];
        const ofNotes = noteItems.map((item) => readable(item, noteFromItem)).filter((line) => line !== null);
        if (profile === undefined && read.length + noteItems.length === 0) continue;
        const isReadable = (profile === undefined || subscriber !== null) && parsed.length === read.length;
        const areNotesReadable = ofNotes.length === noteItems.length;
        yield { id, subscriber, lines: parsed, isReadable, notes: ofNotes, areNotesReadable };
      }
    },
  };
}
