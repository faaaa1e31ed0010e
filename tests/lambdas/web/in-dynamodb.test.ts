import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoStores } from '../../../lib/adapters/dynamodb/stores.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { COURSE } from '../../course.ts';
import { freshTables } from '../../fresh-tables.ts';
import {
  joined,
  linkIn,
  linksOf,
  openSite,
  post,
  type Site,
  sendLesson,
  signUp,
  signUpFields,
} from './site.ts';

/** The web over the real tables: what is promised of them is read from them, item by item. */

let embedded: EmbeddedDynamoDb;
beforeAll(async () => {
  embedded = await startDynamoDb();
});
afterAll(() => embedded.stop());

type Item = Record<string, AttributeValue>;

async function openTables(): Promise<{ site: Site; items: () => Promise<Item[]> }> {
  const { client, tables } = await freshTables(embedded.endpoint);
  const site = await openSite({ stores: (now) => dynamoStores({ client, tables, now }) });
  const items = async () => {
    const found: Item[] = [];
    for (const TableName of Object.values(tables))
      for await (const page of paginateScan({ client }, { TableName })) found.push(...(page.Items ?? []));
    return found.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  };
  return { site, items };
}

const CANARY = { email: 'canary.8472@example.com', firstName: 'Canaryna', birthDate: '2026-03-17' };

/** Where a trace of her is found: an item may hold it in a text, or packed. */
function traces(items: readonly Item[]): string[] {
  const said = JSON.stringify(items, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
  return Object.values(CANARY).filter((trace) => said.includes(trace));
}

async function onHerWay(site: Site): Promise<void> {
  await joined(site, CANARY);
  await sendLesson(site, CANARY.email);
  site.clock.advance(11 * 60_000);
  await signUp(site, { ...CANARY, birthDate: '2026-04-04' });
}

test('when the 200 of leaving is out, no item of any table holds a trace of her', async () => {
  const { site, items } = await openTables();
  await onHerWay(site);
  expect(traces(await items())).toEqual(Object.values(CANARY));
  const { unsubscribe } = await linksOf(site, CANARY.email);
  expect((await post(site, unsubscribe)).status).toBe(200);
  expect(traces(await items())).toEqual([]);
  const id = await site.identities.idOf(CANARY.email);
  const about = (await items()).filter((item) => JSON.stringify(item).includes(id));
  // The suppression, and for 30 days when mails went to that hash (Q41).
  expect(about.map(({ pk }) => pk?.S)).toEqual([id, `LIMIT#mails#${id}`]);
});

test('the export holds every item that the table holds of her, and erasing by it leaves none', async () => {
  const { site, items } = await openTables();
  await onHerWay(site);
  const fresh = async () => {
    const { preferences } = await linksOf(site, CANARY.email);
    await post(site, `${preferences}/link`);
    await site.drain();
    const mail = site.mails.at(-1);
    if (mail === undefined) throw new Error('no link was mailed');
    return linkIn(mail, 'data');
  };
  const id = await site.identities.idOf(CANARY.email);
  const held = (await items()).filter(({ pk }) => pk?.S === `SUB#${id}`);
  const answer = await post(site, await fresh(), { do: 'export' });
  const { records } = await answer.json();
  expect(records).toHaveLength(held.length);
  const exported = JSON.stringify(records);
  for (const trace of [...Object.values(CANARY), '203.0.113.7', '2026-04-04'])
    expect(exported).toContain(trace);

  site.clock.advance(60_000);
  expect((await post(site, await fresh(), { do: 'erase' })).status).toBe(200);
  expect(traces(await items())).toEqual([]);
  expect((await items()).filter(({ pk }) => pk?.S?.startsWith('SUB#'))).toEqual([]);
});

test('GET and HEAD of every link leave the tables as they were, item by item', async () => {
  const { site, items } = await openTables();
  await onHerWay(site);
  const { feedback, pause, exits, ...rest } = await linksOf(site, CANARY.email);
  const before = await items();
  for (const link of [
    ...Object.values(feedback),
    ...COURSE.pauses.map((weeks) => `${pause}/${weeks}`),
    ...Object.values(exits),
    ...Object.values(rest),
    '/',
    '/sample',
  ])
    for (const method of ['GET', 'HEAD']) expect((await site.app.request(link, { method })).status).toBe(200);
  expect(await items()).toEqual(before);
});

test('one network that sends 70 sign-ups at once gets 60 in, and a bombed address gets one mail', async () => {
  const { site } = await openTables();
  const statuses = await Promise.all(
    Array.from({ length: 70 }, async (_, attempt) => {
      const email = attempt < 60 ? 'victim@example.com' : `other${attempt}@example.com`;
      return (await post(site, '/signup', signUpFields({ email }))).status;
    }),
  );
  const counted = Map.groupBy(statuses, (status) => status);
  expect([...counted].map(([status, all]) => [status, all.length]).toSorted()).toEqual([
    [303, 60],
    [429, 10],
  ]);
  await site.drain();
  expect(site.mails.filter(({ to }) => to === 'victim@example.com')).toHaveLength(1);
});
