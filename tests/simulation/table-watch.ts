import { type Instant, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { LedgerLine, SesEvent } from '../../lib/domain/sending/ledger.ts';
import type { Subscriber } from '../../lib/domain/subscriber.ts';
import type { DueRow } from '../../lib/ports/subscriber-store.ts';
import type { MemoryStores } from '../memory/stores.ts';
import type { Faults } from './faults.ts';
import type { Releases } from './releases.ts';
import type { RowsInTrouble } from './rows-in-trouble.ts';
import type { Timeline } from './timeline.ts';
import type { Witness } from './witness.ts';

interface TableWatchOptions {
  timeline: Timeline;
  witness: Witness;
  faults: Faults;
  rows: RowsInTrouble;
  releases: Releases;
  /** Someone is due then. */
  dueAt: (moment: Instant) => void;
  /** A lesson to this address is being sent. */
  claimed: (address: string) => void;
}

/** Sees each call of a store that took effect, tells the witness, and hides what the due index does not show yet. */
export class TableWatch {
  readonly #options: TableWatchOptions;
  readonly #hiddenUntil = new Map<string, Instant>();

  constructor(options: TableWatchOptions) {
    this.#options = options;
  }

  /** What took effect in the subscribers' table. */
  saw(method: string, args: readonly unknown[], result: unknown): void {
    if (method === 'claim' && isRecord(result) && result.state === 'active') {
      this.#options.witness.claimed(result, this.#options.timeline.now);
      this.#options.claimed(result.address);
    }
    const [written, until] = args;
    // Only the schedule comes back to who was set aside.
    if (method === 'setAside' && typeof until === 'number') this.#options.dueAt(until);
    if (isRecord(written) || isRow(written)) this.#options.releases.wrote(written.id);
    if (result !== 'written' || (method !== 'confirm' && method !== 'replace') || !isRecord(written)) return;
    if (method === 'confirm') this.#options.witness.runWritten(written, this.#options.timeline.now);
    const moment = written.state === 'stopped' ? written.eraseAt : written.dueAt;
    this.#options.dueAt(moment);
    this.#options.rows.strike(written.id);
    if (!this.#options.faults.strikes('index-late')) return;
    const shownAt = this.#options.timeline.now + this.#faultyLagMs();
    this.#hiddenUntil.set(written.id, shownAt);
    // Due before it shows: the schedule comes again once it does.
    if (shownAt > moment) this.#options.dueAt(shownAt);
  }

  sawLedger(method: string, args: readonly unknown[], result: unknown): void {
    const [line, , , event] = args;
    const id = isLine(line) ? line.id : line;
    if (typeof id === 'string') this.#options.releases.wrote(id);
    if (method === 'mergeEvent' && result !== 'missing' && isEvent(event))
      this.#options.witness.merged(event);
    if (method !== 'put' || !isLine(line) || line.state !== 'sent') return;
    for (const attempt of [line.attempt, ...line.otherAttempts])
      if (attempt !== null) this.#options.witness.settled(attempt, this.#options.timeline.now);
  }

  /** Mostly within a second, and now and then far longer than dispatch allows for. */
  #faultyLagMs(): number {
    return (this.#options.timeline.now % 7) * 5 * SECOND_MS;
  }

  /** The due index is eventually consistent: what was just written may not show yet. */
  lagging(subscribers: MemoryStores['subscribers']): MemoryStores['subscribers'] {
    return {
      ...this.#options.rows.throttled(subscribers),
      due: async (...args) => {
        const rows: DueRow[] = await subscribers.due(...args);
        return rows.filter(({ id }) => (this.#hiddenUntil.get(id) ?? 0) <= this.#options.timeline.now);
      },
    };
  }
}

function isRecord(value: unknown): value is Subscriber {
  return typeof value === 'object' && value !== null && 'state' in value && 'revision' in value;
}

function isRow(value: unknown): value is DueRow {
  return typeof value === 'object' && value !== null && 'dueAt' in value && 'id' in value;
}

function isEvent(value: unknown): value is SesEvent {
  return typeof value === 'object' && value !== null && 'kind' in value && 'attempt' in value;
}

function isLine(value: unknown): value is LedgerLine {
  return typeof value === 'object' && value !== null && 'dueOn' in value;
}
