import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromItem } from '../../../lib/adapters/dynamodb/item.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { CLAIM, DUE_AT, sesEvent } from '../../contracts/records.ts';
import { all } from '../../contracts/stores.ts';
import { noneUnreadable } from '../../none-unreadable.ts';
import { lineOfForm1, profileOfForm1 } from './stored-forms/form-1-reader.ts';
import { narrowedTo, tablesOf } from './stored-forms/stored-items.ts';

const PROFILES = ['active', 'claimed', 'paused', 'second-attempt', 'stopped'];
const LINES = ['bounce', 'complaint', 'delivery', 'loop', 'sent', 'skipped', 'twice', 'unknown'];

let embedded: EmbeddedDynamoDb;
beforeAll(async () => {
  embedded = await startDynamoDb();
});
afterAll(() => embedded.stop());

describe('what the first release stored', () => {
  test('is read whole: nothing is unreadable, and nothing is missing', async () => {
    const { stores } = await tablesOfForm1();
    const subscribers = await all(stores.subscribers.all(noneUnreadable));
    expect(subscribers.map(({ id }) => id).toSorted()).toEqual(PROFILES);
    const lines = await all(stores.ledger.all(noneUnreadable));
    expect(lines.map(({ id }) => id).toSorted()).toEqual(LINES);
    const suppressions = await all(stores.suppressions.all(noneUnreadable));
    expect(suppressions.map(({ reason }) => reason).toSorted()).toEqual(['bounced', 'complained', 'left']);
    expect(await stores.subscribers.getSignUp('mailed')).toMatchObject({ mailed: true, birthDate: null });
    expect(await stores.subscribers.getSignUp('signed-up')).toMatchObject({ mailed: false });
    expect(await stores.subscribers.getConsents('imported')).toMatchObject([
      { consent: { text: 'I agree' } },
    ]);
    expect(await stores.subscribers.getMark(3)).toEqual({ id: 'active', dueAt: DUE_AT });
    expect(await stores.rate.state()).toMatchObject({ cause: 'quota', unknownsRunning: 1 });
    expect(await stores.counts.all()).toEqual([{ week: '2026-W43', counts: { joined: 1, 'left:12': 1 } }]);
    expect(await stores.limits.mails('active')).toEqual([{ signUpId: 'sign-up-a', at: DUE_AT }]);
    expect(await stores.limits.isSpent('data')).toBe(true);
  });

  test('keeps its meaning', async () => {
    const { stores } = await tablesOfForm1();
    expect(await stores.subscribers.get('claimed')).toMatchObject({
      claim: CLAIM,
      countedFrom: '2026-10-12',
    });
    expect(await stores.subscribers.get('second-attempt')).toMatchObject({
      softBounced: true,
      tries: { unknown: 1, lastUnknownAttempt: 'attempt-z', lineOn: null },
    });
    expect(await stores.ledger.of('delivery', 1)).toMatchObject([{ seen: ['delivery'], fate: 'delivery' }]);
    expect(await stores.ledger.of('bounce', 1)).toMatchObject([{ seen: ['bounce'], fate: 'bounce' }]);
    expect(await stores.ledger.of('twice', 1)).toMatchObject([{ otherAttempts: ['attempt-b'] }]);
  });
});

describe('after a roll back the first release reads', () => {
  test.each(PROFILES)('the record of %s as this release wrote it', async (id) => {
    const { stores, itemOf } = await tablesOfForm1();
    const read = await stores.subscribers.get(id);
    if (read === null) throw new Error(`there is no ${id}`);
    const transition = read.state === 'stopped' ? 'stop' : 'change';
    const richer = { ...read, countedAt: DUE_AT, softBounced: true };
    expect(await stores.subscribers.replace(richer, transition)).toBe('written');
    const parsed = profileOfForm1.parse(fromItem(await itemOf(`SUB#${id}`, 'PROFILE')));
    expect(parsed).toMatchObject({ v: 1, addr: `${id}@example.com`, counted: read.countedFrom, soft: 1 });
  });

  test('a claim of this release', async () => {
    const { stores, itemOf } = await tablesOfForm1();
    await stores.subscribers.claim({ id: 'active', dueAt: DUE_AT }, CLAIM);
    const parsed = profileOfForm1.parse(fromItem(await itemOf('SUB#active', 'PROFILE')));
    expect(parsed).toMatchObject({ claim: CLAIM.attempt, sendBy: CLAIM.sendBy });
  });

  test.each(LINES)('the line of %s with a soft bounce that this release merged', async (id) => {
    const { stores, itemOf } = await tablesOfForm1();
    await stores.ledger.mergeEvent(id, 'run00001', '2026-10-19', sesEvent({ kind: 'soft-bounce' }));
    const parsed = lineOfForm1.parse(fromItem(await itemOf(`SUB#${id}`, 'SEND#run00001#2026-10-19')));
    expect(['delivery', 'bounce', 'complaint']).toContain(parsed.fate);
  });
});

test('rolled on again, this release reads what the first one wrote in between, and loses no lesson', async () => {
  const { stores, itemOf, put } = await tablesOfForm1();
  await stores.subscribers.claim({ id: 'active', dueAt: DUE_AT }, CLAIM);
  const ofThisRelease = await itemOf('SUB#active', 'PROFILE');
  const known = profileOfForm1.parse(fromItem(ofThisRelease));
  // The first release writes what it knows, and nothing else.
  await put(narrowedTo(ofThisRelease, known));
  expect(await stores.subscribers.get('active')).toMatchObject({ claim: CLAIM, tries: { lineOn: null } });
});

const tablesOfForm1 = () => tablesOf(embedded.endpoint, 'first');
