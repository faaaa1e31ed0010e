import { isDeepStrictEqual } from 'node:util';
import { lineItem } from '../../lib/adapters/dynamodb/ledger-item.ts';
import { mergeEventIntoLine, mergeLine } from '../../lib/domain/sending/ledger.ts';
import type { Ledger } from '../../lib/ports/ledger.ts';
import { copyOf, inSegment, lineKey, mapUnder, type Tables } from './tables.ts';

/** The ledger in memory. */
export function memoryLedger({ lines }: Tables): Ledger {
  return {
    async get(id, run, dueOn) {
      return copyOf(lines.get(id)?.get(lineKey(run, dueOn)) ?? null);
    },
    async put(line) {
      lineItem(line, 1);
      const weeks = mapUnder(lines, line.id);
      const key = lineKey(line.run, line.dueOn);
      const standing = weeks.get(key);
      weeks.set(key, copyOf(standing === undefined ? line : mergeLine(standing, line)));
    },
    async mergeEvent(id, run, dueOn, event) {
      const weeks = lines.get(id);
      const standing = weeks?.get(lineKey(run, dueOn));
      if (weeks === undefined || standing === undefined) return 'missing';
      const merged = mergeEventIntoLine(standing, event);
      if (isDeepStrictEqual(merged, standing)) return 'unchanged';
      weeks.set(lineKey(run, dueOn), copyOf(merged));
      return 'merged';
    },
    async delete(id, run, dueOn) {
      lines.get(id)?.delete(lineKey(run, dueOn));
    },
    async of(id, limit) {
      const weeks = [...(lines.get(id) ?? [])].sort(([one], [other]) => (one < other ? 1 : -1));
      return copyOf(weeks.slice(0, limit).map(([, line]) => line));
    },
    async *all(segment) {
      for (const [id, weeks] of [...lines]) {
        if (!inSegment(id, segment)) continue;
        for (const line of [...weeks.values()]) yield copyOf(line);
      }
    },
  };
}
