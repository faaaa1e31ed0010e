import { Hono } from 'hono/tiny';
import { refusal } from '../http/answers.ts';
import { security } from '../http/security.ts';
import { dataRoutes } from './data-routes.ts';
import type { WebDeps } from './deps.ts';
import { leaveRoutes } from './leave-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { oneButtonRoutes } from './one-button-routes.ts';
import { openRoutes } from './open-routes.ts';
import { preferenceRoutes } from './preference-routes.ts';
import { signUpRoutes } from './sign-up-routes.ts';

/** Every path of the public contract (docs/rules/data.md#routes), and what may be done there. */
const METHODS: readonly (readonly [string, readonly string[]])[] = [
  ...['/', '/sample', '/check-your-inbox', '/privacy', '/embed', '/health', '/help'].map(
    (path) => [path, ['GET']] as const,
  ),
  ['/assets/:name', ['GET']],
  ['/pictures/:name', ['GET']],
  ['/help/:page/:edition', ['GET']],
  ['/lesson/:token', ['GET']],
  ['/signup', ['GET', 'POST']],
  ['/unsubscribe', ['GET', 'POST']],
  ['/preferences/:token/link', ['POST']],
  ['/confirm/:token', ['GET', 'POST']],
  ['/unsubscribe/:token', ['GET', 'POST']],
  ['/feedback/:token/:answer', ['GET', 'POST']],
  ['/preferences/:token', ['GET', 'POST']],
  ['/pause/:token/:weeks', ['GET', 'POST']],
  ['/data/:token', ['GET', 'POST']],
  ['/no-baby-mentions/:token', ['GET', 'POST']],
  ['/change/:token', ['GET', 'POST']],
];

/**
 * The whole site, over use cases and pages that its host hands in: the same app in Lambda and on a laptop.
 * GET and HEAD change nothing, anywhere: scanners open every link and run scripts.
 */
export function webApp(deps: WebDeps): Hono {
  const app = new Hono();
  app.use(security);
  openRoutes(app, deps);
  signUpRoutes(app, deps);
  leaveRoutes(app, deps);
  linkRoutes(app, deps);
  oneButtonRoutes(app, deps);
  preferenceRoutes(app, deps);
  dataRoutes(app, deps);
  const exits = deps.exits.map((exit) => [`/${exit}/:token`, ['GET', 'POST']] as const);
  for (const [path, methods] of [...METHODS, ...exits]) {
    app.all(path, (c) => {
      c.header(
        'Allow',
        methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '),
      );
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
