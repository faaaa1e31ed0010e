import type { Clock } from '../../lib/ports/clock.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

/** One invocation of a function. A dead one never goes on: what it waits for is never answered. */
export interface FunctionRun {
  readonly name: string;
  /** How far the clock of its machine is wrong, milliseconds. */
  readonly clockOffMs: number;
  alive: boolean;
  end: () => void;
}

export type Ended<Result> = { kind: 'done'; result: Result } | { kind: 'failed' } | { kind: 'dead' };

export interface RunnerOptions {
  timeline: Timeline;
  random: Random;
  faults: Faults;
  /** How far the clock of the machine is wrong on which a function of this name begins. */
  clockOffMs: (name: string) => number;
  /** Told of each call, for the trace. */
  trace: (line: () => string) => void;
}

interface Passing {
  witness?: Witnessed;
  quick?: ReadonlySet<PropertyKey>;
}

/** Told of a call that took effect, whether or not its answer reaches the caller. */
export type Witnessed = (method: string, args: readonly unknown[], result: unknown) => void;

/** Starts functions, and lets every call of a port be a place where others run, where a store fails, or where it dies. */
export class FunctionRunner {
  readonly #options: RunnerOptions;
  deaths = 0;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  start<Result>(
    name: string,
    timeoutMs: number,
    body: (run: FunctionRun) => Promise<Result>,
  ): Promise<Ended<Result>> {
    return new Promise((resolve) => {
      const over = (ended: Ended<Result>) => {
        run.alive = false;
        timeLimit.isOff = true;
        resolve(ended);
      };
      const run: FunctionRun = {
        name,
        clockOffMs: this.#options.clockOffMs(name),
        alive: true,
        end: () => over({ kind: 'dead' }),
      };
      const timeLimit = this.#options.timeline.after(timeoutMs, () => this.#kill(run));
      body(run).then(
        (result) => over({ kind: 'done', result }),
        (error: unknown) => {
          this.#options.trace(() => `${name} failed: ${error instanceof Error ? error.message : 'oddly'}`);
          over({ kind: 'failed' });
        },
      );
    });
  }

  /** The port as `run` sees it. `quick` methods mostly answer at once, to save time. */
  through<Port extends object>(run: FunctionRun, port: Port, how: Passing = {}): Port {
    return new Proxy(port, new Passage<Port>(this, this.#options.random, run, how));
  }

  call<Result>(
    run: FunctionRun,
    method: string,
    act: () => Promise<Result>,
    { args = [], witness }: { args?: readonly unknown[]; witness?: Witnessed | undefined } = {},
  ): Promise<Result> {
    const { timeline, faults } = this.#options;
    return new Promise((resolve, reject) => {
      timeline.after(this.#latency(), () => {
        if (!run.alive) return;
        if (faults.strikes('crash')) return this.#kill(run, `before ${method}${described(args)}`);
        if (faults.strikes('store-fails'))
          return this.#answer(run, () => reject(new Error(`${method}: no answer`)));
        act().then(
          (result) => {
            witness?.(method, args, result);
            this.#options.trace(() => `${run.name} ${method}${described(args)} → ${described(result)}`);
            if (faults.strikes('crash')) return this.#kill(run, `after ${method}${described(args)}`);
            if (faults.strikes('store-answer-lost'))
              return this.#answer(run, () => reject(new Error(`${method}: answer lost`)));
            this.#answer(run, () => resolve(result));
          },
          (error: unknown) => this.#answer(run, () => reject(error)),
        );
      });
    });
  }

  clock(run: FunctionRun): Clock {
    const { timeline } = this.#options;
    return {
      now: () => timeline.now + run.clockOffMs,
      machineNow: () => timeline.now + run.clockOffMs,
      wait: (ms) =>
        new Promise((resolve) => {
          timeline.after(ms, () => {
            if (run.alive) resolve();
          });
        }),
    };
  }

  #answer(run: FunctionRun, answer: () => void): void {
    this.#options.timeline.after(this.#latency(), () => {
      if (run.alive) answer();
    });
  }

  #kill(run: FunctionRun, where = 'at its time limit'): void {
    this.#options.trace(() => `${run.name} dies ${where}`);
    this.deaths += 1;
    run.end();
  }

  #latency(): number {
    const { random, faults } = this.#options;
    return faults.strikes('store-slow') ? random.between(200, 6_000) : random.between(1, 12);
  }
}

class Passage<Port extends object> implements ProxyHandler<Port> {
  readonly #runner: FunctionRunner;
  readonly #random: Random;
  readonly #run: FunctionRun;
  readonly #how: Passing;

  constructor(runner: FunctionRunner, random: Random, run: FunctionRun, how: Passing) {
    this.#runner = runner;
    this.#random = random;
    this.#run = run;
    this.#how = how;
  }

  get(target: Port, key: string): unknown {
    const member: unknown = Reflect.get(target, key);
    if (typeof member !== 'function') return member;
    const { witness, quick } = this.#how;
    const isQuick = quick?.has(key) === true;
    return (...args: unknown[]) => {
      if (isQuick && !this.#random.chance(0.1)) return Reflect.apply(member, target, args);
      const act = (): Promise<unknown> => Reflect.apply(member, target, args);
      return this.#runner.call(this.#run, key, act, { args, witness });
    };
  }
}

function described(result: unknown): string {
  if (typeof result === 'string' || typeof result === 'number') return String(result);
  if (result === null || result === undefined) return 'nothing';
  return JSON.stringify(result).slice(0, 700);
}
