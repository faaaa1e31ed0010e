import type { Context } from 'hono';
import type { ClosedLink } from '../../lib/use-cases/web/her-data.ts';
import { refusal, unknownLink } from '../http/answers.ts';
import type { WebDeps } from './deps.ts';

/** For a link that works once and for an hour. */
export function closedLink(c: Context, deps: WebDeps, why: ClosedLink): Response {
  if (why === 'unknown') return unknownLink(c, deps);
  return refusal(c, deps, { status: 404, why: 'link-used', page: { kind: 'data-spent' } });
}
