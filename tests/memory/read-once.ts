import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import { lineFromItem } from '../../lib/adapters/dynamodb/ledger-item.ts';
import { noteFromItem } from '../../lib/adapters/dynamodb/note-item.ts';
import { profileFromItem } from '../../lib/adapters/dynamodb/profile-item.ts';

export const readProfile = readOnce(profileFromItem);
export const readNote = readOnce(noteFromItem);
export const readLine = readOnce((item) => lineFromItem(item).line);

/**
 * Parses each item once: an item is never changed, only replaced. Everyone gets a copy, whose parts are shared and
 * frozen: who changed one would throw. What is kept for the next copy is in nobody's hands; frozen, it would take five
 * times as long to copy.
 */
function readOnce<Value extends object>(parse: (item: Item) => Value): (item: Item) => Value {
  const known = new WeakMap<Item, Value>();
  return (item) => {
    const before = known.get(item);
    if (before !== undefined) return { ...before };
    const value = parse(item);
    freezeParts(value);
    known.set(item, value);
    return { ...value };
  };
}

function freezeParts(value: object): void {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) freezeParts(Object.freeze(part));
}
