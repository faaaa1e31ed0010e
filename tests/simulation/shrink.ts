import { FAULTS, type Fault } from './faults.ts';
import { type SimulationOptions, simulate } from './simulation.ts';

export interface Shortest {
  seed: number;
  subscribers: number;
  weeks: number;
  faults: readonly Fault[];
  broken: string;
  trace: readonly string[];
}

const SEEDS_A_SIZE = 40;
const SIZES = [
  [1, 2],
  [1, 6],
  [2, 6],
  [3, 12],
  [6, 20],
] as const;
const LONGEST_TRACE = 400;
/** Lines before the first one that names the attempt in question: what led to it. */
const LINES_BEFORE = 30;

/**
 * The shortest failure that can be found from a failing seed: few mothers and weeks, over the seeds beside it; then
 * without each kind of fault that is not needed. The trace is what happened to the mother that the failure names.
 */
export async function shortestOf(failing: SimulationOptions): Promise<Shortest> {
  let smallest = await smaller(failing);
  for (const fault of smallest.faults ?? FAULTS) {
    const without = { ...smallest, faults: (smallest.faults ?? FAULTS).filter((kind) => kind !== fault) };
    if ((await simulate(without)).broken !== null) smallest = without;
  }
  const trace: string[] = [];
  const { broken } = await simulate({ ...smallest, trace: (line) => trace.push(line) });
  const { seed, subscribers, weeks, faults = FAULTS } = smallest;
  const who = /mother-\d+/.exec(broken ?? '')?.[0] ?? '';
  const hers = trace.filter((line) => line.includes(who) || line.includes('BROKEN'));
  return {
    seed,
    subscribers,
    weeks,
    faults,
    broken: broken ?? 'nothing',
    trace: telling(hers, /attempt-\d+/.exec(broken ?? '')?.[0]),
  };
}

/** The lines about the attempt that the failure names, since it may be found months later; else the last ones. */
function telling(lines: readonly string[], attempt: string | undefined): readonly string[] {
  const first = attempt === undefined ? -1 : lines.findIndex((line) => line.includes(attempt));
  if (first < 0) return lines.slice(-LONGEST_TRACE);
  const from = Math.max(0, first - LINES_BEFORE);
  return lines.slice(from, from + LONGEST_TRACE);
}

async function smaller(failing: SimulationOptions): Promise<SimulationOptions> {
  for (const [subscribers, weeks] of SIZES) {
    if (subscribers >= failing.subscribers && weeks >= failing.weeks) break;
    for (let seed = failing.seed; seed < failing.seed + SEEDS_A_SIZE; seed += 1) {
      const smaller = { ...failing, seed, subscribers, weeks };
      if ((await simulate(smaller)).broken !== null) return smaller;
    }
  }
  return failing;
}
