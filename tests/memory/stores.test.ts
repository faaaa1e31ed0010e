import { describe } from 'vitest';
import {
  countStoreContract,
  ledgerContract,
  limitStoreContract,
  rateStoreContract,
  suppressionStoreContract,
} from '../contracts/other-stores.ts';
import { DUE_AT } from '../contracts/records.ts';
import type { OpenStores } from '../contracts/stores.ts';
import { subscriberStoreContract } from '../contracts/subscriber-store.ts';
import { memoryStores } from './stores.ts';

describe('stores in memory', () => {
  async function open(): Promise<OpenStores> {
    let now = DUE_AT;
    const setNow = (to: number) => {
      now = to;
    };
    return { ...memoryStores(() => now), setNow };
  }
  subscriberStoreContract(open);
  ledgerContract(open);
  suppressionStoreContract(open);
  limitStoreContract(open);
  countStoreContract(open);
  rateStoreContract(open);
});
