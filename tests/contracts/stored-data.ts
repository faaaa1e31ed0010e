import { expect, test } from 'vitest';
import { noneUnreadable } from '../none-unreadable.ts';
import { active, consent, signUp, week } from './records.ts';
import { all, type OpenEmpty } from './stores.ts';

export function storedDataContract(open: OpenEmpty): void {
  test('everything held of one subscriber can be handed over, and nothing of another', async () => {
    const { subscribers, ledger } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.confirm(active({ id: 'sub-2' }), null);
    await subscribers.putSignUp(signUp());
    await subscribers.putConsent('sub-1', 'run00001', consent());
    await ledger.put(week());
    expect(await subscribers.everything('sub-1')).toEqual(
      [
        { kind: 'consent', run: 'run00001', consent: consent() },
        { kind: 'profile', ...active() },
        { kind: 'week', ...week() },
        { kind: 'sign-up', ...signUp() },
      ].toSorted(bySortKey),
    );
  });

  test('deleting the rest leaves the record alone and takes every page of the ledger', async () => {
    const { subscribers, ledger } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.putSignUp(signUp());
    await subscribers.putConsent('sub-1', 'run00001', consent());
    const days = Array.from(
      { length: 60 },
      (_, at) =>
        `2026-${String(10 + Math.floor(at / 28)).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`,
    );
    await Promise.all(days.map((dueOn) => ledger.put(week({ dueOn }))));
    await subscribers.deleteRest('sub-1');
    expect(await subscribers.everything('sub-1')).toEqual([{ kind: 'profile', ...active() }]);
  });

  test('deleting the rest of one run keeps what a later run and a new sign-up hold', async () => {
    const { subscribers, ledger } = await open();
    for (const run of ['run00001', 'run00002']) {
      await subscribers.putConsent('sub-1', run, consent());
      await ledger.put(week({ run }));
    }
    await subscribers.putSignUp(signUp());
    await subscribers.deleteRest('sub-1', 'run00001');
    expect(await subscribers.everything('sub-1')).toHaveLength(3);
    expect(await ledger.get('sub-1', 'run00001', '2026-10-19')).toBeNull();
  });

  test('every subscriber comes once, in whole or in parts', async () => {
    const { subscribers, ledger } = await open();
    const ids = Array.from({ length: 20 }, (_, at) => `sub-${at}`);
    await Promise.all(ids.map((id) => subscribers.confirm(active({ id }), null)));
    await ledger.put(week());
    const whole = await all(subscribers.all(noneUnreadable));
    const parts = await Promise.all(
      [0, 1, 2].map((part) => all(subscribers.all(noneUnreadable, { part, of: 3 }))),
    );
    expect(whole.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(
      parts
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids.toSorted());
  });
}

/** In the order of the sort keys of DynamoDB; no one needs it, but both stores have it. */
function bySortKey(one: { kind: string }, other: { kind: string }): number {
  const order = ['consent', 'profile', 'week', 'sign-up'];
  return order.indexOf(one.kind) - order.indexOf(other.kind);
}
