import type { Context, Hono } from 'hono';
import { messagesFor } from '../../lib/domain/joining/problem-words.ts';
import { page, problem, refusal, tokenIn, tooLarge, wantsJson } from '../http/answers.ts';
import { readBody } from '../http/body.ts';
import { FORMS } from './body.ts';
import type { WebDeps } from './deps.ts';

/**
 * Leaving. RFC 8058: the POST reads no body, asks for nothing, and answers 200 to whoever sends it, however often. A
 * token that was cut or changed on its way stops nothing, and the page says so: it asks for the address, and a fresh
 * link goes there.
 */
export function leaveRoutes(app: Hono, deps: WebDeps): void {
  const { showLeave, leave } = deps.useCases;
  const damaged = (c: Context) => page(c, deps, { kind: 'leave-damaged', typed: {}, problems: {} });
  app.get('/unsubscribe/:token', async (c) =>
    (await showLeave(tokenIn(c))) === 'damaged' ? damaged(c) : page(c, deps, { kind: 'unsubscribe' }),
  );
  app.post('/unsubscribe/:token', async (c) => {
    const outcome = await leave(tokenIn(c));
    return outcome.kind === 'damaged' ? damaged(c) : page(c, deps, outcome);
  });
  app.get('/unsubscribe', damaged);
  app.post('/unsubscribe', async (c) => {
    const body = await readBody(c, FORMS.leaveLink);
    if (body.kind === 'too-large') return tooLarge(c, deps);
    return freshLink(c, deps, body.fields['email'] ?? '');
  });
}

async function freshLink(c: Context, deps: WebDeps, email: string): Promise<Response> {
  switch (await deps.useCases.requestLeaveLink(email, deps.clientAddress(c.env))) {
    case 'sent':
      return page(c, deps, { kind: 'leave-link-sent' });
    case 'limited':
      return refusal(c, deps, { status: 429, why: 'too-many', page: { kind: 'link-limit' } });
    case 'invalid': {
      const errors = messagesFor([{ input: 'email', code: 'email-unreadable' }], deps.problems);
      if (wantsJson(c)) return problem(c, deps, { status: 422, why: 'fields', errors });
      return page(c, deps, { kind: 'leave-damaged', typed: { email }, problems: errors }, 422);
    }
  }
}
