import type { Context } from 'aws-lambda';
import { lazily } from '../wiring/lazily.ts';
import { reconcileEnvironment } from './environment.ts';
import { composeReconcile } from './wiring.ts';

/** Left for the rows under way and for flushing. */
const FINISH_MS = 10_000;

/** Woken every 15 minutes. The schedule's event says nothing that it needs. */
export function reconcileFunction(compose: () => ReturnType<typeof composeReconcile>) {
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>) => {
    const { reconcile, clock, log, flush } = compose();
    try {
      const reconciled = await reconcile(clock.machineNow() + context.getRemainingTimeInMillis() - FINISH_MS);
      log.info('reconciled', { ...reconciled });
      return reconciled;
    } finally {
      // Also of a run that fails: what is late must not look like nothing late.
      flush();
    }
  };
}

export const handler = reconcileFunction(
  lazily(() => composeReconcile(reconcileEnvironment.parse(process.env))),
);
