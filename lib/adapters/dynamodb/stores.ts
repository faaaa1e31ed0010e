import type {
  CountStore,
  Ledger,
  LimitStore,
  RateStore,
  SubscriberStore,
  SuppressionStore,
} from '../../ports.ts';
import type { Database } from './client.ts';
import { dynamoCountStore } from './count-store.ts';
import { dynamoLedger } from './ledger.ts';
import { dynamoLimitStore } from './limit-store.ts';
import { dynamoRateStore } from './rate-store.ts';
import { dynamoSubscriberStore } from './subscriber-store.ts';
import { dynamoSuppressionStore } from './suppression-store.ts';

export interface DynamoStores {
  subscribers: SubscriberStore;
  ledger: Ledger;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  rate: RateStore;
}

/** Every store, in DynamoDB. The census, which reads the whole table, is the operator's alone. */
export function dynamoStores(database: Database): DynamoStores {
  return {
    subscribers: dynamoSubscriberStore(database),
    ledger: dynamoLedger(database),
    suppressions: dynamoSuppressionStore(database),
    limits: dynamoLimitStore(database),
    counts: dynamoCountStore(database),
    rate: dynamoRateStore(database),
  };
}
