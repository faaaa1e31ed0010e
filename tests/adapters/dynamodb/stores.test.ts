import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { dynamoAccounts } from '../../../lib/adapters/dynamodb/accounts.ts';
import type { Database } from '../../../lib/adapters/dynamodb/client.ts';
import { dynamoStores } from '../../../lib/adapters/dynamodb/stores.ts';
import { storesAlone } from '../../../lib/adapters/dynamodb/stores-alone.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { accountsContract } from '../../contracts/accounts.ts';
import { ledgerContract } from '../../contracts/ledger.ts';
import { noteStoreContract } from '../../contracts/note-store.ts';
import {
  countStoreContract,
  limitStoreContract,
  rateStoreContract,
  suppressionStoreContract,
} from '../../contracts/other-stores.ts';
import { DUE_AT } from '../../contracts/records.ts';
import type { OpenStores } from '../../contracts/stores.ts';
import { subscriberStoreContract } from '../../contracts/subscriber-store.ts';
import { trainingStoreContract } from '../../contracts/training-store.ts';
import { freshTables } from '../../fresh-tables.ts';

/** A service that is named stands in for the embedded one, through the same adapter. */
const NAMED_ENDPOINT = process.env['AWS_ENDPOINT_URL_DYNAMODB'];

describe(`stores in DynamoDB (${NAMED_ENDPOINT === undefined ? 'embedded' : 'named by the environment'})`, () => {
  let embedded: EmbeddedDynamoDb | undefined;
  let endpoint = NAMED_ENDPOINT ?? '';

  beforeAll(async () => {
    if (NAMED_ENDPOINT !== undefined) return;
    embedded = await startDynamoDb();
    endpoint = embedded.endpoint;
  });
  afterAll(() => embedded?.stop());

  async function open(): Promise<OpenStores & { database: Database }> {
    let now = DUE_AT;
    const { client, tables } = await freshTables(endpoint);
    const setNow = (to: number) => {
      now = to;
    };
    const poison = async (id: string, sortKey = 'PROFILE') => {
      await client.send(
        new UpdateItemCommand({
          TableName: tables.subscribers,
          Key: { pk: { S: `SUB#${id}` }, sk: { S: sortKey } },
          UpdateExpression: 'SET v = :unknown',
          ExpressionAttributeValues: { ':unknown': { N: '99' } },
        }),
      );
    };
    const at = { client, tables, now: () => now };
    return { ...dynamoStores(at), database: at, accounts: dynamoAccounts(at), setNow, poison };
  }
  subscriberStoreContract(open);
  ledgerContract(open);
  accountsContract(open);
  suppressionStoreContract(open);
  limitStoreContract(open);
  countStoreContract(open);
  rateStoreContract(open);
  trainingStoreContract(open);
  noteStoreContract(open);

  describe('held alone', () => {
    const openAlone = async () => {
      const { database, ...stores } = await open();
      return { ...stores, ...storesAlone(database, stores) };
    };
    subscriberStoreContract(openAlone);
    suppressionStoreContract(openAlone);
  });
});
