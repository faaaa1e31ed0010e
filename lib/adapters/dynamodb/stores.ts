import type { CountStore } from '../../ports/count-store.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { NoteStore } from '../../ports/note-store.ts';
import type { RateStore } from '../../ports/rate-store.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { TrainingStore } from '../../ports/training-store.ts';
import type { Database } from './client.ts';
import { dynamoCountStore } from './counts.ts';
import { dynamoLedger } from './ledger.ts';
import { dynamoLimitStore } from './limits.ts';
import { dynamoNoteStore } from './notes.ts';
import { dynamoRateStore } from './rate.ts';
import { dynamoSubscriberStore } from './subscriber-store.ts';
import { dynamoSuppressionStore } from './suppressions.ts';
import { dynamoTrainingStore } from './training.ts';

export interface DynamoStores {
  subscribers: SubscriberStore;
  ledger: Ledger;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  rate: RateStore;
  training: TrainingStore;
  notes: NoteStore;
}

/** The stores that every page needs, in DynamoDB: not those of the rate and of notes, and not what she writes down. */
export function dynamoRecordStores(database: Database): Omit<DynamoStores, 'rate' | 'training' | 'notes'> {
  return {
    subscribers: dynamoSubscriberStore(database),
    ledger: dynamoLedger(database),
    suppressions: dynamoSuppressionStore(database),
    limits: dynamoLimitStore(database),
    counts: dynamoCountStore(database),
  };
}

/** Those of what SES tells: a note's fate beside her record; nothing of the rate. */
export function dynamoEventStores(database: Database): Omit<DynamoStores, 'rate' | 'training'> {
  return { ...dynamoRecordStores(database), notes: dynamoNoteStore(database) };
}

/** Every store. The census and the accounts, which read the whole table, are the operator's alone. */
export function dynamoStores(database: Database): DynamoStores {
  return {
    ...dynamoEventStores(database),
    rate: dynamoRateStore(database),
    training: dynamoTrainingStore(database),
  };
}
