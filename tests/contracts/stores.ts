import type { Instant } from '../../lib/domain/calendar.ts';
import type {
  CountStore,
  Ledger,
  LimitStore,
  RateStore,
  SubscriberStore,
  SuppressionStore,
} from '../../lib/ports.ts';

/** One set of stores that hold nothing, and the clock by which they tell what has expired. */
export interface OpenStores {
  subscribers: SubscriberStore;
  ledger: Ledger;
  suppressions: SuppressionStore;
  limits: LimitStore;
  counts: CountStore;
  rate: RateStore;
  setNow(now: Instant): void;
}

/** Opens stores of their own for one test. They begin at {@link DUE_AT} of the records. */
export type OpenEmpty = () => Promise<OpenStores>;

export async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const value of values) found.push(value);
  return found;
}
