import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problems } from '../../lib/ports/pages.ts';
import { isJson } from './body.ts';

/** Whatever writes pages of these kinds. */
interface Renders<Page> {
  pages: { render(page: Page): string };
}

/**
 * The token of the path, without what clung to it on its way: a full stop or a bracket of the sentence around the link,
 * a `>`, a blank. No token ends with one of those.
 */
export function tokenIn(c: Context): string {
  return (c.req.param('token') ?? '').replace(/[^\w-]+$/, '');
}

/** Whether a program asks and not a person: JSON came, or JSON and no page is wanted. */
export function wantsJson(c: Context): boolean {
  const accept = c.req.header('accept') ?? '';
  return isJson(c) || (/\bjson\b/i.test(accept) && !/\bhtml\b/i.test(accept));
}

export function page<Page>(
  c: Context,
  deps: Renders<Page>,
  what: Page,
  status: ContentfulStatusCode = 200,
): Response {
  return c.html(deps.pages.render(what), status);
}

interface Problem {
  status: ContentfulStatusCode;
  title: string;
  errors?: Problems;
}

/** RFC 9457. */
export function problem(c: Context, { status, title, errors }: Problem): Response {
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    ...(errors === undefined ? {} : { errors }),
  });
  return c.body(body, status, { 'Content-Type': 'application/problem+json' });
}

/** A kind page for a person, a problem for a program. */
export function refusal<Page>(
  c: Context,
  deps: Renders<Page>,
  { page: what, ...details }: Problem & { page: Page },
): Response {
  return wantsJson(c) ? problem(c, details) : page(c, deps, what, details.status);
}

export function unknownLink(c: Context, deps: Renders<{ kind: 'link-unknown' }>): Response {
  return refusal(c, deps, { status: 404, title: 'This link does not work', page: { kind: 'link-unknown' } });
}

export function tooLarge(c: Context, deps: Renders<{ kind: 'too-large' }>): Response {
  return refusal(c, deps, { status: 413, title: 'More than 10 KB', page: { kind: 'too-large' } });
}
