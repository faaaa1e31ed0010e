import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Figure, table } from './figure.ts';
import { SUITES } from './suites.ts';

/**
 * `npm run bench [-- --json] [suite ...]`: what sending costs, each figure beside what it is compared with, as a
 * table or as JSON. What the bars are, and how to read it: docs/performance.md.
 */
const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const figuresSchema = z.array(
  z.object({
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    per: z.string(),
    baseline: z.string(),
    ratio: z.number().nullable(),
  }),
);

/** Dispatch has 256 MB in Lambda, of which Node gives about half to the heap. */
const NODE_OPTIONS: Readonly<Record<string, string[]>> = { dispatch: ['--max-heap-size=128'] };

const figures: Figure[] = [];
for (const suite of positionals.length > 0 ? positionals : Object.keys(SUITES)) {
  const started = performance.now();
  figures.push(...(await run(suite)));
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  if (!values.json) console.error(`${suite}: ${seconds} s`);
}
console.log(values.json ? JSON.stringify({ figures }) : table(figures));

async function run(suite: string): Promise<Figure[]> {
  const child = fork(join(import.meta.dirname, 'run-suite.ts'), [suite], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: NODE_OPTIONS[suite] ?? [],
  });
  const exited = once(child, 'exit');
  let told: unknown;
  child.on('message', (message) => {
    told = message;
  });
  const [code] = await exited;
  if (code !== 0) throw new Error(`the suite ${suite} ended with ${code}`);
  return figuresSchema.parse(told);
}
