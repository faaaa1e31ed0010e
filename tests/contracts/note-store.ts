import { expect, test } from 'vitest';
import { firstClaim, nextClaim, withAccepted } from '../../lib/domain/sending/note.ts';
import { noneUnreadable } from '../none-unreadable.ts';
import { CLAIM } from './records.ts';
import { all, type OpenEmpty } from './stores.ts';

const LINE = firstClaim('sub-1', 'note-a', CLAIM);

/** What each store of notes promises. */
export function noteStoreContract(open: OpenEmpty): void {
  test('a note is claimed once for each mother, and its line comes back as it was', async () => {
    const { notes } = await open();
    expect(await notes.get('sub-1', 'note-a')).toBeNull();
    expect(await notes.create(LINE)).toBe('written');
    expect(await notes.create({ ...LINE, attempts: ['attempt-b'] })).toBe('conflict');
    expect(await notes.create({ ...LINE, note: 'note-b' })).toBe('written');
    expect(await notes.create({ ...LINE, id: 'sub-2' })).toBe('written');
    expect(await notes.get('sub-1', 'note-a')).toEqual(LINE);
    expect(await all(notes.all(noneUnreadable))).toHaveLength(3);
  });

  test('of two who change a line one loses, and a line that is gone is not made anew', async () => {
    const { notes } = await open();
    await notes.create(LINE);
    const sent = withAccepted(LINE, { attempt: 'attempt-a', kind: 'delivery' });
    expect(await notes.replace(sent)).toBe('written');
    expect(await notes.replace(nextClaim(LINE, { ...CLAIM, attempt: 'attempt-b' }))).toBe('conflict');
    expect(await notes.get('sub-1', 'note-a')).toEqual({ ...sent, revision: 2 });
    await notes.delete(LINE);
    expect(await notes.get('sub-1', 'note-a')).not.toBeNull();
    await notes.delete({ ...sent, revision: 2 });
    expect(await notes.replace({ ...sent, revision: 2 })).toBe('conflict');
    expect(await all(notes.all(noneUnreadable))).toEqual([]);
  });

  test('a note is hers: handed over and deleted with the rest, and whoever deletes learns that one is on its way', async () => {
    const { notes, subscribers } = await open();
    await notes.create(LINE);
    expect(await subscribers.everything('sub-1')).toEqual([{ kind: 'note', ...LINE }]);
    expect(await subscribers.deleteRest('sub-1')).toEqual({ mayBeSending: true });
    expect(await notes.get('sub-1', 'note-a')).toBeNull();
    await notes.create(LINE);
    await notes.replace(withAccepted(LINE, { attempt: 'attempt-a', kind: 'send' }));
    expect(await subscribers.deleteRest('sub-1')).toEqual({ mayBeSending: false });
  });

  test('a line that cannot be parsed is named and passed over', async () => {
    const { notes, poison } = await open();
    await notes.create(LINE);
    await notes.create({ ...LINE, id: 'sub-2' });
    await poison('sub-1', 'NOTE#note-a');
    const unreadable: string[] = [];
    expect(await all(notes.all((id) => unreadable.push(id)))).toMatchObject([{ id: 'sub-2' }]);
    expect(unreadable).toEqual(['sub-1']);
  });
}
