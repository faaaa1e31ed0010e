import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import { lineItem } from '../../lib/adapters/dynamodb/ledger-item.ts';
import { type LedgerLine, mergeEventIntoLine, mergeLine } from '../../lib/domain/sending/ledger.ts';
import type { Ledger } from '../../lib/ports/ledger.ts';
import { readLine } from './read-once.ts';
import { inSegment, lineKey, mapUnder, type Tables } from './tables.ts';

/** The ledger in memory: items as DynamoDB holds them. */
export function memoryLedger({ lines }: Tables): Ledger {
  return {
    async get(id, run, dueOn) {
      return lineOf(lines.get(id)?.get(lineKey(run, dueOn)));
    },
    async put(line) {
      const key = lineKey(line.run, line.dueOn);
      const standing = lineOf(lines.get(line.id)?.get(key));
      const item = lineItem(standing === null ? line : mergeLine(standing, line), 1, readLine);
      mapUnder(lines, line.id).set(key, item);
    },
    async mergeEvent(id, run, dueOn, event) {
      const weeks = lines.get(id);
      const standing = lineOf(weeks?.get(lineKey(run, dueOn)));
      if (weeks === undefined || standing === null) return 'missing';
      weeks.set(lineKey(run, dueOn), lineItem(mergeEventIntoLine(standing, event), 1, readLine));
      return standing.seen.includes(event.kind) ? 'unchanged' : 'merged';
    },
    async delete(id, run, dueOn) {
      lines.get(id)?.delete(lineKey(run, dueOn));
    },
    async of(id, limit) {
      const weeks = [...(lines.get(id) ?? [])].sort(([one], [other]) => (one < other ? 1 : -1));
      return weeks.slice(0, limit).map(([, item]) => readLine(item));
    },
    async *all(unreadable, segment) {
      for (const [id, weeks] of [...lines]) {
        if (!inSegment(id, segment)) continue;
        for (const item of [...weeks.values()]) {
          const line = readable(item, readLine);
          if (line === null) unreadable(id);
          else yield line;
        }
      }
    },
  };
}

function lineOf(item: Item | undefined): LedgerLine | null {
  return item === undefined ? null : readLine(item);
}

/** What `parse` makes of the item; null when it cannot be parsed. */
export function readable<Value>(item: Item, parse: (item: Item) => Value): Value | null {
  try {
    return parse(item);
  } catch {
    return null;
  }
}
