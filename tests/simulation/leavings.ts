import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { MemoryStores } from '../memory/stores.ts';
import type { Tables } from '../memory/tables.ts';
import type { Ended } from './function-runs.ts';
import type { Timeline } from './timeline.ts';
import type { Witness } from './witness.ts';

interface LeavingsOptions {
  timeline: Timeline;
  witness: Witness;
  stores: MemoryStores;
  tables: Tables;
  /** A complaint of hers is about to be recorded. */
  complaining: (id: SubscriberId) => void;
}

/** Whoever left or complained: nothing is sent to her any more, and nothing of hers is left. */
export class Leavings {
  readonly #options: LeavingsOptions;

  constructor(options: LeavingsOptions) {
    this.#options = options;
  }

  /** What recording these events ends with; each complaint among them that was recorded is a leaving that was answered. */
  async recording(
    bodies: readonly string[],
    record: (bodies: readonly string[]) => Promise<Ended<readonly boolean[]>>,
  ): Promise<Ended<readonly boolean[]>> {
    const beganAt = this.#options.timeline.now;
    const complainers = bodies.map(complainerIn);
    for (const id of complainers) if (id !== null) this.#options.complaining(id);
    const ended = await record(bodies);
    if (ended.kind === 'done')
      for (const [place, id] of complainers.entries())
        if (id !== null && ended.result[place] === false) this.answered(id, beganAt);
    return ended;
  }

  answered(id: SubscriberId, beganAt: Instant): void {
    const { witness, timeline } = this.#options;
    const runs = witness.leavingAnswered(id, beganAt, timeline.now);
    timeline.after(3 * MINUTE_MS, () => void this.#nothingIsLeft(id, runs, 'profile'));
    // The delayed deletion has run by then, however often it had to be tried.
    timeline.after(6 * HOUR_MS, () => void this.#nothingIsLeft(id, runs));
  }

  /** Nothing is re-created after leaving: neither record nor line nor consent of a run that is over. */
  async #nothingIsLeft(id: SubscriberId, runs: readonly string[], only?: string): Promise<void> {
    const { tables, stores, witness } = this.#options;
    for (const key of tables.training.get(id)?.keys() ?? [])
      if (only === undefined && runs.some((run) => key.startsWith(`TRAINING#${run}#`)))
        witness.fail(`${key} of ${id} stands after she left`);
    const held = await stores.subscribers.everything(id);
    const left = held.find(
      ({ run, kind }) => typeof run === 'string' && runs.includes(run) && (only ?? kind) === kind,
    );
    if (left !== undefined) witness.fail(`${String(left['kind'])} of ${id} stands after she left`);
  }
}

function complainerIn(body: string): SubscriberId | null {
  if (!body.includes('Complaint')) return null;
  const mail = parseSesEvent(body);
  return !('ignored' in mail) && mail.event.kind === 'complaint' ? mail.subscriber : null;
}
