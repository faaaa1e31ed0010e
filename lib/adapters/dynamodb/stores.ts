import type { CountStore } from '../../ports/count-store.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Database } from './client.ts';
import { dynamoCountStore } from './counts.ts';
import { dynamoLedger } from './ledger.ts';
import { dynamoLimitStore } from './limits.ts';
import { dynamoRateStore } from './rate.ts';
import { dynamoSubscriberStore } from './subscriber-store.ts';
import { dynamoSuppressionStore } from './suppressions.ts';

export interface DynamoStores {
  subscribers: SubscriberStore;
  ledger: Ledger;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  rate: RateStore;
}

/** Every store but the one of the rate, which pages do without, in DynamoDB. */
export function dynamoRecordStores(database: Database): Omit<DynamoStores, 'rate'> {
  return {
    subscribers: dynamoSubscriberStore(database),
    ledger: dynamoLedger(database),
    suppressions: dynamoSuppressionStore(database),
    limits: dynamoLimitStore(database),
    counts: dynamoCountStore(database),
  };
}

/** Every store. The census, which reads the whole table, is the operator's alone. */
export function dynamoStores(database: Database): DynamoStores {
  return { ...dynamoRecordStores(database), rate: dynamoRateStore(database) };
}
