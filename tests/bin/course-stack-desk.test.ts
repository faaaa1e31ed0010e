import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { type DynamoStores, dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { hmacIdentities } from '../../lib/adapters/tokens/hmac-identities.ts';
import { parseKey } from '../../lib/adapters/tokens/keyring.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../lib/local/dynamodb.ts';
import { subscriber } from '../builders.ts';
import type { Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { type FakeAws, fakeAws } from '../fake-aws.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';
import { environmentOf, outputsAt, TABLES } from './stack-under-test.ts';

/** What the coach does for one mother, for one session and for all, on a deployed stack. Each test goes on from the last. */

const STACK = 'StrongWeeks-test';
const HER = 'ada@example.com';
const KEY = Buffer.alloc(32, 'a').toString('base64');
const UNREVIEWED = 'I accept that no clinician has reviewed this';

let database: EmbeddedDynamoDb;
let aws: FakeAws;
let stores: DynamoStores;
let more: Record<string, string> = {};
let folder = '';
let course: (...args: string[]) => Promise<Ran>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strong-weeks-'));
  database = await startDynamoDb();
  aws = await fakeAws(STACK, () => ({
    outputs: { ...outputsAt(aws.url), ...more },
    secrets: { 'address-secret': KEY, 'token-secret': JSON.stringify({ sign: 'k0', keys: { k0: KEY } }) },
    deadLetters: { [`${aws.url}/event-dead-letters`]: 3 },
    suppressed: [],
  }));
  const where = { endpoint: database.endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const client = dynamoClient(where);
  await createTables(client, TABLES);
  stores = dynamoStores({ client, tables: TABLES, now: Date.now });
  course = courseHere(environmentOf(aws.url, database.endpoint));
  await stores.subscribers.confirm(subscriber({ id: await idOf(HER), address: HER }), null);
});
afterAll(async () => {
  await aws[Symbol.asyncDispose]();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

const idOf = (address: string) => hmacIdentities(async () => parseKey(KEY)).idOf(address);

const json = async (...args: string[]): Promise<unknown> => {
  const { code, out } = await course(...args, '--json', '--stack', STACK);
  expect(code).toBe(0);
  return JSON.parse(out);
};

test('change, move, pause, resume and data work on her record in the table of the stack', async () => {
  expect(await json('change', HER, '--day', 'tue')).toMatchObject({ changed: ['sendDay'] });
  expect(await course('move', HER, '--to', '1', '--stack', STACK)).toMatchObject({
    code: 1,
    err: expect.stringContaining('her first lesson has not gone yet'),
  });
  expect(await json('pause', HER, '--weeks', '2')).toMatchObject({ pausedUntil: expect.any(String) });
  expect(await json('resume', HER)).toMatchObject({ pausedUntil: null });
  expect(await stores.subscribers.get(await idOf(HER))).toMatchObject({ sendDay: 2, byHand: 'resumed' });
  expect(await json('data', HER)).toMatchObject({ records: [{ kind: 'profile', address: HER }] });
});

test('status asks the queues and tables of the stack, and a session is withheld and released there', async () => {
  expect(await json('withhold', '12')).toEqual({ session: '12', withheld: ['12'] });
  expect(await stores.rate.state()).toMatchObject({ withheld: ['12'] });
  expect(await json('status')).toMatchObject({
    withheld: { '12': 0 },
    queues: { lessons: { waiting: 0, dead: 0 }, events: { waiting: 0, dead: 3 } },
  });
  expect(await json('release', '12', '--yes')).toEqual({ session: '12', held: 0 });
  expect(await stores.rate.state()).toMatchObject({ withheld: [] });
});

test('a note goes by the SES of the stack, to whom its outputs let it go', async () => {
  const file = join(folder, 'note.md');
  writeFileSync(file, '---\nsubject: A word\nwho: all\n---\nThe course rests next week.\n');
  expect(await json('note', file, '--yes')).toMatchObject({ sent: 0, unreviewed: 1 });
  more = { MailUnreviewed: UNREVIEWED };
  expect(await json('note', file, '--yes')).toMatchObject({ sent: 1 });
  const form = new URLSearchParams(aws.asked.findLast((one) => one.startsWith('SendRawEmail'))?.slice(13));
  expect(form.get('Destinations.member.1')).toBe(HER);
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8');
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  expect(await json('note', file, '--yes')).toMatchObject({ sent: 0 });
});
