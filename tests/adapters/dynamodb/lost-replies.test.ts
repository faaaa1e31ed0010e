import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoClient } from '../../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../../lib/adapters/dynamodb/stores.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { DUE_AT } from '../../contracts/records.ts';
import { freshTables } from '../../fresh-tables.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../local-aws.ts';
import { startLossyFront } from '../../lossy-front.ts';

const HOUR = 3_600_000;

let embedded: EmbeddedDynamoDb;
beforeAll(async () => {
  embedded = await startDynamoDb();
});
afterAll(() => embedded.stop());

/** Stores whose first reply to each update is lost, so that the client writes it a second time. */
async function open() {
  const { tables } = await freshTables(embedded.endpoint);
  const front = await startLossyFront(
    embedded.endpoint,
    (target, attempt) => target.endsWith('.UpdateItem') && attempt.startsWith('attempt=1'),
  );
  const { endpoint } = front;
  const here = { endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const client = dynamoClient({ ...here, patient: true });
  return { ...dynamoStores({ client, tables, now: () => DUE_AT }), front, client };
}

test('a use of a limit whose reply is lost counts once: fifteen of twenty get through', async () => {
  const { limits, front, client } = await open();
  const uses = await Promise.all(Array.from({ length: 20 }, () => limits.take('network', 15, HOUR, DUE_AT)));
  client.destroy();
  front.stop();
  expect(front.lost()).toBe(20);
  expect(uses.filter((use) => use === 'ok')).toHaveLength(15);
});
