import { DAY_MS, type Instant, localDate, MINUTE_MS } from '../../lib/domain/calendar.ts';
import type { SessionId } from '../../lib/domain/course.ts';
import type { MemoryStores } from '../memory/stores.ts';
import type { Timeline } from './timeline.ts';
import type { Witness } from './witness.ts';

interface WithheldOptions {
  timeline: Timeline;
  stores: MemoryStores;
  witness: Witness;
  /** Sessions that the operator withholds, for a part of the time. */
  sessions: readonly SessionId[];
  from: Instant;
  until: Instant;
}

/** A mail that waits for its moment when its session is withheld still goes. */
const UNDER_WAY_MS = 10 * MINUTE_MS;

/** The operator withholds faulty sessions and releases them later; nobody gets one meanwhile. */
export class Withheld {
  /** Whose lesson waited when they were released. */
  waited = 0;
  readonly #options: WithheldOptions;

  constructor(options: WithheldOptions) {
    this.#options = options;
    const { timeline, sessions, from, until } = options;
    if (sessions.length === 0) return;
    timeline.after(from - timeline.now, () => void this.#withhold());
    timeline.after(until - timeline.now, () => void this.#release());
  }

  async #withhold(): Promise<void> {
    const { stores, sessions } = this.#options;
    for (const session of sessions) await stores.rate.withhold(session);
  }

  async #release(): Promise<void> {
    const { stores, sessions } = this.#options;
    this.waited = await this.#waiting();
    for (const session of sessions) await stores.rate.release(session);
  }

  /** What went meanwhile, read off what the witness saw. */
  check(): void {
    const { witness, sessions, from, until } = this.#options;
    for (const line of witness.went) {
      const [at, id, , session = ''] = line.split(' ');
      const meanwhile = Number(at) > from + UNDER_WAY_MS && Number(at) < until;
      if (meanwhile && sessions.includes(session))
        witness.fail(`${id} got session ${session} while it was withheld`);
    }
  }

  async #waiting(): Promise<number> {
    const { timeline, stores } = this.#options;
    const yesterday = localDate(timeline.now - DAY_MS, 'UTC');
    let waiting = 0;
    for await (const record of stores.subscribers.all(() => undefined))
      if (record.state === 'active' && record.dueOn < yesterday) waiting += 1;
    return waiting;
  }
}
