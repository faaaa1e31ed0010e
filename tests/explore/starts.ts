import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { DueRow } from '../../lib/ports/subscriber-store.ts';
import type { Explorer } from './explorer.ts';
import type { Act, FunctionName } from './functions.ts';
import type { Draft, Queues, State } from './state.ts';
import type { Steps } from './steps.ts';

const INDEX_LAG_MS = 5 * SECOND_MS;
const STALE_MS = 15 * MINUTE_MS;
/** From then on the hours of an event count. */
const SEND_OVER_MS = 16 * SECOND_MS;

/** What starts functions: messages, the schedule, she, and the operator. */
export class Starts {
  readonly #explorer: Explorer;
  readonly #state: State;
  readonly #steps: Steps;
  #onTime = true;

  constructor(explorer: Explorer, state: State, steps: Steps) {
    this.#explorer = explorer;
    this.#state = state;
    this.#steps = steps;
  }

  async all(): Promise<void> {
    await this.#lessons();
    await this.#events();
    await this.#enrols();
    await this.#schedule();
    await this.#acts();
  }

  async #lessons(): Promise<void> {
    const { lessons } = this.#queues;
    const visible = lessons.filter(({ visibleAt }) => visibleAt <= this.#state.time);
    const slot = this.#freeSlot('deliver', this.#explorer.rules.delivers);
    const seen = new Set<string>();
    for (const item of visible) {
      const text = JSON.stringify(item);
      if (seen.has(text)) continue;
      seen.add(text);
      const { id, dueAt } = item.message;
      const said = `the message of ${id} for ${dueAt}`;
      const take = (draft: Draft) => remove(draft.queues.lessons, text);
      await this.#steps.add(`${said} is lost`, take, 'message-lost');
      const doubled = (draft: Draft) => void draft.queues.lessons.push(item);
      await this.#steps.add(`${said} comes twice`, doubled, 'message-twice');
      if (slot === null) continue;
      await this.#steps.add(`deliver/${slot} starts with ${said}`, (draft) => {
        take(draft);
        return this.#explorer.start(draft, { name: 'deliver', messages: [item.message] }, slot);
      });
    }
    const [one, other] = visible;
    if (slot === null || one === undefined || other === undefined) return;
    if (one.message.id === other.message.id) return;
    await this.#steps.add(`deliver/${slot} starts with two messages`, (draft) => {
      for (const item of [one, other]) remove(draft.queues.lessons, JSON.stringify(item));
      const messages = [one.message, other.message];
      return this.#explorer.start(draft, { name: 'deliver', messages }, slot);
    });
  }

  async #events(): Promise<void> {
    const { events, dead } = this.#queues;
    const slot = this.#freeSlot('record', this.#explorer.rules.records);
    for (const item of events) {
      if (item.visibleAt > this.#state.time) continue;
      const take = (draft: Draft) => remove(draft.queues.events, JSON.stringify(item));
      const said = `the ${item.event.event.kind} event of ${item.event.event.attempt}`;
      const park = (draft: Draft) => {
        take(draft);
        draft.queues.dead.push(item.event);
      };
      await this.#steps.add(`${said} is parked`, park, 'event-dead');
      if (slot === null) continue;
      await this.#steps.add(`record/${slot} starts with ${said}`, (draft) => {
        take(draft);
        return this.#explorer.start(draft, { name: 'record', event: item.event }, slot);
      });
    }
    if (dead.length === 0) return;
    await this.#steps.add('the operator redrives', (draft) => {
      for (const event of draft.queues.dead) draft.queues.events.push({ event, visibleAt: draft.time });
      draft.queues.dead = [];
    });
  }

  async #enrols(): Promise<void> {
    const slot = this.#freeSlot('enrol', 1);
    if (slot === null) return;
    for (const item of this.#queues.enrols) {
      if (item.visibleAt > this.#state.time) continue;
      await this.#steps.add(`enrol starts: ${item.message.kind}`, (draft) => {
        remove(draft.queues.enrols, JSON.stringify(item));
        return this.#explorer.start(draft, { name: 'enrol', message: item.message }, slot);
      });
    }
  }

  async #schedule(): Promise<void> {
    const { time } = this.#state;
    const { ahead, behind } = this.#rows();
    const paused = this.#explorer.parts.rate.value(this.#state.rate).pause;
    const isPaused = paused !== null && paused.until > time;
    const slot = this.#freeSlot('dispatch', this.#explorer.rules.dispatches);
    if (slot !== null && !isPaused && ahead.some(({ dueAt }) => dueAt <= time - INDEX_LAG_MS)) {
      this.#onTime = false;
      await this.#steps.add(`dispatch/${slot} starts`, (draft) =>
        this.#explorer.start(draft, { name: 'dispatch' }, slot),
      );
    }
    const { reconciledAt } = this.#explorer.parts.around.value(this.#state.around);
    if (this.#freeSlot('reconcile', 1) === null || reconciledAt === time) return;
    if (!behind.some(({ dueAt }) => dueAt <= time - STALE_MS)) return;
    this.#onTime = false;
    await this.#steps.add('reconcile starts', (draft) => {
      draft.around.reconciledAt = time;
      return this.#explorer.start(draft, { name: 'reconcile' }, 0);
    });
  }

  async #acts(): Promise<void> {
    const { acts, again } = this.#explorer.parts.around.value(this.#state.around);
    for (const [index, act] of acts.entries())
      await this.#act(act, (draft) => draft.around.acts.splice(index, 1), true);
    for (const [index, act] of again.entries())
      await this.#act(act, (draft) => draft.around.again.splice(index, 1), false);
  }

  async #act(act: Act, take: (draft: Draft) => void, isAct: boolean): Promise<void> {
    if (this.#freeSlot(act.kind, 1) === null) return;
    const begin = (draft: Draft) => {
      take(draft);
      // Who presses again does so a moment later.
      if (!isAct) draft.time += 1;
      return this.#explorer.start(draft, { name: act.kind, act }, 0);
    };
    await this.#steps.add(`${act.kind} starts`, begin, undefined, isAct);
  }

  /** Whether everything has run that the schedule wants by now. */
  get onTime(): boolean {
    return this.#onTime;
  }

  /** The next moment at which something is due that is not due now; null when all is over. */
  next(start: Instant): Instant | null {
    const { time } = this.#state;
    const { ahead, behind } = this.#rows();
    const { lessons, enrols, events } = this.#queues;
    const { hidden } = this.#explorer.parts.around.value(this.#state.around);
    const end = start + this.#explorer.rules.horizonMs;
    const { pause } = this.#explorer.parts.rate.value(this.#state.rate);
    const moments = [
      ...ahead.map(({ dueAt }) => dueAt + INDEX_LAG_MS),
      ...behind.map(({ dueAt }) => dueAt + STALE_MS),
      ...this.#claimed().flatMap((at) => [at + SEND_OVER_MS + HOUR_MS, at + SEND_OVER_MS + 6 * HOUR_MS]),
      ...[...lessons, ...enrols, ...events].map(({ visibleAt }) => visibleAt),
      ...hidden.map(({ until }) => until),
      ...(pause === null ? [] : [pause.until]),
    ].filter((at) => at > time && at <= end);
    const waits = behind.some(({ dueAt }) => dueAt <= time - STALE_MS);
    if (moments.length > 0) return Math.min(...moments);
    return waits && time + STALE_MS <= end ? time + STALE_MS : null;
  }

  get #queues(): Queues {
    return this.#explorer.parts.queues.value(this.#state.queues);
  }

  #claimed(): Instant[] {
    return this.#explorer.parts
      .read(this.#state.tables)
      .profiles.flatMap((profile) =>
        profile.state === 'stopped' || profile.claim === null ? [] : [profile.claim.at],
      );
  }

  /** Rows before and behind the mark of dispatch. */
  #rows(): { ahead: DueRow[]; behind: DueRow[] } {
    const { due, mark } = this.#explorer.parts.read(this.#state.tables);
    const isBehind = ({ dueAt, id }: DueRow) =>
      mark !== null && (dueAt < mark.dueAt || (dueAt === mark.dueAt && id <= mark.id));
    const { hidden } = this.#explorer.parts.around.value(this.#state.around);
    const shown = due.filter(({ id }) => !hidden.some((one) => one.id === id));
    return { ahead: shown.filter((row) => !isBehind(row)), behind: shown.filter(isBehind) };
  }

  #freeSlot(name: FunctionName, most: number): number | null {
    const running = this.#state.processes
      .map((id) => this.#explorer.process(id))
      .filter(({ input }) => input.name === name)
      .map(({ slot }) => slot);
    for (let slot = 0; slot < most; slot += 1) if (!running.includes(slot)) return slot;
    return null;
  }
}

function remove(items: unknown[], text: string): void {
  const at = items.findIndex((item) => JSON.stringify(item) === text);
  items.splice(at, 1);
}
