import { readFileSync } from 'node:fs';
import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Database } from '../../../lib/adapters/dynamodb/client.ts';
import { fromItem } from '../../../lib/adapters/dynamodb/item.ts';
import { dynamoStores } from '../../../lib/adapters/dynamodb/stores.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { CLAIM, DUE_AT, sesEvent } from '../../contracts/records.ts';
import { all } from '../../contracts/stores.ts';
import { freshTables } from '../../fresh-tables.ts';
import { noneUnreadable } from '../../none-unreadable.ts';
import { lineOfForm1, profileOfForm1 } from './stored-forms/form-1-reader.ts';

/**
 * Real items of each form that a release wrote, as they lay in its tables. A file is added for each new form and none is
 * ever changed: docs/rules/data.md#stored-forms.
 */
const attribute = z.union([
  z.object({ S: z.string() }),
  z.object({ N: z.string() }),
  z.object({ BOOL: z.boolean() }),
]);
const items = z.array(z.record(z.string(), attribute));
const FORM_1 = z
  .object({ subscribers: items, suppressions: items })
  .parse(JSON.parse(readFileSync(new URL('stored-forms/form-1.json', import.meta.url), 'utf8')));
type StoredItem = Record<string, AttributeValue>;

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
  await put(
    Object.fromEntries(Object.entries(ofThisRelease).filter(([name]) => name in known || isKey(name))),
  );
  expect(await stores.subscribers.get('active')).toMatchObject({ claim: CLAIM, tries: { lineOn: null } });
});

function isKey(name: string): boolean {
  return ['pk', 'sk', 'duePk', 'dueSk'].includes(name);
}

async function tablesOfForm1() {
  const { client, tables } = await freshTables(embedded.endpoint);
  const put = (item: StoredItem, TableName = tables.subscribers) =>
    client.send(new PutItemCommand({ TableName, Item: item }));
  for (const item of FORM_1.subscribers) await put(item);
  for (const item of FORM_1.suppressions) await put(item, tables.suppressions);
  const database: Database = { client, tables, now: () => DUE_AT };
  const itemOf = async (pk: string, sk: string): Promise<StoredItem> => {
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const { Item } = await client.send(new GetItemCommand({ TableName: tables.subscribers, Key }));
    if (Item === undefined) throw new Error(`there is no ${pk} ${sk}`);
    return Item;
  };
  return { stores: dynamoStores(database), itemOf, put };
}
