import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { TimeLeft } from './tests/time-left.ts';

/** Tests that leave nothing behind in their modules: they share those of their worker, which halves what loading costs. */
const SHARING = [
  'tests/{authoring,brand,cli,domain,infrastructure,memory,ports,use-cases}/**/*.test.ts',
  'tests/adapters/**/*.test.ts',
  'tests/lambdas/**/*.test.ts',
];

// Workers, and the processes that tests start, load packages and what they run compiled, after the first of them.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

export default defineConfig({
  test: {
    // A person sees how far it is and about what is left; a log stays plain.
    reporters: process.stdout.isTTY ? ['default', new TimeLeft()] : ['default'],
    expect: { requireAssertions: true, poll: { timeout: 300_000 } },
    // Against what hangs and nothing else: a test that is slow on a busy machine still says what is so.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    pool: 'forks',
    // Half as many more than cores: tests that wait for a process, a queue or a clock leave theirs idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
      { extends: true, test: { name: 'alone', include: ['tests/**/*.test.ts'], exclude: SHARING } },
    ],
  },
});
