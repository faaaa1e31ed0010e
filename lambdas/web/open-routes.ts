import type { Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Asset } from '../../lib/ports/pages.ts';
import { page, tokenIn } from '../http/answers.ts';
import type { WebDeps } from './deps.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

/** What anyone may read: no token, nothing of anybody. */
export function openRoutes(app: Hono, deps: WebDeps): void {
  for (const path of ['/', '/sample', '/privacy', '/embed', '/assets/*', '/help', '/help/*'])
    app.use(path, compress());
  app.get('/privacy', (c) => page(c, deps, { kind: 'privacy' }));
  app.get('/embed', (c) => page(c, deps, { kind: 'embed' }));
  app.get('/sample', (c) =>
    page(c, deps, { kind: 'lesson', letter: deps.useCases.sampleLesson(deps.asked), sample: true }),
  );
  app.get('/health', (c) => c.json({ status: 'ok' }));
  app.get('/help', (c) => helpPage(c, deps, 'all', null));
  app.get('/help/:page/:edition', (c) => helpPage(c, deps, c.req.param('page'), tokenIn(c, 'edition')));
  app.get('/assets/:name', (c) => forEver(c, deps.pages.asset(c.req.param('name'))));
  app.get('/pictures/:name', async (c) => forEver(c, await deps.picture(c.req.param('name'))));
}

function helpPage(c: Context, deps: WebDeps, name: string, edition: string | null) {
  const help = deps.help(name, edition);
  return help === null ? c.notFound() : page(c, deps, { kind: 'help', help });
}

/** The name changes with the contents. Mail programs and other hosts may show the pictures. */
function forEver(c: Context, asset: Asset | null): Response | Promise<Response> {
  if (asset === null) return c.notFound();
  c.header('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`);
  return c.body(new Uint8Array(asset.body), 200, { 'Content-Type': asset.type });
}
