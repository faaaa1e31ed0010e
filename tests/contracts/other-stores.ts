import { expect, test } from 'vitest';
import type { SuppressionReason } from '../../lib/ports/suppression-store.ts';
import { noneUnreadable } from '../none-unreadable.ts';
import { DUE_AT } from './records.ts';
import { all, type OpenEmpty } from './stores.ts';

const HOUR = 3_600_000;

/** What every store of suppressions promises. */
export function suppressionStoreContract(open: OpenEmpty): void {
  test('a reason is never weakened, and of two leavings the later stands', async () => {
    const { suppressions } = await open();
    const put = (reason: SuppressionReason, at: number) => suppressions.put({ id: 'sub-1', reason, at });
    await put('left', 200);
    await put('left', 100);
    expect(await suppressions.get('sub-1')).toEqual({ id: 'sub-1', reason: 'left', at: 200 });
    await put('left', 300);
    expect(await suppressions.get('sub-1')).toEqual({ id: 'sub-1', reason: 'left', at: 300 });
    await put('bounced', 50);
    await put('left', 400);
    expect(await suppressions.get('sub-1')).toEqual({ id: 'sub-1', reason: 'bounced', at: 50 });
    await put('complained', 40);
    await put('bounced', 500);
    expect(await suppressions.get('sub-1')).toEqual({ id: 'sub-1', reason: 'complained', at: 40 });
  });

  test('a suppression that could not be read again is never written', async () => {
    const { suppressions } = await open();
    const odd = Object.assign({ id: 'sub-1', reason: 'left' as const, at: 1 }, { reason: 'constructor' });
    await expect(suppressions.put(odd)).rejects.toThrow();
    expect(await suppressions.get('sub-1')).toBeNull();
  });

  test('a confirmation undoes an earlier leaving and nothing else', async () => {
    const { suppressions } = await open();
    expect(await suppressions.liftLeft('sub-1', 100)).toBe('written');
    await suppressions.put({ id: 'sub-1', reason: 'left', at: 200 });
    expect(await suppressions.liftLeft('sub-1', 199)).toBe('conflict');
    expect(await suppressions.liftLeft('sub-1', 200)).toBe('written');
    expect(await suppressions.get('sub-1')).toBeNull();
    await suppressions.put({ id: 'sub-1', reason: 'bounced', at: 10 });
    expect(await suppressions.liftLeft('sub-1', 200)).toBe('conflict');
    await suppressions.lift('sub-1');
    expect(await all(suppressions.all(noneUnreadable))).toEqual([]);
  });

  test('many who ask at once each get their own answer', async () => {
    const { suppressions } = await open();
    await suppressions.put({ id: 'sub-7', reason: 'left', at: 1 });
    await suppressions.put({ id: 'sub-150', reason: 'bounced', at: 2 });
    const ids = [...Array.from({ length: 201 }, (_, at) => `sub-${at}`), 'sub-7'];
    const answers = await Promise.all(ids.map((id) => suppressions.get(id)));
    expect(answers.map((one) => one?.reason ?? '-').join('')).toBe(
      `${'-'.repeat(7)}left${'-'.repeat(142)}bounced${'-'.repeat(50)}left`,
    );
  });

  test('every suppression comes once', async () => {
    const { suppressions } = await open();
    const ids = ['sub-1', 'sub-2', 'sub-3'];
    for (const id of ids) await suppressions.put({ id, reason: 'left', at: 1 });
    expect((await all(suppressions.all(noneUnreadable))).map(({ id }) => id).toSorted()).toEqual(ids);
    const found = await suppressions.getMany(['sub-1', 'sub-3', 'sub-4'], noneUnreadable);
    expect(found.map(({ id }) => id).toSorted()).toEqual(['sub-1', 'sub-3']);
  });
}

/** What every store of limits promises. */
export function limitStoreContract(open: OpenEmpty): void {
  test('a window takes its limit, and the next one begins anew', async () => {
    const { limits } = await open();
    const take = (key: string, now: number) => limits.take(key, 2, HOUR, now);
    const uses = [await take('a', 0), await take('a', 1), await take('a', HOUR - 1), await take('b', 1)];
    expect([...uses, await take('a', HOUR)]).toEqual(['ok', 'ok', 'exceeded', 'ok', 'ok']);
  });

  test('uses at once are all counted', async () => {
    const { limits } = await open();
    const uses = await Promise.all(Array.from({ length: 20 }, () => limits.take('a', 7, HOUR, 5)));
    expect(uses.filter((use) => use === 'ok')).toHaveLength(7);
  });

  test('confirmation mails are counted on a list that nobody changed meanwhile', async () => {
    const { limits } = await open();
    const [first, second] = [
      { signUpId: 'a', at: DUE_AT },
      { signUpId: 'b', at: DUE_AT + HOUR },
    ];
    expect(await limits.mails('sub-1')).toEqual([]);
    const both = await Promise.all([limits.addMail('sub-1', [], first), limits.addMail('sub-1', [], first)]);
    expect(both.toSorted()).toEqual(['conflict', 'written']);
    expect(await limits.addMail('sub-1', [], second)).toBe('conflict');
    expect(await limits.addMail('sub-1', [first], second)).toBe('written');
    expect(await limits.mails('sub-1')).toEqual([first, second]);
    await limits.clearMails('sub-1');
    expect(await limits.mails('sub-1')).toEqual([]);
  });

  test('mails older than thirty days are forgotten', async () => {
    const { limits, setNow } = await open();
    const old = { signUpId: 'a', at: DUE_AT };
    const fresh = { signUpId: 'b', at: DUE_AT + 30 * 24 * HOUR };
    await limits.addMail('sub-1', [], old);
    await limits.addMail('sub-1', [old], fresh);
    expect(await limits.mails('sub-1')).toEqual([fresh]);
    setNow(fresh.at + 31 * 24 * HOUR);
    expect(await limits.mails('sub-1')).toEqual([]);
    const again = { signUpId: 'c', at: fresh.at + 31 * 24 * HOUR };
    expect(await limits.addMail('sub-1', [], again)).toBe('written');
  });

  test('a one-time key is spent once, and its expired memory counts as gone', async () => {
    const { limits, setNow } = await open();
    expect(await limits.isSpent('k')).toBe(false);
    const both = await Promise.all([limits.spend('k', DUE_AT + HOUR), limits.spend('k', DUE_AT + HOUR)]);
    expect(await limits.isSpent('k')).toBe(true);
    expect(both.toSorted()).toEqual(['ok', 'spent']);
    setNow(DUE_AT + HOUR);
    expect(await limits.spend('k', DUE_AT + 2 * HOUR)).toBe('ok');
  });
}

/** What every store of counts promises. */
export function countStoreContract(open: OpenEmpty): void {
  test('counts add up by week and name', async () => {
    const { counts } = await open();
    await Promise.all(Array.from({ length: 5 }, () => counts.add('2026-W43', 'joined')));
    await counts.add('2026-W43', 'left:R1');
    await counts.add('2026-W43', 'joined', 500);
    await counts.add('2026-W42', 'joined');
    expect(await counts.all()).toEqual([
      { week: '2026-W42', counts: { joined: 1 } },
      { week: '2026-W43', counts: { joined: 505, 'left:R1': 1 } },
    ]);
  });
}

/** What every rate store promises. */
export function rateStoreContract(open: OpenEmpty): void {
  test('reservations made at once never pass the rate', async () => {
    const { rate } = await open();
    const perSecond = 14;
    const made = await Promise.all(Array.from({ length: 40 }, () => rate.reserve(10, perSecond, DUE_AT)));
    const moments = made.flatMap(({ moments }) => [...moments]).toSorted((one, other) => one - other);
    expect(moments).toHaveLength(400);
    expect(most(moments, 1_000)).toBeLessThanOrEqual(perSecond * 1.1);
    expect(most(moments, 10_000)).toBeLessThanOrEqual(perSecond * 10);
    expect(most(moments, 10_000)).toBeGreaterThan(perSecond * 9.6);
  });

  test('moments come in a row from now, after a rest as well', async () => {
    const { rate } = await open();
    const first = await rate.reserve(3, 100, DUE_AT);
    const second = await rate.reserve(1, 100, DUE_AT);
    const rested = await rate.reserve(1, 100, DUE_AT + 60_000);
    expect(first.moments[0]).toBe(DUE_AT);
    expect(second.moments[0]).toBeGreaterThan(first.moments[2] ?? 0);
    expect(rested.moments).toEqual([DUE_AT + 60_000]);
  });

  test('a reservation tells of the pause and the unknowns running', async () => {
    const { rate } = await open();
    await rate.pause(DUE_AT + HOUR, 'quota');
    await rate.countUnknown();
    expect(await rate.countUnknown()).toBe(2);
    const state = { pausedUntil: DUE_AT + HOUR, cause: 'quota', unknownsRunning: 2, withheld: [] };
    expect((await rate.reserve(1, 10, DUE_AT)).state).toEqual(state);
    expect(await rate.state()).toEqual(state);
    await rate.clearUnknowns();
    expect((await rate.state()).unknownsRunning).toBe(0);
  });

  test('a short pause does not end a long one, and each cause ends its own', async () => {
    const { rate } = await open();
    await rate.pause(DUE_AT + 2 * HOUR, 'operator');
    await rate.pause(DUE_AT + HOUR, 'circuit');
    await rate.resume('circuit');
    expect(await rate.state()).toMatchObject({ pausedUntil: DUE_AT + 2 * HOUR, cause: 'operator' });
    await rate.resume();
    expect(await rate.state()).toMatchObject({ pausedUntil: null, cause: null });
  });

  test('a pause that is over is none', async () => {
    const { rate, setNow } = await open();
    await rate.pause(DUE_AT + HOUR, 'circuit');
    setNow(DUE_AT + HOUR);
    expect(await rate.state()).toEqual({ pausedUntil: null, cause: null, unknownsRunning: 0, withheld: [] });
  });

  test('sessions are withheld until each is released, and every reservation says so', async () => {
    const { rate } = await open();
    await rate.withhold('9');
    await rate.withhold('12');
    await rate.withhold('9');
    expect((await rate.reserve(1, 10, DUE_AT)).state.withheld).toEqual(['12', '9']);
    expect(await rate.release('9')).toBe(true);
    expect(await rate.release('9')).toBe(false);
    expect((await rate.state()).withheld).toEqual(['12']);
    expect(await rate.release('12')).toBe(true);
    expect(await rate.state()).toMatchObject({ withheld: [], pausedUntil: null });
  });
}

/** The most moments in any stretch of `ms`. */
function most(moments: readonly number[], ms: number): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + ms).length));
}
