import { SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';

const MOST_WRONG_MS = 5 * SECOND_MS;
/** Each clock is within five seconds of the true time. */
export const CLOCKS_APART_MS = 2 * MOST_WRONG_MS;

/** The machine that a function runs on. Whoever sends shares the rate, whose moments need one time. */
const MACHINES: Readonly<Record<string, string>> = {
  deliver: 'senders',
  enrol: 'senders',
  record: 'record',
  dispatch: 'dispatch',
  reconcile: 'reconcile',
};

/** How far the clocks of the machines are wrong. A visit to a page may meet another machine each time. */
export class MachineClocks {
  readonly #faults: Faults;
  readonly #random: Random;
  readonly #offMs = new Map<string, number>();

  constructor(faults: Faults, random: Random) {
    this.#faults = faults;
    this.#random = random;
  }

  offMs(functionName: string): number {
    const machine = MACHINES[functionName];
    if (machine === undefined) return this.#fresh();
    const known = this.#offMs.get(machine) ?? this.#fresh();
    this.#offMs.set(machine, known);
    return known;
  }

  #fresh(): number {
    return this.#faults.strikes('clock-wrong') ? this.#random.between(-MOST_WRONG_MS, MOST_WRONG_MS) : 0;
  }
}
