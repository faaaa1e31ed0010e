import { suppressionItem } from '../../lib/adapters/dynamodb/suppression-item.ts';
import { SUPPRESSION_STRENGTH } from '../../lib/domain/sending/suppression.ts';
import type { SuppressionStore } from '../../lib/ports/suppression-store.ts';
import type { Tables } from './tables.ts';

/** Suppressions in memory. */
export function memorySuppressionStore({ suppressions }: Tables): SuppressionStore {
  return {
    async get(id) {
      const standing = suppressions.get(id);
      return standing === undefined ? null : { ...standing };
    },
    async getMany(ids, _unreadable) {
      return ids.flatMap((id) => suppressions.get(id) ?? []).map((suppression) => ({ ...suppression }));
    },
    async put(suppression) {
      suppressionItem(suppression);
      const standing = suppressions.get(suppression.id);
      const change =
        standing === undefined
          ? 1
          : SUPPRESSION_STRENGTH[suppression.reason] - SUPPRESSION_STRENGTH[standing.reason];
      const isLater = standing === undefined || standing.at < suppression.at;
      if (change > 0 || (change === 0 && isLater)) suppressions.set(suppression.id, { ...suppression });
    },
    async liftLeft(id, notAfter) {
      const standing = suppressions.get(id);
      if (standing !== undefined && (standing.reason !== 'left' || standing.at > notAfter)) return 'conflict';
      suppressions.delete(id);
      return 'written';
    },
    async lift(id) {
      suppressions.delete(id);
    },
    async *all(_unreadable) {
      for (const suppression of [...suppressions.values()]) yield { ...suppression };
    },
  };
}
