import { describe } from 'vitest';
import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import { accountsContract } from '../contracts/accounts.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { noteStoreContract } from '../contracts/note-store.ts';
import {
  countStoreContract,
  limitStoreContract,
  rateStoreContract,
  suppressionStoreContract,
} from '../contracts/other-stores.ts';
import { DUE_AT } from '../contracts/records.ts';
import type { OpenStores } from '../contracts/stores.ts';
import { subscriberStoreContract } from '../contracts/subscriber-store.ts';
import { trainingStoreContract } from '../contracts/training-store.ts';
import { memoryStoresOn } from './stores.ts';
import { memoryTables, type Tables } from './tables.ts';

describe('stores in memory', () => {
  async function open(): Promise<OpenStores> {
    let now = DUE_AT;
    const setNow = (to: number) => {
      now = to;
    };
    const tables = memoryTables(() => now);
    const poison = async (id: string, sortKey = 'PROFILE') => {
      const [items, key] = placeOf(tables, id, sortKey);
      items.set(key, { ...items.get(key), v: { N: '99' } });
    };
    return { ...memoryStoresOn(tables), setNow, poison };
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
});

/** Where an item lies, and under what. */
function placeOf(tables: Tables, id: string, sortKey: string): [Map<string, Item>, string] {
  const none = new Map<string, Item>();
  if (sortKey === 'PROFILE') return [tables.profiles, id];
  if (sortKey.startsWith('TRAINING#')) return [tables.training.get(id) ?? none, sortKey];
  if (sortKey.startsWith('NOTE#')) return [tables.notes.get(id) ?? none, sortKey.replace('NOTE#', '')];
  return [tables.lines.get(id) ?? none, sortKey.replace('SEND#', '')];
}
