import { expect, test } from 'vitest';
import { firstClaim } from '../../lib/domain/sending/note.ts';
import { active, DUE_AT, week } from './records.ts';
import { all, type OpenEmpty } from './stores.ts';

/** What every reading of all accounts promises. */
export function accountsContract(open: OpenEmpty): void {
  test('everybody is met with her record and her lines, newest first, and with nothing of another', async () => {
    const { accounts, ledger, subscribers } = await open();
    const days = ['2026-10-19', '2026-10-26', '2026-11-02'];
    for (const id of ['sub-1', 'sub-2']) {
      await subscribers.confirm(active({ id }), null);
      for (const dueOn of days) await ledger.put(week({ id, dueOn }));
    }
    await subscribers.confirm(active({ id: 'sub-3' }), null);
    const met = await all(accounts.all());
    const byId = met.toSorted((one, other) => one.id.localeCompare(other.id));
    expect(byId).toEqual(
      ['sub-1', 'sub-2', 'sub-3'].map((id) => ({
        ...{ id, subscriber: active({ id }), isReadable: true, notes: [], areNotesReadable: true },
        lines: id === 'sub-3' ? [] : days.toReversed().map((dueOn) => week({ id, dueOn })),
      })),
    );
  });

  test('lines of nobody are met without a record, and what is no line or record is not met', async () => {
    const { accounts, ledger, limits } = await open();
    await limits.take('sub-9', 2, 60_000, DUE_AT);
    expect(await all(accounts.all())).toEqual([]);
    await ledger.put(week());
    expect(await all(accounts.all())).toEqual([
      {
        ...{ id: 'sub-1', subscriber: null, lines: [week()], isReadable: true },
        ...{ notes: [], areNotesReadable: true },
      },
    ]);
  });

  test('her notes are met with her, and one that cannot be parsed hides neither her record nor another', async () => {
    const { accounts, notes, poison, subscribers } = await open();
    const claim = { attempt: 'attempt-a', at: DUE_AT, sendBy: DUE_AT + 6_000 };
    await subscribers.confirm(active(), null);
    for (const note of ['note-1', 'note-2']) await notes.create(firstClaim('sub-1', note, claim));
    await notes.create(firstClaim('sub-2', 'note-1', claim));
    const met = async () => {
      const accountsMet = await all(accounts.all());
      return accountsMet
        .map(({ id, subscriber, isReadable, notes: hers, areNotesReadable }) => {
          return [id, subscriber?.id, isReadable, hers.map(({ note }) => note), areNotesReadable];
        })
        .toSorted();
    };
    const ofNobody = ['sub-2', undefined, true, ['note-1'], true];
    expect(await met()).toEqual([['sub-1', 'sub-1', true, ['note-1', 'note-2'], true], ofNobody]);
    await poison('sub-1', 'NOTE#note-2');
    expect(await met()).toEqual([['sub-1', 'sub-1', true, ['note-1'], false], ofNobody]);
  });

  test.each([
    ['record', undefined],
    ['line', 'SEND#run00001#2026-10-19'],
  ])('a %s that cannot be parsed is told of, and hides nobody else', async (_, sortKey) => {
    const { accounts, ledger, poison, subscribers } = await open();
    for (const id of ['sub-1', 'sub-2']) {
      await subscribers.confirm(active({ id }), null);
      await ledger.put(week({ id }));
    }
    await poison('sub-1', sortKey);
    const met = await all(accounts.all());
    expect(new Map(met.map(({ id, isReadable }) => [id, isReadable]))).toEqual(
      new Map([
        ['sub-1', false],
        ['sub-2', true],
      ]),
    );
  });
}
