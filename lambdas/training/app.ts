import { Hono } from 'hono/tiny';
import { refusal } from '../http/answers.ts';
import { security } from '../http/security.ts';
import { calendarRoutes } from './calendar-routes.ts';
import type { TrainingDeps } from './deps.ts';
import { weekRoutes } from './week-routes.ts';
import { yearRoutes } from './year-routes.ts';

/** Every path of her plan (docs/rules/data.md#routes), and what may be done there. */
const METHODS = [
  ['/week/:token', 'GET, HEAD, POST'],
  ['/weeks/:token', 'GET, HEAD'],
  ['/calendar/:file', 'GET, HEAD'],
] as const;

/** Her plan: days, ticks, numbers, her year and her calendar. The same app in Lambda and on a laptop. */
export function trainingApp(deps: TrainingDeps): Hono {
  const app = new Hono();
  app.use(security);
  weekRoutes(app, deps);
  yearRoutes(app, deps);
  calendarRoutes(app, deps);
  for (const [path, methods] of METHODS) {
    app.all(path, (c) => {
      c.header('Allow', methods);
      return refusal(c, deps, { status: 405, why: 'wrong-method', page: { kind: 'wrong-method' } });
    });
  }
  app.notFound((c) => refusal(c, deps, { status: 404, why: 'not-found', page: { kind: 'not-found' } }));
  app.onError((error, c) => {
    deps.log.error('web-failed', error, { method: c.req.method, route: c.req.routePath });
    return refusal(c, deps, { status: 500, why: 'broken', page: { kind: 'broken' } });
  });
  return app;
}
