import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GETS_THROUGH } from '../../../lambdas/wiring/stores.ts';
import { dynamoClient } from '../../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../../lib/adapters/dynamodb/stores.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { leaveNow } from '../../../lib/use-cases/web/leave.ts';
import { active, consent, DUE_AT, week } from '../../contracts/records.ts';
import { freshTables } from '../../fresh-tables.ts';
import { joined, linksOf, openSite, sendLesson } from '../../lambdas/web/site.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../local-aws.ts';
import { silent } from '../../simulation/ports.ts';
import { WHOLE_COURSE } from '../../whole-course.ts';

const THROTTLED_FOR_MS = WHOLE_COURSE ? 5_000 : 1_500;

let embedded: EmbeddedDynamoDb;
let front: Server;
let throttle: 'nothing' | 'everything' | 'batches' = 'nothing';
let refused = 0;

beforeAll(async () => {
  embedded = await startDynamoDb();
  front = createServer(answer);
  await new Promise<void>((resolve) => {
    front.listen(0, '127.0.0.1', () => resolve());
  });
});
afterAll(async () => {
  front.close();
  await embedded.stop();
});

test('one press to leave, under a table throttled for seconds, is answered and leaves nothing (32)', async () => {
  const { stores, direct } = await open();
  await direct.subscribers.confirm(active(), null);
  await direct.subscribers.putConsent('sub-1', 'run00001', consent());
  await direct.ledger.put(week());
  throttleEverything();
  const clock = { now: () => DUE_AT, machineNow: () => DUE_AT, wait: async () => {} };
  const enrolQueue = { send: async () => {} };
  await leaveNow({ ...stores, clock, enrolQueue, log: silent, tokens: NO_TOKENS }, 'sub-1');
  expect(refused).toBeGreaterThan(1);
  expect(await direct.subscribers.everything('sub-1')).toEqual([]);
  expect(await direct.suppressions.get('sub-1')).toMatchObject({ reason: 'left' });
});

test('over HTTP as well: one click while the table is throttled answers 200, and no item of hers is left (32)', async () => {
  const { stores, direct } = await open();
  let through = direct;
  const site = await openSite({
    stores: () => ({
      ...direct,
      subscribers: new Proxy(direct.subscribers, { get: (_, key) => Reflect.get(through.subscribers, key) }),
      suppressions: new Proxy(direct.suppressions, {
        get: (_, key) => Reflect.get(through.suppressions, key),
      }),
    }),
  });
  await joined(site, { email: 'ada@example.com' });
  await sendLesson(site, 'ada@example.com');
  const { unsubscribe } = await linksOf(site, 'ada@example.com');
  const id = await site.identities.idOf('ada@example.com');
  expect(await direct.subscribers.everything(id)).not.toEqual([]);
  through = stores;
  throttleEverything();
  const pressed = await site.app.request(unsubscribe, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(pressed.status).toBe(200);
  expect(refused).toBeGreaterThan(1);
  expect(await direct.subscribers.everything(id)).toEqual([]);
  expect(await direct.suppressions.get(id)).toMatchObject({ reason: 'left' });
});

test('a batch of which DynamoDB takes nothing for a while is written in the end', async () => {
  const { stores, direct } = await open();
  throttle = 'batches';
  setTimeout(() => {
    throttle = 'nothing';
  }, 1_000);
  const ids = Array.from({ length: 60 }, (_, index) => `sub-${index}`);
  await stores.subscribers.putConsents(ids.map((id) => ({ id, run: 'run00001', consent: consent() })));
  for (const id of ids) expect(await direct.subscribers.getConsents(id)).toHaveLength(1);
});

function throttleEverything(): void {
  refused = 0;
  throttle = 'everything';
  setTimeout(() => {
    throttle = 'nothing';
  }, THROTTLED_FOR_MS);
}

const NO_TOKENS = { sign: async () => '', verify: async () => null };

/** Stores behind the one that throttles, and stores beside it. */
async function open() {
  const { client, tables } = await freshTables(embedded.endpoint);
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('the front is not up');
  const { port } = address;
  const behind = dynamoClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: LOCAL_REGION,
    credentials: LOCAL_CREDENTIALS,
    ...GETS_THROUGH,
  });
  const now = () => DUE_AT;
  return {
    stores: dynamoStores({ client: behind, tables, now }),
    direct: dynamoStores({ client, tables, now }),
  };
}

async function answer(asked: IncomingMessage, answered: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  if (throttle === 'everything') {
    refused += 1;
    const type = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';
    answered.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
    answered.end(JSON.stringify({ __type: type, message: 'throttled' }));
    return;
  }
  const batch = String(asked.headers['x-amz-target']).endsWith('BatchWriteItem');
  if (throttle === 'batches' && batch) {
    const { RequestItems } = JSON.parse(body.toString());
    answered.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    answered.end(JSON.stringify({ UnprocessedItems: RequestItems }));
    return;
  }
  const { hostname, port } = new URL(embedded.endpoint);
  const forwarded = request(
    {
      hostname,
      port,
      path: asked.url,
      method: asked.method,
      headers: { ...asked.headers, host: `${hostname}:${port}` },
    },
    (response) => {
      answered.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answered);
    },
  );
  forwarded.end(body);
}
