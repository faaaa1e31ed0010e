import type { Instant } from '../../lib/domain/calendar.ts';
import type { Accounts } from '../../lib/ports/accounts.ts';
import type { Census } from '../../lib/ports/census.ts';
import type { CountStore } from '../../lib/ports/count-store.ts';
import type { Ledger } from '../../lib/ports/ledger.ts';
import type { LimitStore } from '../../lib/ports/limit-store.ts';
import type { NoteStore } from '../../lib/ports/note-store.ts';
import type { RateStore } from '../../lib/ports/rate-store.ts';
import type { SubscriberStore } from '../../lib/ports/subscriber-store.ts';
import type { SuppressionStore } from '../../lib/ports/suppression-store.ts';
import type { TrainingStore } from '../../lib/ports/training-store.ts';
import { memoryAccounts } from './accounts.ts';
import { memoryCensus } from './census.ts';
import { memoryCountStore } from './count-store.ts';
import { memoryLedger } from './ledger.ts';
import { memoryLimitStore } from './limit-store.ts';
import { memoryNoteStore } from './note-store.ts';
import { memoryRateStore } from './rate-store.ts';
import { memorySubscriberStore } from './subscriber-store.ts';
import { memorySuppressionStore } from './suppression-store.ts';
import { memoryTables, type Tables } from './tables.ts';
import { memoryTrainingStore } from './training-store.ts';

export interface MemoryStores {
  subscribers: SubscriberStore;
  ledger: Ledger;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  census: Census;
  accounts: Accounts;
  rate: RateStore;
  training: TrainingStore;
  notes: NoteStore;
}

/** Every store, in memory. `now` is the course's clock: it says what has expired. */
export function memoryStores(now: () => Instant): MemoryStores {
  return memoryStoresOn(memoryTables(now));
}

/** The same over tables that a test looks into. */
export function memoryStoresOn(tables: Tables): MemoryStores {
  const { now } = tables;
  return {
    subscribers: memorySubscriberStore(tables),
    ledger: memoryLedger(tables),
    suppressions: memorySuppressionStore(tables),
    limits: memoryLimitStore(now),
    counts: memoryCountStore(),
    census: memoryCensus(tables),
    accounts: memoryAccounts(tables),
    rate: memoryRateStore(now),
    training: memoryTrainingStore(tables),
    notes: memoryNoteStore(tables),
  };
}
