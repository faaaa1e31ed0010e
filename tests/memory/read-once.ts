import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import { lineFromItem } from '../../lib/adapters/dynamodb/ledger-item.ts';
import { profileFromItem } from '../../lib/adapters/dynamodb/profile-item.ts';

export const readProfile = readOnce(profileFromItem);
export const readLine = readOnce((item) => lineFromItem(item).line);

/**
 * Parses each item once: an item is never changed, only replaced. Everyone gets a copy, whose parts are shared and
 * frozen: who changed one would throw.
 */
function readOnce<Value extends object>(parse: (item: Item) => Value): (item: Item) => Value {
  const known = new WeakMap<Item, Value>();
  return (item) => {
    const before = known.get(item);
    if (before !== undefined) return { ...before };
    const value = parse(item);
    freeze(value);
    known.set(item, value);
    return { ...value };
  };
}

function freeze(value: object): void {
  for (const part of Object.values(Object.freeze(value)))
    if (typeof part === 'object' && part !== null) freeze(part);
}
