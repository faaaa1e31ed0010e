import { SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Faults } from './faults.ts';
import type { Ended } from './function-runs.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

interface Message {
  body: string;
  receives: number;
  visibleAt: number;
}

export interface QueueOptions {
  timeline: Timeline;
  random: Random;
  faults: Faults;
  batch: number;
  atOnce: number;
  visibilityMs: number;
  mostReceives: number;
  /** Answers which messages failed; `dead`: all are shown again. */
  consume: (bodies: readonly string[]) => Promise<Ended<readonly boolean[]>>;
  parked: (body: string) => void;
}

/** A queue as SQS is one: at least once, in no order, late now and then, and parked after some tries. */
export class MessageQueue {
  readonly #options: QueueOptions;
  readonly #waiting: Message[] = [];
  #inFlight = 0;
  #consumers = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  get depth(): number {
    return this.#waiting.length + this.#inFlight;
  }

  send(body: string, delayMs = 0): void {
    this.#put(body, delayMs);
    if (this.#options.faults.strikes('message-twice'))
      this.#put(body, delayMs + this.#options.random.around(20 * SECOND_MS));
  }

  #put(body: string, delayMs: number): void {
    const { random, faults, timeline } = this.#options;
    const late = faults.strikes('message-late') ? random.between(SECOND_MS, 600 * SECOND_MS) : 0;
    const visibleAt = timeline.now + delayMs + late + random.between(5, 200);
    this.#show({ body, receives: 0, visibleAt });
  }

  #show(message: Message): void {
    this.#waiting.push(message);
    this.#options.timeline.at(message.visibleAt, () => this.#pump());
  }

  #pump(): void {
    const { timeline, random, atOnce, batch } = this.#options;
    while (this.#consumers < atOnce) {
      const taken: Message[] = [];
      for (let at = this.#waiting.length - 1; at >= 0 && taken.length < batch; at -= 1) {
        const message = this.#waiting[at];
        // SQS keeps no order: now and then a message stays behind the others.
        if (message === undefined || message.visibleAt > timeline.now || random.chance(0.02)) continue;
        this.#waiting.splice(at, 1);
        taken.push(message);
      }
      if (taken.length === 0) {
        this.#lookAgain();
        return;
      }
      void this.#hand(taken);
    }
  }

  /** Whoever stayed behind is looked for again. */
  #lookAgain(): void {
    const { timeline } = this.#options;
    if (this.#waiting.some(({ visibleAt }) => visibleAt <= timeline.now))
      timeline.after(SECOND_MS, () => this.#pump());
  }

  async #hand(messages: readonly Message[]): Promise<void> {
    const { timeline, consume, visibilityMs } = this.#options;
    const shownAgainAt = timeline.now + visibilityMs;
    this.#consumers += 1;
    this.#inFlight += messages.length;
    const ended = await consume(messages.map(({ body }) => body));
    this.#consumers -= 1;
    for (const [index, message] of messages.entries()) {
      const failed = ended.kind !== 'done' || ended.result[index] === true;
      if (failed) timeline.at(shownAgainAt, () => this.#showAgain(message));
      else this.#inFlight -= 1;
    }
    this.#pump();
  }

  #showAgain(message: Message): void {
    const { timeline, mostReceives, parked } = this.#options;
    this.#inFlight -= 1;
    if (message.receives + 1 >= mostReceives) parked(message.body);
    else this.#show({ ...message, receives: message.receives + 1, visibleAt: timeline.now });
  }
}
