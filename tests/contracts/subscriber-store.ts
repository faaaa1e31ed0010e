import { expect, test } from 'vitest';
import { SHARDS, shardOf } from '../../lib/domain/sending/shard.ts';
import { noneUnreadable } from '../none-unreadable.ts';
import { active, CLAIM, consent, DUE_AT, paused, signUp, stopped, week } from './records.ts';
import { all, type OpenEmpty } from './stores.ts';

const DUE = { id: 'sub-1', dueAt: DUE_AT };
const SHARD = shardOf('sub-1');

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
      ...{ mayBeSending: true, country: 'GB', lastSession: 'E12' },
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

  test('its row is set aside at the third try, and stands in nobody’s way until then', async () => {
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

  signUpContract(open);
  storedDataContract(open);
  dueIndexContract(open);
}

function signUpContract(open: OpenEmpty): void {
  test('a newer sign-up takes the place of an older one, and a late hand on the older does nothing', async () => {
    const { subscribers } = await open();
    await subscribers.putSignUp(signUp());
    await subscribers.putSignUp(signUp({ signUpId: 'sign-up-b', firstName: 'Ada' }));
    expect(await subscribers.markSignUpMailed('sub-1', 'sign-up-a')).toBe('conflict');
    await subscribers.deleteSignUp('sub-1', 'sign-up-a');
    expect(await subscribers.markSignUpMailed('sub-1', 'sign-up-b')).toBe('written');
    expect(await subscribers.getSignUp('sub-1')).toEqual(
      signUp({ signUpId: 'sign-up-b', firstName: 'Ada', mailed: true }),
    );
    await subscribers.deleteSignUp('sub-1', 'sign-up-b');
    expect(await subscribers.getSignUp('sub-1')).toBeNull();
  });

  test('marking a sign-up that is gone makes none', async () => {
    const { subscribers } = await open();
    expect(await subscribers.markSignUpMailed('sub-1', 'sign-up-a')).toBe('conflict');
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });

  test('an expired sign-up counts as gone', async () => {
    const { subscribers, setNow } = await open();
    await subscribers.putSignUp(signUp({ expiresAt: DUE_AT + 1_000 }));
    expect(await subscribers.getSignUp('sub-1')).not.toBeNull();
    setNow(DUE_AT + 1_000);
    expect(await subscribers.getSignUp('sub-1')).toBeNull();
    expect(await subscribers.everything('sub-1')).toEqual([]);
  });

  test('many are found at once, and those that are not there are left out', async () => {
    const { subscribers } = await open();
    const ids = Array.from({ length: 30 }, (_, at) => `sub-${at}`);
    for (const id of ids) await subscribers.confirm(active({ id }), null);
    const found = await subscribers.getMany([...ids, 'sub-none'], noneUnreadable);
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(await subscribers.getMany([], noneUnreadable)).toEqual([]);
    await subscribers.putConsents(
      ids.map((id) => ({ id, run: 'run00001', consent: consent({ text: 'I agree' }) })),
    );
    expect(await subscribers.getConsents('sub-29')).toEqual([
      { run: 'run00001', consent: consent({ text: 'I agree' }) },
    ]);
  });

  test('each run keeps its consent', async () => {
    const { subscribers } = await open();
    await subscribers.putConsent('sub-1', 'run00002', consent({ locale: 'en-GB' }));
    await subscribers.putConsent('sub-1', 'run00001', consent());
    expect(await subscribers.getConsents('sub-1')).toEqual([
      { run: 'run00001', consent: consent() },
      { run: 'run00002', consent: consent({ locale: 'en-GB' }) },
    ]);
  });
}

function storedDataContract(open: OpenEmpty): void {
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

function dueIndexContract(open: OpenEmpty): void {
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
}

/** In the order of the sort keys of DynamoDB; no one needs it, but both stores have it. */
function bySortKey(one: { kind: string }, other: { kind: string }): number {
  const order = ['consent', 'profile', 'week', 'sign-up'];
  return order.indexOf(one.kind) - order.indexOf(other.kind);
}
