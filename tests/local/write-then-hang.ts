import { dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import { startDynamoDb } from '../../lib/local/dynamodb.ts';
import { active, CLAIM, DUE_AT } from '../contracts/records.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';

/** Writes subscribers one after another into the folder it is told, and says each that was acknowledged. */
const folder = process.argv[2];
if (folder === undefined) throw new Error('which folder?');
const { endpoint } = await startDynamoDb({ folder });
const client = dynamoClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
const tables = { subscribers: 'subscribers', suppressions: 'suppressions' };
await createTables(client, tables);
const { subscribers } = dynamoStores({ client, tables, now: () => DUE_AT });
for (let at = 0; ; at++) {
  const id = `sub-${at}`;
  await subscribers.confirm(active({ id }), null);
  await subscribers.claim({ id, dueAt: DUE_AT }, CLAIM);
  process.stdout.write(`${id}\n`);
}
