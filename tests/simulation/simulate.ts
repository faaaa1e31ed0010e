import { parseArgs } from 'node:util';
import { FAULTS } from './faults.ts';
import { shortestOf } from './shrink.ts';
import { type Simulated, simulate } from './simulation.ts';

/**
 * `npm run -s simulate -- --seed 1 --seeds 10 --subscribers 30 --weeks 52 --faults on|off --json`. Exit 1 when an
 * invariant broke, with the seed and the shortest trace that could be found.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    subscribers: { type: 'string', default: '30' },
    weeks: { type: 'string', default: '52' },
    faults: { type: 'string', default: 'on' },
    json: { type: 'boolean', default: false },
  },
});
const options = {
  subscribers: Number(values.subscribers),
  weeks: Number(values.weeks),
  faults: values.faults === 'off' ? [] : FAULTS,
};

const began = performance.now();
const runs: Simulated[] = [];
const first = Number(values.seed);
for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
  const run = await simulate({ ...options, seed });
  runs.push(run);
  if (run.broken !== null) break;
}
const figures = inAll(runs, (performance.now() - began) / 1_000);
process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : readable(figures));
const broken = runs.find((run) => run.broken !== null);
if (broken !== undefined) {
  const { trace, ...shortest } = await shortestOf({ ...options, seed: broken.seed });
  process.stderr.write(
    `seed ${broken.seed}: ${broken.broken}\nshortest: ${JSON.stringify(shortest)}\n${trace.join('\n')}\n`,
  );
  process.exitCode = 1;
}

function inAll(all: readonly Simulated[], seconds: number) {
  const sum = (of: (run: Simulated) => number) => all.reduce((total, run) => total + of(run), 0);
  const faults = Object.fromEntries(FAULTS.map((fault) => [fault, sum((run) => run.faults[fault] ?? 0)]));
  const days = sum((run) => run.days);
  return {
    clean: all.every((run) => run.broken === null),
    broken: all.find((run) => run.broken !== null)?.broken ?? null,
    seeds: all.length,
    firstSeed: all[0]?.seed ?? null,
    lessons: sum((run) => run.lessons),
    confirmations: sum((run) => run.confirmations),
    duplicates: sum((run) => run.duplicates),
    losses: sum((run) => run.losses),
    deaths: sum((run) => run.deaths),
    faults,
    virtualDays: days,
    virtualDaysPerSecond: Math.round(days / seconds),
    seconds: Math.round(seconds * 10) / 10,
    steps: sum((run) => run.steps),
  };
}

function readable(figures: ReturnType<typeof inAll>): string {
  const { faults, ...rest } = figures;
  const lines = Object.entries({ ...rest, ...faults }).map(
    ([name, value]) => `${name.padEnd(22)} ${String(value)}`,
  );
  return `${lines.join('\n')}\n`;
}
