import { type ClientOptions, type Database, dynamoClient } from '../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import { tableName } from './variables.ts';

export const TABLES = {
  SUBSCRIBERS_TABLE: tableName,
  SUPPRESSIONS_TABLE: tableName,
};

interface Tables {
  SUBSCRIBERS_TABLE: string;
  SUPPRESSIONS_TABLE: string;
}

export function databaseOf(
  { SUBSCRIBERS_TABLE: subscribers, SUPPRESSIONS_TABLE: suppressions }: Tables,
  clock: Clock,
  options: Pick<ClientOptions, 'patient'> = {},
): Database {
  return { client: dynamoClient(options), tables: { subscribers, suppressions }, now: () => clock.now() };
}

export function storesOf(environment: Tables, clock: Clock) {
  return dynamoStores(databaseOf(environment, clock));
}
