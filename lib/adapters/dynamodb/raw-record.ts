import { isCountryCode } from '../../domain/countries.ts';
import { RUN, type SubscriberId } from '../../domain/subscriber.ts';
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
    run: runOf(item['run']?.S),
    mayBeSending: item['claim'] !== undefined || !STATES_WITH_CLAIM.includes(item['state']?.S),
    isStopped: item['state']?.S === 'stopped',
    country: countryOf(item['land']?.S),
    lastSession: lastSessionOf(item['recent']?.S),
  };
}

/** One that no message could carry counts as unreadable, so that leaving does not fail on it. */
function runOf(stored: string | undefined): RawRecord['run'] {
  return stored !== undefined && RUN.test(stored) ? stored : null;
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
