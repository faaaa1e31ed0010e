import type { Counted } from '../domain/sending/tally.ts';
import type { SubscriberId } from '../domain/subscriber.ts';
import type { Segment } from './segment.ts';

/** Everything that can be counted, in one pass over the table, page by page. */
export interface Census {
  /**
   * Reads at most about `unitsPerSecond` of the table's capacity, so that the course is not held up. `except` is left
   * out: the canary is no mother.
   */
  read(segment: Segment, unitsPerSecond: number, except: SubscriberId): AsyncIterable<readonly Counted[]>;
}
