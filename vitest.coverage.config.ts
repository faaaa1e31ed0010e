import { defineConfig } from 'vitest/config';

/**
 * Branches of the domain and the use cases that their own tests reach, in this process: browsers, commands and whole
 * functions are left out, so that it takes a minute of a processor.
 */
export default defineConfig({
  test: {
    include: [
      'tests/{domain,use-cases,memory,cli}/**/*.test.ts',
      'tests/lambdas/{web,training}/*.test.ts',
      'tests/authoring/{check-map,walk-map}.test.ts',
      'tests/adapters/{dynamodb,sqs,letters/years}**/*.test.ts',
      'tests/canary.test.ts',
    ],
    exclude: ['**/*in-browser*', '**/fuzz.test.ts', '**/in-dynamodb.test.ts', '**/security.test.ts'],
    testNamePattern: '^(?!.*100,000)',
    testTimeout: 900_000,
    hookTimeout: 900_000,
    pool: 'forks',
    coverage: {
      enabled: true,
      provider: 'v8',
      include: ['lib/domain/**', 'lib/use-cases/**'],
      reporter: ['text'],
      // What is left are fall-backs that the compiler asks for.
      thresholds: {
        'lib/domain/**': { branches: 95 },
        'lib/use-cases/**': { branches: 95 },
      },
    },
  },
});
