import type { CountStore } from '../../lib/ports/count-store.ts';

/** Weekly counts in memory. */
export function memoryCountStore(): CountStore {
  const weeks = new Map<string, Map<string, number>>();
  return {
    async add(week, name, by = 1) {
      const counts = weeks.get(week) ?? new Map<string, number>();
      counts.set(name, (counts.get(name) ?? 0) + by);
      weeks.set(week, counts);
    },
    async all() {
      return [...weeks]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([week, counts]) => ({ week, counts: Object.fromEntries(counts) }));
    },
  };
}
