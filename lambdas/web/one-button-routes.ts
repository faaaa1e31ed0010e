import type { Context, Hono } from 'hono';
import { page, tokenIn, tooLarge, unknownLink } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import { FORMS } from './body.ts';
import { closedLink } from './closed-link.ts';
import type { WebDeps } from './deps.ts';

/** Pages with one button: no baby mentions, each reason to leave, and her yes to a change. */
export function oneButtonRoutes(app: Hono, deps: WebDeps): void {
  const { showOneButton, leaveOutBaby, showChange, confirmChange } = deps.useCases;
  app.get('/no-baby-mentions/:token', async (c) =>
    (await showOneButton(tokenIn(c))).kind === 'unknown'
      ? unknownLink(c, deps)
      : page(c, deps, { kind: 'no-baby-mentions' }),
  );
  pressed(app, deps, '/no-baby-mentions/:token', async (c) =>
    (await leaveOutBaby(tokenIn(c))) === 'unknown'
      ? unknownLink(c, deps)
      : page(c, deps, { kind: 'no-baby-mentions-saved' }),
  );
  for (const exit of deps.exits) exitRoutes(app, deps, exit);
  app.get('/change/:token', async (c) => {
    const shown = await showChange(tokenIn(c));
    if (shown.kind !== 'ask') return closedLink(c, deps, shown.kind);
    return page(c, deps, { ...shown, kind: 'change' });
  });
  pressed(app, deps, '/change/:token', async (c) => {
    const outcome = await confirmChange(tokenIn(c));
    return outcome.kind === 'changed' ? page(c, deps, outcome) : closedLink(c, deps, outcome.kind);
  });
}

function exitRoutes(app: Hono, deps: WebDeps, exit: string): void {
  const { showOneButton, leaveByExit } = deps.useCases;
  app.get(`/${exit}/:token`, async (c) =>
    (await showOneButton(tokenIn(c))).kind === 'unknown'
      ? unknownLink(c, deps)
      : page(c, deps, { kind: 'exit', exit, path: c.req.path }),
  );
  pressed(app, deps, `/${exit}/:token`, async (c) => {
    const outcome = await leaveByExit(tokenIn(c));
    if (outcome.kind === 'unknown') return unknownLink(c, deps);
    return page(c, deps, { kind: 'left-by-exit', exit, country: outcome.country });
  });
}

function pressed(app: Hono, deps: WebDeps, path: string, act: (c: Context) => Promise<Response>): void {
  app.post(path, async (c) => {
    const body = await readBody(c, FORMS.button);
    return body.kind === 'too-large' ? tooLarge(c, deps) : act(c);
  });
}
