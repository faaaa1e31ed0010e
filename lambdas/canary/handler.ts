import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { lazily } from '../wiring/lazily.ts';
import { canaryEnvironment } from './environment.ts';
import { composeCanary } from './wiring.ts';

/** Left for flushing. */
const FINISH_MS = 10_000;

const scheduled = z.object({ do: z.enum(['check', 'story']) });

/** Woken by two schedules, each of which says what to do. Throws where the course does not keep its word. */
export function canaryFunction(compose: () => ReturnType<typeof composeCanary>) {
  return async (event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const task = scheduled.parse(event);
    const { check, story, clock, log, flush } = compose();
    try {
      if (task.do === 'check') await check();
      else await story(clock.machineNow() + context.getRemainingTimeInMillis() - FINISH_MS);
      log.info('canary-finished', task);
    } catch (error) {
      log.error('canary-failed', error, task);
      throw error;
    } finally {
      flush();
    }
  };
}

export const handler = canaryFunction(lazily(() => composeCanary(canaryEnvironment.parse(process.env))));
