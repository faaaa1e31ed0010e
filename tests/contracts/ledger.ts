import { expect, test } from 'vitest';
import { noneUnreadable } from '../none-unreadable.ts';
import { DUE_AT, sesEvent, week } from './records.ts';
import { all, type OpenEmpty } from './stores.ts';

/** What every ledger promises. */
export function ledgerContract(open: OpenEmpty): void {
  test('a line comes back as it was written, and the same line twice is one', async () => {
    const { ledger } = await open();
    await ledger.put(week());
    await ledger.put(week());
    expect(await ledger.get('sub-1', 'run00001', '2026-10-19')).toEqual(week());
    expect(await ledger.get('sub-1', 'run00001', '2026-10-26')).toBeNull();
    expect(await all(ledger.all(noneUnreadable))).toEqual([week()]);
  });

  test('a line that could not be read again is never written', async () => {
    const { ledger } = await open();
    for (const broken of [{ session: 'constructor' }, { level: Object }, { state: 'toString' }])
      await expect(ledger.put(Object.assign(week(), broken))).rejects.toThrow();
    expect(await all(ledger.all(noneUnreadable))).toEqual([]);
  });

  test('a line that stands is merged with, whichever came first', async () => {
    const skipped = week({
      state: 'skipped',
      number: null,
      session: null,
      level: null,
      attempt: null,
      messageId: null,
    });
    const other = week({ attempt: 'attempt-b', messageId: 'message-b' });
    const lines = [skipped, other, week()];
    const results = [];
    for (const order of [lines, lines.toReversed()]) {
      const { ledger } = await open();
      for (const line of order) await ledger.put(line);
      results.push(await ledger.get('sub-1', 'run00001', '2026-10-19'));
    }
    expect(results[0]).toMatchObject({ state: 'sent', attempt: 'attempt-a', otherAttempts: ['attempt-b'] });
    expect(results[1]).toEqual(results[0]);
  });

  test('merges at once lose nothing', async () => {
    const { ledger } = await open();
    await ledger.put(week());
    const attempts = ['b', 'c', 'd', 'e'].map((letter) => `attempt-${letter}`);
    await Promise.all(attempts.map((attempt) => ledger.put(week({ attempt }))));
    expect((await ledger.get('sub-1', 'run00001', '2026-10-19'))?.otherAttempts).toEqual(attempts);
  });

  test('an event is merged once, and says so', async () => {
    const { ledger } = await open();
    await ledger.put(week());
    const about = ['sub-1', 'run00001', '2026-10-19'] as const;
    expect(await ledger.mergeEvent(...about, sesEvent())).toBe('merged');
    expect(await ledger.mergeEvent(...about, sesEvent())).toBe('unchanged');
    expect(await ledger.mergeEvent(...about, sesEvent({ kind: 'send' }))).toBe('unchanged');
    expect(await ledger.mergeEvent(...about, sesEvent({ kind: 'delay' }))).toBe('merged');
    expect(await ledger.mergeEvent(...about, sesEvent({ at: DUE_AT + 1_000 }))).toBe('unchanged');
    expect(await ledger.get(...about)).toEqual(
      week({ seen: ['delay', 'send', 'delivery'], fate: 'delivery', fateAt: DUE_AT + 1_000 }),
    );
  });

  test('a soft bounce keeps its kind, and a delivery after it is stronger', async () => {
    const { ledger } = await open();
    await ledger.put(week());
    const about = ['sub-1', 'run00001', '2026-10-19'] as const;
    await ledger.mergeEvent(...about, sesEvent({ kind: 'soft-bounce' }));
    expect(await ledger.get(...about)).toMatchObject({ seen: ['send', 'soft-bounce'], fate: 'soft-bounce' });
    await ledger.mergeEvent(...about, sesEvent({ kind: 'delivery' }));
    expect(await ledger.get(...about)).toMatchObject({
      seen: ['send', 'soft-bounce', 'delivery'],
      fate: 'delivery',
    });
  });

  test('an event that comes late makes no line', async () => {
    const { ledger, subscribers } = await open();
    expect(await ledger.mergeEvent('sub-1', 'run00001', '2026-10-19', sesEvent())).toBe('missing');
    await ledger.put(week());
    await ledger.delete('sub-1', 'run00001', '2026-10-19');
    expect(await ledger.mergeEvent('sub-1', 'run00001', '2026-10-19', sesEvent())).toBe('missing');
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });

  test('the lines of one subscriber come newest first, over her runs', async () => {
    const { ledger } = await open();
    await ledger.put(week({ id: 'sub-2' }));
    await ledger.put(week({ run: 'run00002', dueOn: '2026-09-01' }));
    await ledger.put(week({ dueOn: '2026-10-26' }));
    await ledger.put(week());
    const days = (await ledger.of('sub-1', 10)).map(({ dueOn }) => dueOn);
    expect(days).toEqual(['2026-09-01', '2026-10-26', '2026-10-19']);
    expect(await ledger.of('sub-1', 2)).toHaveLength(2);
  });

  test('a line that cannot be parsed is named, and the others come', async () => {
    const { ledger, poison } = await open();
    for (const id of ['sub-1', 'sub-2', 'sub-3']) await ledger.put(week({ id }));
    await poison('sub-2', 'SEND#run00001#2026-10-19');
    const unreadable: string[] = [];
    const lines = await all(ledger.all((id) => unreadable.push(id)));
    expect(lines.map(({ id }) => id).toSorted()).toEqual(['sub-1', 'sub-3']);
    expect(unreadable).toEqual(['sub-2']);
    await expect(ledger.of('sub-2', 10)).rejects.toThrow();
  });

  test('every line comes once, in whole or in parts', async () => {
    const { ledger } = await open();
    const ids = Array.from({ length: 10 }, (_, at) => `sub-${at}`);
    await Promise.all(ids.map((id) => ledger.put(week({ id }))));
    const parts = await Promise.all([0, 1].map((part) => all(ledger.all(noneUnreadable, { part, of: 2 }))));
    expect(
      parts
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids);
  });
}
