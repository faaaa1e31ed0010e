import { expect, test } from 'vitest';
import { dueIndexContract } from './due-index.ts';
import { active, CLAIM, consent, DUE, DUE_AT, paused, SHARD, signUp, stopped } from './records.ts';
import { signUpContract } from './sign-ups.ts';
import { storedDataContract } from './stored-data.ts';
import { all, type OpenEmpty } from './stores.ts';

/** What every subscriber store promises. */
export function subscriberStoreContract(open: OpenEmpty): void {
  test('a confirmed record comes back as it was written, with the first revision', async () => {
    const { subscribers } = await open();
    expect(await subscribers.confirm(active(), null)).toBe('written');
    expect(await subscribers.get('sub-1')).toEqual(active({ revision: 1 }));
    expect(await subscribers.get('sub-2')).toBeNull();
  });

  test.each([
    ['a level', { level: Object }],
    ['a level that nobody knows', { level: 9 }],
    ['a day of the week', { sendDay: Object }],
    ['an hour', { sendHour: 24 }],
    ['a country', { country: 'constructor' }],
    ['a pace', { pace: '__proto__' }],
    ['an answer', { tap: 'toString' }],
    ['a due time', { dueAt: Number.NaN }],
    ['a zone', { timeZone: null }],
  ])('a record that could not be read again, for %s, is never written', async (_, broken) => {
    const { subscribers } = await open();
    await expect(subscribers.confirm(Object.assign(active(), broken), null)).rejects.toThrow();
    expect(await subscribers.get('sub-1')).toBeNull();
    await subscribers.confirm(active(), null);
    await expect(subscribers.replace(Object.assign(active(), broken), 'change')).rejects.toThrow();
    expect(await subscribers.get('sub-1')).toEqual(active({ revision: 1 }));
  });

  test('a sign-up or a consent that could not be read again is never written', async () => {
    const { subscribers } = await open();
    const odd = Object.assign(signUp(), { country: 'constructor' });
    await expect(subscribers.putSignUp(odd)).rejects.toThrow();
    const undated = Object.assign(consent(), { confirmedAt: null });
    await expect(subscribers.putConsent('sub-1', 'run00001', undated)).rejects.toThrow();
    const both = [consent(), undated].map((one, at) => ({ id: 'sub-1', run: `run0000${at}`, consent: one }));
    await expect((async () => subscribers.putConsents(both))()).rejects.toThrow();
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });

  test('a change waits for her yes, is taken once, and goes with its run or its hour', async () => {
    const { subscribers, setNow } = await open();
    const change = { id: 'sub-1', run: 'run00001', changeId: 'change-0001' };
    const asked = { ...change, birthDate: '2025-06-01', pace: null, expiresAt: DUE_AT + 3_600_000 };
    setNow(DUE_AT);
    await subscribers.putChange(asked);
    expect(await subscribers.getChange(change)).toEqual(asked);
    expect(await subscribers.everything('sub-1')).toEqual([{ kind: 'change', ...asked }]);
    expect(await subscribers.takeChange(change)).toBe('written');
    expect(await subscribers.takeChange(change)).toBe('conflict');
    expect(await subscribers.getChange(change)).toBeNull();
    await subscribers.putChange(asked);
    await subscribers.deleteRest('sub-1', 'run00002');
    expect(await subscribers.getChange(change)).toEqual(asked);
    await subscribers.deleteRest('sub-1', 'run00001');
    expect(await subscribers.getChange(change)).toBeNull();
    await subscribers.putChange(asked);
    setNow(DUE_AT + 3_600_000);
    expect(await subscribers.getChange(change)).toBeNull();
    const odd = Object.assign({ ...asked }, { pace: 'constructor' });
    await expect(subscribers.putChange(odd)).rejects.toThrow();
  });

  test('of two confirmations that saw no record, one makes the run', async () => {
    const { subscribers } = await open();
    const both = await Promise.all([
      subscribers.confirm(active({ run: 'run00001' }), null),
      subscribers.confirm(active({ run: 'run00002' }), null),
    ]);
    expect(both.toSorted()).toEqual(['conflict', 'written']);
  });

  test('a new run replaces the record as it was read, and nothing else', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    expect(await subscribers.confirm(active({ run: 'run00002' }), 7)).toBe('conflict');
    expect(await subscribers.confirm(active({ run: 'run00002' }), 1)).toBe('written');
    expect(await subscribers.get('sub-1')).toEqual(active({ run: 'run00002', revision: 2 }));
  });

  test('what is handed in or out may be changed without changing what is stored', async () => {
    const { subscribers } = await open();
    const mine = active();
    await subscribers.confirm(mine, null);
    mine.firstName = 'Changed';
    const read = await subscribers.get('sub-1');
    if (read !== null) read.firstName = 'Changed too';
    expect((await subscribers.get('sub-1'))?.firstName).toBe('Zoë');
  });

  test('a record that was read before another change is not written', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    expect(await subscribers.replace(active({ sendHour: 7 }), 'change')).toBe('written');
    expect(await subscribers.replace(active({ sendHour: 8 }), 'change')).toBe('conflict');
    expect(await subscribers.get('sub-1')).toEqual(active({ sendHour: 7, revision: 2 }));
  });

  test('a change never makes a record, nor touches a run that came after', async () => {
    const { subscribers } = await open();
    expect(await subscribers.replace(active(), 'change')).toBe('conflict');
    expect(await subscribers.get('sub-1')).toBeNull();
    await subscribers.confirm(active({ run: 'run00002' }), null);
    expect(await subscribers.replace(active({ run: 'run00001' }), 'change')).toBe('conflict');
  });

  test('a pause and a stop are stored whole, and only a new confirmation leads back from a stop', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.replace(paused({ restUntil: '2026-10-15', hold: true }), 'pause');
    expect(await subscribers.get('sub-1')).toEqual(
      paused({ restUntil: '2026-10-15', hold: true, revision: 2 }),
    );
    await subscribers.replace(stopped({ softBounced: true, revision: 2 }), 'stop');
    expect(await subscribers.get('sub-1')).toEqual(stopped({ softBounced: true, revision: 3 }));
    expect(await subscribers.replace(active({ revision: 3 }), 'change')).toBe('conflict');
    expect(await subscribers.confirm(active(), 3)).toBe('written');
  });

  test('a write that its transition does not allow is a mistake of ours', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    await expect(subscribers.replace(paused(), 'resume')).rejects.toThrow('resume does not lead to paused');
    await expect(subscribers.replace(stopped(), 'change')).rejects.toThrow('change does not lead to stopped');
    expect(await subscribers.replace(active(), 'resume')).toBe('conflict');
    expect(await subscribers.get('sub-1')).toEqual(active({ revision: 1 }));
  });

  test('a claim answers the record with the claim in it, one revision on', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    const claimed = await subscribers.claim(DUE, CLAIM);
    const lineOn = active().dueOn;
    expect(claimed).toEqual(active({ claim: CLAIM, revision: 2, tries: { ...active().tries, lineOn } }));
    expect(await subscribers.get('sub-1')).toEqual(claimed);
  });

  test('of fifty claims at once, one wins', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => subscribers.claim(DUE, { ...CLAIM, attempt: `attempt-${at}` })),
    );
    expect(answers.filter((answer) => answer !== 'taken')).toHaveLength(1);
  });

  test('an attempt that claims again, its first answer lost, has still won', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.claim(DUE, CLAIM);
    expect(await subscribers.claim(DUE, CLAIM)).toMatchObject({ claim: CLAIM });
    expect(await subscribers.claim(DUE, { ...CLAIM, attempt: 'attempt-b' })).toBe('taken');
  });

  test('a claim ends a pause', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.replace(paused(), 'pause');
    expect(await subscribers.claim(DUE, CLAIM)).toMatchObject({ state: 'active', claim: CLAIM, revision: 3 });
  });

  test('a lesson that was moved, a stopped record and someone who left are not claimed', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    expect(await subscribers.claim({ ...DUE, dueAt: DUE_AT + 1 }, CLAIM)).toBe('taken');
    await subscribers.replace(stopped({ eraseAt: DUE_AT }), 'stop');
    expect(await subscribers.claim(DUE, CLAIM)).toBe('taken');
    await subscribers.deleteProfile('sub-1', 'leave');
    expect(await subscribers.claim(DUE, CLAIM)).toBe('taken');
  });

  test('whoever read the record before the claim cannot write over it', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.claim(DUE, CLAIM);
    expect(await subscribers.replace(active({ sendHour: 7 }), 'change')).toBe('conflict');
  });

  test('only the attempt that holds the claim settles it', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.claim(DUE, CLAIM);
    const settled = active({ dueAt: DUE_AT + 7 * 86_400_000, lessonNumber: 3, revision: 2 });
    expect(await subscribers.replace(settled, 'settle', 'attempt-b')).toBe('conflict');
    expect(await subscribers.replace(settled, 'settle', CLAIM.attempt)).toBe('written');
    expect(await subscribers.get('sub-1')).toEqual({ ...settled, revision: 3 });
  });

  test('the day of the first attempt stays, whatever day the lesson is due by the next', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    const first = await subscribers.claim(DUE, CLAIM);
    if (first === 'taken') throw new Error('nobody holds it');
    const later = { ...first, claim: null, dueOn: '2026-10-22', dueAt: DUE_AT + 3 * 86_400_000 };
    await subscribers.replace(later, 'settle', CLAIM.attempt);
    const again = await subscribers.claim({ ...DUE, dueAt: later.dueAt }, { ...CLAIM, attempt: 'attempt-b' });
    expect(again).toMatchObject({ dueOn: '2026-10-22', tries: { lineOn: active().dueOn } });
  });

  test('deleting the record answers what is known of it, once', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    await subscribers.claim(DUE, CLAIM);
    const known = {
      ...{ id: 'sub-1', address: 'mother@example.com', run: 'run00001' },
      ...{ mayBeSending: true, isStopped: false, country: 'GB', lastSession: 'E12' },
    };
    expect(await subscribers.getRaw('sub-1')).toEqual(known);
    expect(await subscribers.deleteProfile('sub-1', 'erase', 'run00002')).toBeNull();
    expect(await subscribers.deleteProfile('sub-1', 'erase', 'run00001')).toEqual(known);
    expect(await subscribers.deleteProfile('sub-1', 'leave')).toBeNull();
    expect(await subscribers.getRaw('sub-1')).toBeNull();
    expect(await subscribers.due(SHARD, null, DUE_AT, 10)).toEqual([]);
  });

  test('a claim is given back by its own attempt, and whoever read the record under it is refused', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    const claimed = await subscribers.claim(DUE, CLAIM);
    if (claimed === 'taken') throw new Error('nobody holds it');
    await subscribers.unclaim('sub-1', 'attempt-b');
    expect(await subscribers.get('sub-1')).toEqual(claimed);
    await subscribers.unclaim('sub-1', CLAIM.attempt);
    expect(await subscribers.get('sub-1')).toEqual({ ...claimed, claim: null, revision: 3 });
    expect(await subscribers.replace(claimed, 'change')).toBe('conflict');
    expect(await subscribers.claim(DUE, { ...CLAIM, attempt: 'attempt-b' })).not.toBe('taken');
    await subscribers.unclaim('sub-none', CLAIM.attempt);
    expect(await subscribers.getRaw('sub-none')).toBeNull();
  });

  test('without a claim nothing can be on its way, and a stop may have taken one', async () => {
    const { subscribers } = await open();
    await subscribers.confirm(active(), null);
    expect(await subscribers.getRaw('sub-1')).toMatchObject({ mayBeSending: false });
    await subscribers.replace(stopped(), 'stop');
    expect(await subscribers.getRaw('sub-1')).toMatchObject({ mayBeSending: true });
  });

  test('a record that cannot be parsed is named, and the others come', async () => {
    const { subscribers, poison } = await open();
    for (const id of ['sub-1', 'sub-2', 'sub-3']) await subscribers.confirm(active({ id }), null);
    await poison('sub-2');
    await expect(subscribers.get('sub-2')).rejects.toThrow();
    const unreadable: string[] = [];
    const note = (id: string) => unreadable.push(id);
    const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id).toSorted();
    expect(ids(await all(subscribers.all(note)))).toEqual(['sub-1', 'sub-3']);
    expect(ids(await subscribers.getMany(['sub-1', 'sub-2', 'sub-3'], note))).toEqual(['sub-1', 'sub-3']);
    expect(unreadable).toEqual(['sub-2', 'sub-2']);
  });

  test('a record that cannot be parsed is handed over, given back by its attempt, and deleted all the same', async () => {
    const { subscribers, poison } = await open();
    await subscribers.confirm(active(), null);
    await poison('sub-1');
    await expect(subscribers.claim(DUE, CLAIM)).rejects.toThrow();
    expect(await subscribers.getRaw('sub-1')).toMatchObject({ run: 'run00001', mayBeSending: true });
    await subscribers.unclaim('sub-1', CLAIM.attempt);
    expect(await subscribers.getRaw('sub-1')).toMatchObject({ mayBeSending: false });
    expect(await subscribers.everything('sub-1')).toMatchObject([
      { kind: 'PROFILE', addr: 'mother@example.com' },
    ]);
    expect(await subscribers.deleteProfile('sub-1', 'leave')).toMatchObject({
      run: 'run00001',
      country: 'GB',
    });
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });

  signUpContract(open);
  storedDataContract(open);
  dueIndexContract(open);
}
