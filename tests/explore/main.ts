import { parseArgs } from 'node:util';
import { explore } from './explore.ts';
import { scenario } from './scenarios.ts';
import { LARGER_SET, STANDARD_SET } from './standard-set.ts';

/**
 * `npm run -s explore -- --set standard|larger --only <part of a name> --faults N --most <states>`. Prints what was
 * seen of each scenario, and the shortest run that breaks an invariant; exit 1 then, and when not every state was seen.
 */
const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'standard' },
    only: { type: 'string', default: '' },
    faults: { type: 'string' },
    most: { type: 'string', default: '3000000' },
  },
});

const all = values.set === 'larger' ? LARGER_SET : STANDARD_SET;
let states = 0;
let seconds = 0;
for (const [name, told] of all) {
  if (!name.includes(values.only)) continue;
  const faults = values.faults === undefined ? told.faults : Number(values.faults);
  const explored = await explore(scenario({ ...told, faults }), Number(values.most));
  states += explored.states;
  seconds += explored.seconds;
  const { broken, trace, whole, depth, ends } = explored;
  const found = broken ?? (whole ? 'holds' : 'NOT WHOLE');
  console.log(
    `${name.padEnd(48)} ${String(explored.states).padStart(8)} states  depth ${String(depth).padStart(3)}  ` +
      `${String(ends).padStart(5)} ends  ${explored.seconds.toFixed(1).padStart(6)} s  ${found}`,
  );
  for (const step of trace) console.log(`  ${step}`);
  if (broken !== null || !whole) process.exitCode = 1;
}
console.log(`${states} states in ${seconds.toFixed(1)} s`);
