import { defineConfig } from 'vitest/config';

/** The tests of claim, settle, merge, reconcile, rate, enrolling, confirming, leaving, erasing and the forms: small ones, since each mutant runs those that reach it. */
export default defineConfig({
  test: {
    include: [
      'tests/use-cases/**/*.test.ts',
      'tests/lambdas/web/{leaving,unsubscribe,sign-up,story,data,same-time,preferences,as-people-write,forwarded}.test.ts',
      'tests/domain/joining/*.test.ts',
      'tests/domain/subscriber.test.ts',
      'tests/domain/sending/settlement.test.ts',
      'tests/domain/sending/ledger.test.ts',
      'tests/domain/sending/rate.test.ts',
    ],
    testNamePattern: '^(?!.*100,000)',
    testTimeout: 60_000,
    pool: 'threads',
  },
});
