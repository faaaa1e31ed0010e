import { isCountryCode } from '../../domain/countries.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { RawRecord } from '../../ports/subscriber-store.ts';
import type { Item } from './item.ts';
import { recentFromText } from './stored-values.ts';

/** States in which no lesson can be under way unless an attempt holds the claim. */
const STATES_WITH_CLAIM: readonly unknown[] = ['active', 'paused'];

/** What leaving and erasing need of a profile item, each part for itself: nothing here throws. */
export function rawRecordOf(id: SubscriberId, item: Item): RawRecord {
  return {
    id,
    address: item['addr']?.S ?? '',
    run: item['run']?.S ?? null,
    mayBeSending: item['claim'] !== undefined || !STATES_WITH_CLAIM.includes(item['state']?.S),
    isStopped: item['state']?.S === 'stopped',
    country: countryOf(item['land']?.S),
    lastSession: lastSessionOf(item['recent']?.S),
  };
}

function countryOf(stored: string | undefined): RawRecord['country'] {
  return isCountryCode(stored) ? stored : null;
}

function lastSessionOf(recent: string | undefined): RawRecord['lastSession'] {
  try {
    return recentFromText(recent?.slice(recent.lastIndexOf(' ') + 1)).at(-1)?.session ?? null;
  } catch {
    return null;
  }
}
