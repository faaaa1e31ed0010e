import type { LocalDate } from '../domain/calendar.ts';
import type { LedgerLine, SesEvent } from '../domain/sending/ledger.ts';
import type { Run, SubscriberId } from '../domain/subscriber.ts';
import type { Segment } from './segment.ts';

/** For whoever needs all of her lines: more than a century has weeks. */
export const ALL_LINES = 5_300;

export interface Ledger {
  get(id: SubscriberId, run: Run, dueOn: LocalDate): Promise<LedgerLine | null>;
  /**
   * Writes a line for a week that has none, or merges it into the one that stands (`mergeLine` of the domain
   * is the rule, so the order does not matter). Made from the subscriber's own record only, never by what
   * comes late: it must not re-create a line of someone who left.
   */
  put(line: LedgerLine): Promise<void>;
  /**
   * Merges an event into a line that exists. `merged`: it is the first of its kind about this line. `unchanged`: that
   * kind is known already. `missing`: there is no line, and none is made.
   */
  mergeEvent(
    id: SubscriberId,
    run: Run,
    dueOn: LocalDate,
    event: SesEvent,
  ): Promise<'merged' | 'unchanged' | 'missing'>;
  /** Takes a line back that was written while its subscriber left. */
  delete(id: SubscriberId, run: Run, dueOn: LocalDate): Promise<void>;
  /** Lines of one subscriber, newest first. */
  of(id: SubscriberId, limit: number): Promise<LedgerLine[]>;
  /** Every line. One that cannot be parsed is passed over, and `unreadable` gets its subscriber's id. */
  all(unreadable: (id: SubscriberId) => void, segment?: Segment): AsyncIterable<LedgerLine>;
}
