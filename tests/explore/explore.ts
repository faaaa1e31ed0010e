import { Explorer, type Rules, type Step } from './explorer.ts';
import { stepsOfModel } from './model-steps.ts';
import { judgeEnd } from './seen.ts';
import { Starts } from './starts.ts';
import { keyOf, type State } from './state.ts';
import { Steps } from './steps.ts';

export interface Explored {
  /** Null when every run keeps every invariant. */
  broken: string | null;
  /** The shortest run that breaks one, a step a line. */
  trace: readonly string[];
  /** Whether every state that can be reached was seen. */
  whole: boolean;
  states: number;
  steps: number;
  /** States in which all is over. */
  ends: number;
  depth: number;
  seconds: number;
  /** A run to each state in which all is over: what the model's steps were. */
  runs: readonly (readonly string[])[];
}

export interface Scenario {
  rules: Rules;
  begin: (explorer: Explorer) => State;
}

/**
 * Visits every state that the real use cases can bring the world into, nearest first, so that the first trace found is
 * a shortest one. Then looks whether all can come to an end from each of them without a further fault.
 */
export async function explore(
  { rules, begin }: Scenario,
  mostStates = Number.POSITIVE_INFINITY,
): Promise<Explored> {
  const began = performance.now();
  const explorer = new Explorer(rules);
  const start = begin(explorer);
  const search = new Search(start);
  let taken = 0;
  let broken: string | null = null;
  let ends = 0;
  const runs: string[][] = [];
  for (let at = 0; at < search.states.length && at < mostStates; at += 1) {
    const state = search.state(at);
    broken = explorer.parts.seen.value(state.seen).broken;
    if (broken !== null) return told(at);
    const steps = await stepsFrom(explorer, state, start.time);
    taken += steps.length;
    for (const step of steps) search.add(at, step);
    if (steps.some(({ isFault, isAct }) => !isFault && !isAct)) continue;
    ends += 1;
    search.ends.push(at);
    runs.push(stepsOfModel(explorer.parts, search.pathTo(at)));
    broken = judgeEnd(explorer.parts.seen.value(state.seen), explorer.parts.read(state.tables), state.time);
    if (broken !== null) return told(at);
  }
  const stuck = search.states.length < mostStates ? search.endless() : null;
  if (stuck !== null) broken = 'accounted: no end can be reached without a further fault';
  return told(stuck);

  function told(at: number | null): Explored {
    return {
      broken,
      trace: at === null ? [] : search.traceTo(at),
      whole: broken === null && search.states.length < mostStates,
      states: search.states.length,
      steps: taken,
      ends,
      depth: search.depth,
      runs,
      seconds: Math.round((performance.now() - began) / 100) / 10,
    };
  }
}

async function stepsFrom(explorer: Explorer, state: State, start: number): Promise<readonly Step[]> {
  const steps = new Steps(explorer, state);
  const starts = new Starts(explorer, state, steps);
  for (const id of state.processes) await steps.ofProcess(id);
  await steps.ofSes();
  await starts.all();
  await steps.ofTime(starts.next(start), starts.onTime);
  const key = keyOf(state);
  return steps.made.filter((step) => keyOf(step.state) !== key);
}

/** The states found, in the order of their distance, and how each was found. */
class Search {
  readonly states: State[] = [];
  readonly ends: number[] = [];
  readonly #known = new Map<string, number>();
  readonly #parents: number[] = [];
  readonly #labels: string[] = [];
  readonly #depths: number[] = [];
  /** From where each state is reached without a fault. */
  readonly #before: number[][] = [];

  constructor(start: State) {
    this.#insert(start, -1, '');
  }

  get depth(): number {
    return this.#depths.at(-1) ?? 0;
  }

  state(at: number): State {
    const state = this.states[at];
    if (state === undefined) throw new RangeError(`there is no state ${at}`);
    return state;
  }

  add(from: number, { state, label, isFault, isAct }: Step): void {
    const at = this.#known.get(keyOf(state)) ?? this.#insert(state, from, label);
    if (!isFault && !isAct) this.#before[at]?.push(from);
  }

  /** A state from which no end can be reached without a further fault; null when there is none. */
  endless(): number | null {
    const ending = new Uint8Array(this.states.length);
    const todo = [...this.ends];
    for (const at of todo) ending[at] = 1;
    for (let at = todo.pop(); at !== undefined; at = todo.pop())
      for (const before of this.#before[at] ?? []) {
        if (ending[before] === 1) continue;
        ending[before] = 1;
        todo.push(before);
      }
    const stuck = ending.indexOf(0);
    return stuck < 0 ? null : stuck;
  }

  pathTo(end: number): { label: string; state: State }[] {
    const path: { label: string; state: State }[] = [];
    for (let at = end; at >= 0; at = this.#parents[at] ?? -1)
      path.push({ label: this.#labels[at] ?? '', state: this.state(at) });
    return path.reverse();
  }

  traceTo(end: number): string[] {
    const trace: string[] = [];
    for (let at = end; at > 0; at = this.#parents[at] ?? 0) trace.push(this.#labels[at] ?? '');
    return trace.reverse();
  }

  #insert(state: State, parent: number, label: string): number {
    const at = this.states.length;
    this.states.push(state);
    this.#known.set(keyOf(state), at);
    this.#parents.push(parent);
    this.#labels.push(label);
    this.#depths.push((this.#depths[parent] ?? -1) + 1);
    this.#before.push([]);
    return at;
  }
}
