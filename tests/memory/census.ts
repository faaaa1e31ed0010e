import type { Census } from '../../lib/ports/census.ts';
import { inSegment, type Tables } from './tables.ts';

/** What the tables in memory hold, to be counted. */
export function memoryCensus({ profiles, lines }: Tables): Census {
  return {
    async *read(segment, _unitsPerSecond, except) {
      for (const { id, state, country, recent, tap } of profiles.values()) {
        if (id === except || !inSegment(id, segment)) continue;
        yield [{ kind: 'subscriber', state, country, tap, last: recent.at(-1)?.session ?? null }];
      }
      for (const [id, weeks] of lines) {
        if (id === except || !inSegment(id, segment)) continue;
        yield [...weeks.values()].map(({ state, session, fate }) => ({ kind: 'week', state, session, fate }));
      }
    },
  };
}
