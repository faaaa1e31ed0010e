import type { Hono } from 'hono';
import { page, tokenIn, unknownLink } from '../http/answers.ts';
import type { TrainingDeps } from './deps.ts';

/** Her weeks so far, behind a fresh link that is not spent by looking. */
export function yearRoutes(app: Hono, deps: TrainingDeps): void {
  app.get('/weeks/:token', async (c) => {
    const year = await deps.useCases.showYear(tokenIn(c));
    return year === null ? unknownLink(c, deps) : page(c, deps, year);
  });
}
