import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import { page } from './answers.ts';
import type { WebDeps } from './deps.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

/** What anyone may read: no token, nothing of anybody. */
export function openRoutes(app: Hono, deps: WebDeps): void {
  for (const path of ['/', '/sample', '/privacy', '/embed', '/assets/*']) app.use(path, compress());
  app.get('/privacy', (c) => page(c, deps, { kind: 'privacy' }));
  app.get('/embed', (c) => page(c, deps, { kind: 'embed' }));
  app.get('/sample', (c) =>
    page(c, deps, { kind: 'lesson', letter: deps.useCases.sampleLesson(), sample: true }),
  );
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.get('/assets/:name', (c) => {
    const asset = deps.pages.asset(c.req.param('name'));
    if (asset === null) return c.notFound();
    c.header('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`);
    return c.body(new Uint8Array(asset.body), 200, { 'Content-Type': asset.type });
  });
}
