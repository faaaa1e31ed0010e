import { expect, test } from 'vitest';
import { SHARDS, shardOf } from '../../lib/domain/sending/shard.ts';
import { active, CLAIM, DUE, DUE_AT, SHARD, stopped } from './records.ts';
import type { OpenEmpty } from './stores.ts';

export function dueIndexContract(open: OpenEmpty): void {
  /** Ids that share a shard, so that their order can be asked for. */
  const together = Array.from({ length: 500 }, (_, at) => `mother-${at}`).filter((id) => shardOf(id) === 3);

  test('rows come in due order, up to and with a moment, after and without a row', async () => {
    const { subscribers } = await open();
    const rows = together.slice(0, 12).map((id, at) => ({ id, dueAt: DUE_AT + Math.floor(at / 2) * 1_000 }));
    await Promise.all(rows.map((row) => subscribers.confirm(active(row), null)));
    const sorted = rows.toSorted((one, other) => one.dueAt - other.dueAt || (one.id < other.id ? -1 : 1));
    expect(await subscribers.due(3, null, DUE_AT + 60_000, 100)).toEqual(sorted);
    expect(await subscribers.due(3, null, DUE_AT + 1_000, 100)).toEqual(sorted.slice(0, 4));
    expect(await subscribers.due(3, null, DUE_AT + 999, 100)).toEqual(sorted.slice(0, 2));
    expect(await subscribers.due(3, sorted[4] ?? null, DUE_AT + 60_000, 3)).toEqual(sorted.slice(5, 8));
    expect(await subscribers.due(3, sorted[11] ?? null, DUE_AT, 3)).toEqual([]);
    expect(await subscribers.due(4, null, DUE_AT + 60_000, 100)).toEqual([]);
  });

  test('pages of any size hold each row once', async () => {
    const { subscribers } = await open();
    const ids = together.slice(0, 9);
    await Promise.all(ids.map((id) => subscribers.confirm(active({ id }), null)));
    for (const size of [1, 2, 3, 9, 10]) {
      const seen: string[] = [];
      for (let page = await subscribers.due(3, null, DUE_AT, size); page.length > 0; ) {
        seen.push(...page.map(({ id }) => id));
        page = await subscribers.due(3, page.at(-1) ?? null, DUE_AT, size);
      }
      expect(seen).toEqual(ids.toSorted());
    }
  });

  test('a row stays under its claim, moves with the record, and is there for a stopped record', async () => {
    const { subscribers } = await open();
    const later = DUE_AT + 7 * 86_400_000;
    await subscribers.confirm(active(), null);
    await subscribers.claim(DUE, CLAIM);
    expect(await subscribers.due(SHARD, null, DUE_AT, 10)).toEqual([DUE]);
    await subscribers.replace(active({ dueAt: later, revision: 2 }), 'settle', CLAIM.attempt);
    expect(await subscribers.due(SHARD, null, later, 10)).toEqual([{ ...DUE, dueAt: later }]);
    await subscribers.replace(stopped({ eraseAt: later + 5, revision: 3 }), 'stop');
    expect(await subscribers.due(SHARD, null, later + 5, 10)).toEqual([{ ...DUE, dueAt: later + 5 }]);
  });

  test('what reconcile noted of the queue is a mark of its own', async () => {
    const { subscribers } = await open();
    await subscribers.moveMark(0, null, DUE);
    expect(await subscribers.getMark(0, 'in-queue')).toBeNull();
    const noted = { ...DUE, dueAt: DUE_AT - 1 };
    expect(await subscribers.moveMark(0, null, noted, 'in-queue')).toBe('written');
    expect(await subscribers.moveMark(0, DUE, DUE, 'in-queue')).toBe('conflict');
    expect(await subscribers.getMark(0, 'in-queue')).toEqual(noted);
    expect(await subscribers.getMark(0)).toEqual(DUE);
  });

  test('of two runs of dispatch that read one mark, one moves it', async () => {
    const { subscribers } = await open();
    const next = { id: 'sub-9', dueAt: DUE_AT + 1 };
    expect(await subscribers.getMark(0)).toBeNull();
    const first = await Promise.all([subscribers.moveMark(0, null, DUE), subscribers.moveMark(0, null, DUE)]);
    expect(first.toSorted()).toEqual(['conflict', 'written']);
    expect(await subscribers.moveMark(0, next, DUE)).toBe('conflict');
    await expect(subscribers.moveMark(0, DUE, { ...next, dueAt: Number.NaN })).rejects.toThrow();
    expect(await subscribers.moveMark(0, DUE, next)).toBe('written');
    expect(await subscribers.getMark(0)).toEqual(next);
    expect(await subscribers.getMark(SHARDS - 1)).toBeNull();
  });

  test('a row of a record that cannot be read is set aside at the third try, and stands in nobody’s way until then', async () => {
    const { subscribers, poison } = await open();
    await subscribers.confirm(active(), null);
    await poison('sub-1');
    const until = DUE_AT + 86_400_000;
    expect(await subscribers.setAside(DUE, until)).toBe('counted');
    expect(await subscribers.setAside({ ...DUE, dueAt: DUE_AT + 1 }, until)).toBe('counted');
    expect(await subscribers.setAside(DUE, until)).toBe('counted');
    expect(await subscribers.due(SHARD, null, DUE_AT, 10)).toEqual([DUE]);
    expect(await subscribers.setAside(DUE, until)).toBe('set-aside');
    expect(await subscribers.due(SHARD, null, DUE_AT, 10)).toEqual([]);
    expect(await subscribers.due(SHARD, null, until, 10)).toEqual([{ ...DUE, dueAt: until }]);
  });

  test('a row of a record that can be read is not set aside', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    expect(await subscribers.setAside(DUE, DUE_AT + 1)).toBe('readable');
    expect(await subscribers.setAside({ ...DUE, id: 'sub-none' }, DUE_AT + 1)).toBe('readable');
    expect(await subscribers.due(SHARD, null, DUE_AT, 10)).toEqual([DUE]);
  });
}
