import { describe } from 'vitest';
import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import {
  countStoreContract,
  limitStoreContract,
  rateStoreContract,
  suppressionStoreContract,
} from '../contracts/other-stores.ts';
import { DUE_AT } from '../contracts/records.ts';
import type { OpenStores } from '../contracts/stores.ts';
import { subscriberStoreContract } from '../contracts/subscriber-store.ts';
import { memoryStoresOn } from './stores.ts';
import { memoryTables } from './tables.ts';

describe('stores in memory', () => {
  async function open(): Promise<OpenStores> {
    let now = DUE_AT;
    const setNow = (to: number) => {
      now = to;
    };
    const tables = memoryTables(() => now);
    const poison = async (id: string, sortKey = 'PROFILE') => {
      const items =
        sortKey === 'PROFILE' ? tables.profiles : (tables.lines.get(id) ?? new Map<string, Item>());
      const key = sortKey === 'PROFILE' ? id : sortKey.replace('SEND#', '');
      items.set(key, { ...items.get(key), v: { N: '99' } });
    };
    return { ...memoryStoresOn(tables), setNow, poison };
  }
  subscriberStoreContract(open);
  ledgerContract(open);
  suppressionStoreContract(open);
  limitStoreContract(open);
  countStoreContract(open);
  rateStoreContract(open);
});
