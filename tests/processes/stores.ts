import { dynamoAccounts } from '../../lib/adapters/dynamodb/accounts.ts';
import { dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { createTables } from '../../lib/adapters/dynamodb/tables.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import { COURSE } from '../course.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';

export const TABLES = { subscribers: 'killed-subscribers', suppressions: 'killed-suppressions' };

export function makeTables(endpoint: string): Promise<void> {
  return createTables(clientAt(endpoint), TABLES);
}

/** What the use cases find in the tables there. */
export function storesAt(endpoint: string, clock: Pick<Clock, 'now'>) {
  const client = clientAt(endpoint);
  const at = { client, tables: TABLES, now: () => clock.now() };
  return { client, course: COURSE, ...dynamoStores(at), accounts: dynamoAccounts(at) };
}

function clientAt(endpoint: string) {
  return dynamoClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
}
