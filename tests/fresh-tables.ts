import { randomUUID } from 'node:crypto';
import { dynamoClient } from '../lib/adapters/dynamodb/client.ts';
import { createTables } from '../lib/adapters/dynamodb/tables.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './local-aws.ts';

/** Both tables, empty and under names of their own, and the client that made them. */
export async function freshTables(endpoint: string) {
  const client = dynamoClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  const name = randomUUID();
  const tables = { subscribers: `subscribers-${name}`, suppressions: `suppressions-${name}` };
  await createTables(client, tables);
  return { client, tables };
}
