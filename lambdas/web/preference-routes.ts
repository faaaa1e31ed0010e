import type { Context, Hono } from 'hono';
import { messagesFor } from '../../lib/domain/joining/problem-words.ts';
import type { HerPreferences } from '../../lib/ports/pages.ts';
import { page, problem, tokenIn, tooLarge, unknownLink, wantsJson } from '../http/answers.ts';
import { type FormFields, readBody } from '../http/body.ts';
import { FORMS, preferencesForm } from './body.ts';
import type { WebDeps } from './deps.ts';

export function preferenceRoutes(app: Hono, deps: WebDeps): void {
  const { showPreferences, changePreferences, requestDataLink } = deps.useCases;
  const preferences = preferencesForm(deps.exits);
  app.get('/preferences/:token', async (c) => {
    const token = tokenIn(c);
    const view = await showPreferences(token);
    if (view === null) return unknownLink(c, deps);
    return page(c, deps, {
      kind: 'preferences',
      view: onPage(view, token, deps.exits),
      typed: {},
      problems: {},
      saved: null,
    });
  });
  app.post('/preferences/:token', async (c) => {
    const body = await readBody(c, preferences);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    const token = tokenIn(c);
    return changed(c, deps, { token, typed: body.fields }, await changePreferences(token, body.fields));
  });
  app.post('/preferences/:token/link', async (c) => {
    const body = await readBody(c, FORMS.button);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    const outcome = await requestDataLink(tokenIn(c));
    if (outcome === 'unknown') return unknownLink(c, deps);
    return outcome === 'sent'
      ? page(c, deps, { kind: 'link-sent' })
      : page(c, deps, { kind: 'link-limit' }, 429);
  });
}

interface Asked {
  token: string;
  typed: FormFields;
}

function changed(
  c: Context,
  deps: WebDeps,
  { token, typed }: Asked,
  outcome: Awaited<ReturnType<WebDeps['useCases']['changePreferences']>>,
): Response {
  switch (outcome.kind) {
    case 'unknown':
      return unknownLink(c, deps);
    case 'exit':
      return page(c, deps, { ...outcome, path: `/${outcome.exit}/${encodeURIComponent(token)}` });
    case 'invalid': {
      const problems = messagesFor(outcome.problems, deps.problems);
      if (wantsJson(c)) return problem(c, deps, { status: 422, why: 'fields', errors: problems });
      const view = onPage(outcome.view, token, deps.exits);
      return page(c, deps, { kind: 'preferences', view, typed, problems, saved: null }, 422);
    }
    case 'saved': {
      const view = onPage(outcome.view, token, deps.exits);
      return page(c, deps, {
        kind: 'preferences',
        view,
        typed: {},
        problems: {},
        saved: outcome.changes,
      });
    }
  }
}

function onPage(view: HerPreferences, token: string, exits: readonly string[]) {
  const own = encodeURIComponent(token);
  return {
    ...view,
    linkPath: `/preferences/${own}/link`,
    exits: exits.map((exit) => ({ exit, path: `/${exit}/${own}` })),
    noBabyPath: `/no-baby-mentions/${own}`,
  };
}
