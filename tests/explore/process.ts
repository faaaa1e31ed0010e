import type { Instant } from '../../lib/domain/calendar.ts';
import { memoryStores } from '../memory/stores.ts';
import { type Input, type Ports, startFunction } from './functions.ts';
import type { Interner } from './interner.ts';

/** A call of a port that a function waits for. */
export interface Asked {
  /** Its place among the calls of its function. */
  call: number;
  port: string;
  method: string;
  args: readonly unknown[];
}

/** A mistake that stands between a function and its ports. */
export type Plant = (ports: Ports, functionName: string) => Ports;

export type Answer = { value: unknown } | { error: string };

/** A running function, as plain data: what it was started with, and the answers that it got so far. */
export interface Process {
  input: Input;
  /** Tells two of the same kind apart. */
  slot: number;
  /** How far its machine's clock is ahead. */
  skewMs: number;
  startedAt: Instant;
  /** Of its attempt, should it make one. */
  attempt: string;
  /** An answer by its number. */
  answers: readonly { call: number; answer: number; at: Instant }[];
}

/** What a process does next: the calls that it waits for, or its end. */
export interface Next {
  asked: readonly Asked[];
  ended: { again: readonly boolean[] } | { error: string } | null;
}

/**
 * Runs the real use cases a step at a time. A use case decides by its input and its answers alone, so a process is
 * continued by starting it again and giving it the same answers; what it does next is kept, and found the next time.
 */
export class Processes {
  readonly #next = new Map<number, Next>();
  readonly #known: Interner<Process>;
  readonly #answers: Interner<Answer>;
  readonly #plant: Plant | undefined;
  readonly #ratePerSecond: number;

  constructor(
    { processes, answers }: { processes: Interner<Process>; answers: Interner<Answer> },
    ratePerSecond: number,
    plant: Plant | undefined,
  ) {
    this.#known = processes;
    this.#answers = answers;
    this.#ratePerSecond = ratePerSecond;
    this.#plant = plant;
  }

  async next(id: number): Promise<Next> {
    const kept = this.#next.get(id);
    if (kept !== undefined) return kept;
    const next = await this.#replay(this.#known.copy(id));
    this.#next.set(id, next);
    return next;
  }

  async #replay(process: Process): Promise<Next> {
    const replay = new Replay(process);
    const named = process.input.name;
    const given = replay.ports();
    const ports = this.#plant === undefined ? given : this.#plant(given, named);
    let ended: Next['ended'] = null;
    startFunction(ports, process.input, this.#ratePerSecond).then(
      (again) => {
        ended = { again };
      },
      (error: unknown) => {
        ended = { error: error instanceof Error ? error.message : 'something odd was thrown' };
      },
    );
    await settled();
    for (const { call, answer, at } of process.answers) {
      replay.answer(call, this.#answers.copy(answer), at);
      await settled();
    }
    return { asked: replay.waiting(), ended };
  }
}

interface Waiting extends Asked {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

class Replay {
  readonly #waiting = new Map<number, Waiting>();
  readonly #process: Process;
  #calls = 0;
  #attempts = 0;
  #now: Instant;

  constructor(process: Process) {
    this.#process = process;
    this.#now = process.startedAt + process.skewMs;
  }

  ports(): Ports {
    const { attempt, slot } = this.#process;
    const model = memoryStores(() => 0);
    const wait = { wait: async (_ms: number): Promise<void> => {} };
    const stores = {
      subscribers: this.#asking('subscribers', model.subscribers),
      ledger: this.#asking('ledger', model.ledger),
      suppressions: this.#asking('suppressions', model.suppressions),
      rate: this.#asking('rate', model.rate),
      limits: { ...model.limits, take: this.#asking('limits', model.limits).take },
    };
    return {
      ...{ ...model, ...stores },
      mailer: this.#asking<Ports['mailer']>('mailer', { send: nothing }),
      lessonQueue: this.#asking<Ports['lessonQueue']>('lessonQueue', { send: nothing, depth: nothing }),
      enrolQueue: this.#asking<Ports['enrolQueue']>('enrolQueue', { send: nothing }),
      events: this.#asking<Ports['events']>('events', { isEmpty: nothing, deadLettered: nothing }),
      clock: {
        now: () => this.#now,
        machineNow: () => this.#now,
        wait: (ms) => this.#asking('clock', wait).wait(this.#now + ms),
      },
      chance: {
        attemptId: () => {
          this.#attempts += 1;
          return this.#attempts === 1 ? attempt : `${attempt}-${this.#attempts}`;
        },
        signUpId: () => `sign-up-of-${slot}`,
        changeId: () => `change-of-${slot}`,
      },
    };
  }

  answer(call: number, answer: Answer, at: Instant): void {
    const waiting = this.#waiting.get(call);
    if (waiting === undefined)
      throw new Error(`call ${call} was not made: a use case does not repeat itself`);
    this.#waiting.delete(call);
    this.#now = at + this.#process.skewMs;
    if ('error' in answer) waiting.reject(new Error(answer.error));
    else waiting.resolve(answer.value);
  }

  waiting(): readonly Asked[] {
    return [...this.#waiting.values()].map(({ call, port, method, args }) => ({ call, port, method, args }));
  }

  #asking<Port extends object>(port: string, model: Port): Port {
    return new Proxy(model, {
      get: (_, method) => {
        return (...args: unknown[]) =>
          new Promise((resolve, reject) => {
            const call = this.#calls;
            this.#calls += 1;
            this.#waiting.set(call, { call, port, method: String(method), args, resolve, reject });
          });
      },
    });
  }
}

async function nothing(): Promise<never> {
  throw new Error('a model of a port was called');
}

/** After this, every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
