import { lineFromItem } from '../../lib/adapters/dynamodb/ledger-item.ts';
import { profileFromItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import type { Census } from '../../lib/ports/census.ts';
import { readable } from './ledger.ts';
import { inSegment, type Tables } from './tables.ts';

/** What the tables in memory hold, to be counted. */
export function memoryCensus({ profiles, lines }: Tables): Census {
  return {
    async *read(segment, _unitsPerSecond, except) {
      for (const [id, item] of profiles) {
        if (id === except || !inSegment(id, segment)) continue;
        const profile = readable(item, profileFromItem);
        if (profile === null) {
          yield [{ kind: 'unreadable', id }];
          continue;
        }
        const { state, country, recent, tap } = profile;
        yield [{ kind: 'subscriber', state, country, tap, last: recent.at(-1)?.session ?? null }];
      }
      for (const [id, weeks] of lines) {
        if (id === except || !inSegment(id, segment)) continue;
        yield [...weeks.values()].map((item) => {
          const line = readable(item, (one) => lineFromItem(one).line);
          if (line === null) return { kind: 'unreadable', id };
          return { kind: 'week', state: line.state, session: line.session, fate: line.fate };
        });
      }
    },
  };
}
