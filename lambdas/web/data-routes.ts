import type { Context, Hono } from 'hono';
import { page, problem, tokenIn, tooLarge, wantsJson } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import { FORMS } from './body.ts';
import { closedLink } from './closed-link.ts';
import type { WebDeps } from './deps.ts';

export function dataRoutes(app: Hono, deps: WebDeps): void {
  const { showData } = deps.useCases;
  app.get('/data/:token', async (c) => {
    const shown = await showData(tokenIn(c));
    return shown === 'open' ? page(c, deps, { kind: 'data' }) : closedLink(c, deps, shown);
  });
  app.post('/data/:token', async (c) => {
    const body = await readBody(c, FORMS.data);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    const token = tokenIn(c);
    switch (body.fields['do']) {
      case 'export':
        return exported(c, deps, token);
      case 'erase':
        return erased(c, deps, token);
      default:
        return neither(c, deps, token);
    }
  });
}

async function exported(c: Context, deps: WebDeps, token: string): Promise<Response> {
  const outcome = await deps.useCases.exportData(token);
  if (outcome.kind !== 'exported') return closedLink(c, deps, outcome.kind);
  return c.body(JSON.stringify(outcome.data, null, 2), 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${fileNameOf(deps.name)}.json"`,
  });
}

async function erased(c: Context, deps: WebDeps, token: string): Promise<Response> {
  const outcome = await deps.useCases.eraseData(token);
  return outcome === 'erased' ? page(c, deps, { kind: 'erased' }) : closedLink(c, deps, outcome);
}

/** What a course is called, as any disk takes it. */
function fileNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'course' : plain;
}

/** Neither button: the link stays unspent, and the page asks again. */
async function neither(c: Context, deps: WebDeps, token: string): Promise<Response> {
  const shown = await deps.useCases.showData(token);
  if (shown !== 'open') return closedLink(c, deps, shown);
  if (wantsJson(c)) return problem(c, deps, { status: 422, why: 'do-unknown', choices: ['export', 'erase'] });
  return page(c, deps, { kind: 'data' }, 422);
}
