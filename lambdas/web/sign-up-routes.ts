import type { Context, Hono } from 'hono';
import { messagesFor } from '../../lib/domain/joining/problem-words.ts';
import type { ConsentStatement } from '../../lib/ports/pages.ts';
import { page, problem, tooLarge, wantsJson } from '../http/answers.ts';
import { type FormFields, readBody } from '../http/body.ts';
import { FORMS } from './body.ts';
import type { WebDeps } from './deps.ts';

const RETRY_AFTER_SECONDS = '3600';

export function signUpRoutes(app: Hono, deps: WebDeps): void {
  app.get('/', (c) => signUpPage(c, deps, { quiet: c.req.query('babyMentions') === 'no' }));
  app.get('/check-your-inbox', (c) => page(c, deps, { kind: 'check-your-inbox' }));
  // A tab that was restored, or an address that was typed: the form is on the first page.
  app.get('/signup', (c) => c.redirect('/', 303));
  app.post('/signup', async (c) => {
    const body = await readBody(c, FORMS.signUp);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    return signUp(c, deps, body.fields);
  });
}

async function signUp(c: Context, deps: WebDeps, fields: FormFields): Promise<Response> {
  const statement = statementShown(deps, fields['consentVersion']);
  const signedUp = await deps.useCases.signUp({
    fields: statement === null ? { ...fields, consent: '' } : fields,
    ip: deps.clientAddress(c.env),
    consent: {
      version: statement?.version ?? '',
      hash: statement?.hash ?? '',
      page: pageOf(c, deps, fields),
      userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
      locale: (c.req.header('accept-language') ?? '').slice(0, 60),
    },
  });
  switch (signedUp.kind) {
    case 'accepted':
      return wantsJson(c) ? c.json({ status: 'accepted' }, 202) : c.redirect('/check-your-inbox', 303);
    case 'invalid':
      return invalid(c, deps, fields, {
        ...messagesFor(signedUp.problems, deps.problems),
        ...(statement === null ? { consent: deps.problems.fields['consent-changed'] } : {}),
      });
    case 'limited':
      c.header('Retry-After', RETRY_AFTER_SECONDS);
      if (wantsJson(c)) return problem(c, deps, { status: 429, why: 'too-many-sign-ups' });
      return signUpPage(c, deps, { typed: fields, limited: true, status: 429 });
  }
}

function invalid(c: Context, deps: WebDeps, typed: FormFields, problems: Record<string, string>): Response {
  return wantsJson(c)
    ? problem(c, deps, { status: 422, why: 'fields', errors: problems })
    : signUpPage(c, deps, { typed, problems, status: 422 });
}

interface Shown {
  quiet?: boolean;
  typed?: FormFields;
  problems?: Record<string, string>;
  limited?: boolean;
  status?: 200 | 422 | 429;
}

function signUpPage(c: Context, deps: WebDeps, shown: Shown): Response {
  const { asked } = deps;
  const {
    typed = asked === null ? {} : { country: asked },
    problems = {},
    quiet = false,
    limited = false,
    status = 200,
  } = shown;
  const shownAt = deps.clock.machineNow();
  return page(
    c,
    deps,
    { kind: 'sign-up', quiet, typed, problems, limited, shownAt, now: deps.clock.now() },
    status,
  );
}

/** The words that stood beside the tick: the form names their version; null when it is none of ours. */
function statementShown(deps: WebDeps, version: string | undefined): ConsentStatement | null {
  const { consents } = deps.pages;
  if (version === undefined) return consents.at(-1) ?? null;
  return consents.find((statement) => statement.version === version) ?? null;
}

/** Only our own page writes when it was shown; of a form on another site the browser tells the address. */
function pageOf(c: Context, deps: WebDeps, fields: FormFields): string {
  if (fields['shownAt'] !== undefined) return `${deps.settings.siteUrl}/`;
  return (c.req.header('referer') ?? c.req.header('origin') ?? 'unknown').slice(0, 300);
}
