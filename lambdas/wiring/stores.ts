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

type Options = Pick<ClientOptions, 'patient' | 'attempts'>;

/**
 * For one press or one message that must get through, such as leaving while the table is throttled: tried on for some
 * twenty seconds, well within the function's time.
 */
export const GETS_THROUGH = { attempts: 9 } as const satisfies Options;

export function databaseOf(
  { SUBSCRIBERS_TABLE: subscribers, SUPPRESSIONS_TABLE: suppressions }: Tables,
  clock: Clock,
  options: Options = {},
): Database {
  return { client: dynamoClient(options), tables: { subscribers, suppressions }, now: () => clock.now() };
}

export function storesOf(environment: Tables, clock: Clock, options: Options = {}) {
  return dynamoStores(databaseOf(environment, clock, options));
}
