import type { Instant } from '../../lib/domain/calendar.ts';
import type { Accounts } from '../../lib/ports/accounts.ts';
import type { CountStore } from '../../lib/ports/count-store.ts';
import type { Ledger } from '../../lib/ports/ledger.ts';
import type { LimitStore } from '../../lib/ports/limit-store.ts';
import type { NoteStore } from '../../lib/ports/note-store.ts';
import type { RateStore } from '../../lib/ports/rate-store.ts';
import type { SubscriberStore } from '../../lib/ports/subscriber-store.ts';
import type { SuppressionStore } from '../../lib/ports/suppression-store.ts';
import type { TrainingStore } from '../../lib/ports/training-store.ts';

/** One set of stores that hold nothing, and the clock by which they tell what has expired. */
export interface OpenStores {
  subscribers: SubscriberStore;
  ledger: Ledger;
  accounts: Accounts;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  rate: RateStore;
  training: TrainingStore;
  notes: NoteStore;
  setNow(now: Instant): void;
  /** Makes one item, the profile where none is named, one of a form that no release knows. */
  poison(id: string, sortKey?: string): Promise<void>;
}

/** Opens stores of their own for one test. They begin at {@link DUE_AT} of the records. */
export type OpenEmpty = () => Promise<OpenStores>;

export async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}
