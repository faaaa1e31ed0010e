import type { Instant } from '../../lib/domain/calendar.ts';

interface Entry extends Planned {
  at: Instant;
  order: number;
  run: () => void;
}

/** What was planned, for whoever may take it back. */
export interface Planned {
  isOff: boolean;
}

/** Virtual time. What is due at one moment runs in the order in which it was planned, so a seed repeats exactly. */
export class Timeline {
  now: Instant;
  steps = 0;
  readonly #heap: Entry[] = [];
  #order = 0;

  constructor(start: Instant) {
    this.now = start;
  }

  at(moment: Instant, run: () => void): Planned {
    this.#order += 1;
    const entry = { at: Math.max(moment, this.now), order: this.#order, run, isOff: false };
    this.#push(entry);
    return entry;
  }

  after(ms: number, run: () => void): Planned {
    return this.at(this.now + ms, run);
  }

  /** Runs entry by entry up to `end`; between two, everything that waits for the first one's answer runs. */
  async runUntil(end: Instant, goOn: () => boolean): Promise<void> {
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#pop();
      if (next.isOff) continue;
      this.now = next.at;
      this.steps += 1;
      next.run();
      await settled();
      if (!goOn()) return;
    }
    this.now = Math.max(this.now, end);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || before(parent, entry)) break;
      heap[at] = parent;
      heap[above] = entry;
      at = above;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const rightIsFirst = right !== undefined && left !== undefined && before(right, left);
      const child = rightIsFirst ? right : left;
      if (child === undefined || before(last, child)) break;
      heap[at] = child;
      at = rightIsFirst ? 2 * at + 2 : 2 * at + 1;
    }
    heap[at] = last;
  }
}

function before(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/**
 * After this, every promise that could go on has gone on: Node empties the queue of promises before the next tick
 * begins. Nothing in here waits for the outside, so the event loop, which takes five times as long, has no part in it.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}
