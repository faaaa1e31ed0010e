import { FAULTS } from '../../simulation/faults.ts';
import { simulate } from '../../simulation/simulation.ts';
import { spent } from '../cpu.ts';
import { type Figure, figure } from '../figure.ts';

const MOTHERS = 30;
const WEEKS = 52;
const SEEDS = [1, 2, 3];

/** How fast the course is simulated: the real use cases in a world that drops, doubles, delays and dies. */
export async function simulation(): Promise<Figure[]> {
  await simulate({ seed: 99, subscribers: 5, weeks: 4, faults: FAULTS });
  let days = 0;
  const { cpuMs } = await spent(async () => {
    for (const seed of SEEDS) {
      const run = await simulate({ seed, subscribers: MOTHERS, weeks: WEEKS, faults: FAULTS });
      if (run.broken !== null) throw new Error(`seed ${seed}: ${run.broken}`);
      days += run.days;
    }
  });
  const years = (days * MOTHERS) / 365.25;
  return [
    figure(
      'simulation',
      years / (cpuMs / 1_000),
      'mother-years a CPU second',
      `${MOTHERS} mothers, ${WEEKS} weeks, ${SEEDS.length} seeds, every fault`,
    ),
  ];
}
