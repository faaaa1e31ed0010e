import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromItem } from '../../../lib/adapters/dynamodb/item.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { DUE_AT } from '../../contracts/records.ts';
import { all } from '../../contracts/stores.ts';
import { noneUnreadable } from '../../none-unreadable.ts';
import { profileOfForm1 } from './stored-forms/form-1-reader.ts';
import { narrowedTo, tablesOf } from './stored-forms/stored-items.ts';

/** What was added to form 1 since the first release: her plan, notes, changes that wait, answers by session, withheld sessions. */

let embedded: EmbeddedDynamoDb;
beforeAll(async () => {
  embedded = await startDynamoDb();
});
afterAll(() => embedded.stop());

const HERS = ['planned', 'run00001'] as const;
const open = () => tablesOf(embedded.endpoint, 'added');

test('what she wrote down is read whole, and keeps its meaning', async () => {
  const { stores } = await open();
  expect(await stores.subscribers.get('planned')).toMatchObject({
    training: 'tue fri 09:30 after-breakfast remind',
  });
  expect(await stores.subscribers.get('one-day')).toMatchObject({ training: 'sun 19:15' });
  expect(await stores.training.hasAgreed(...HERS, 'plan-2026-11-27')).toBe(true);
  const { weeks, unreadable } = await stores.training.weeks(...HERS);
  expect(unreadable).toBe(0);
  expect(weeks).toEqual([
    { number: 1, session: 'R1', level: null, on: '2026-10-19', done: 1, numbers: {} },
    { number: 2, session: 'R2', level: null, on: '2026-10-26', done: 0, numbers: {} },
    {
      ...{ number: 6, session: 'R6', level: null, on: '2026-11-23', done: 2 },
      numbers: {
        ...{ stands: 12, legLeft: 9, legRight: 14, plankLeft: 10, plankRight: 8 },
        ...{ metres: 30, kilos: 4.54 },
      },
    },
    { number: 60, session: 'E12', level: 2, on: '2027-12-06', done: 0, numbers: { kilos: 12 } },
  ]);
});

test('so are notes, changes that wait, counts and withheld sessions', async () => {
  const { stores } = await open();
  const notes = await all(stores.notes.all(noneUnreadable));
  expect(notes.map(({ id, state }) => `${id} ${state}`).toSorted()).toEqual([
    'note-claimed claimed',
    'note-failed failed',
    'note-sent sent',
    'note-unknown unknown',
  ]);
  const change = { id: 'planned', run: 'run00001', changeId: 'change-a' };
  expect(await stores.subscribers.getChange(change)).toMatchObject({ pace: 'standard' });
  expect(await stores.rate.state()).toMatchObject({ withheld: ['9', 'E12'] });
  expect(await stores.counts.all()).toEqual(
    expect.arrayContaining([
      { week: '2026-W43', counts: { ticked: 3, days: 1, numbers: 1 } },
      { week: '2026-W43#R6', counts: { right: 2 } },
    ]),
  );
});

test('all of it is handed over with her data, and none of it outlives her', async () => {
  const { stores } = await open();
  const kinds = (await stores.subscribers.everything('planned')).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual([
    ...['change', 'profile', 'training-consent'],
    ...['training-week', 'training-week', 'training-week', 'training-week'],
  ]);
  await stores.subscribers.deleteProfile('planned', 'leave');
  await stores.subscribers.deleteRest('planned');
  expect(await stores.subscribers.everything('planned')).toEqual([]);
});

test('rolled back and on again: the first release reads her record and forgets her days; what lies beside it stands', async () => {
  const { stores, itemOf, put } = await open();
  const ofThisRelease = await itemOf('SUB#planned', 'PROFILE');
  await put(narrowedTo(ofThisRelease, profileOfForm1.parse(fromItem(ofThisRelease))));
  expect(await stores.subscribers.get('planned')).toMatchObject({ training: null, dueAt: DUE_AT });
  expect((await stores.training.weeks(...HERS)).weeks).toHaveLength(4);
});
