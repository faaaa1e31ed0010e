import { randomUUID } from 'node:crypto';
import { dynamoClient } from '../lib/adapters/dynamodb/client.ts';
import { createTables } from '../lib/adapters/dynamodb/tables.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './local-aws.ts';

/** Both tables, empty and under names of their own, and the client that made them. */
export async function freshTables(endpoint: string) {
  // Patient: on a busy machine the embedded database answers late, which is no fault of what is tried.
  const here = { endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS };
  const client = dynamoClient({ ...here, patient: true });
  const name = randomUUID();
  const tables = { subscribers: `subscribers-${name}`, suppressions: `suppressions-${name}` };
  await createTables(client, tables);
  return { client, tables };
}
