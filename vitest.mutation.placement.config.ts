import { defineConfig } from 'vitest/config';

/** The tests of placement, schedule, tokens and headers: small ones, since each mutant runs those that reach it. */
export default defineConfig({
  test: {
    include: [
      'tests/domain/**/*.test.ts',
      'tests/adapters/tokens/**/*.test.ts',
      'tests/adapters/ses/compose.test.ts',
      'tests/adapters/ses/header*.test.ts',
      'tests/adapters/ses/quoted-printable.test.ts',
    ],
    testTimeout: 60_000,
    pool: 'threads',
  },
});
