import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problems } from '../../lib/ports/pages.ts';
import type { Refusal, SiteProblems } from '../../lib/ports/site-words.ts';
import { isJson } from './body.ts';

/** Whatever writes pages of these kinds. */
interface Renders<Page> {
  pages: { render(page: Page): string };
}

/** Whatever says what is wrong. */
interface Refuses {
  problems: SiteProblems;
}

/**
 * The token of the path, or another part of it, without what clung to it on its way: a full stop or a bracket of the
 * sentence around the link, a `>`, a blank. No part of a link of ours ends with one of those.
 */
export function tokenIn(c: Context, part = 'token'): string {
  return (c.req.param(part) ?? '').replace(/[^\w-]+$/, '');
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
  why: Refusal;
  /** What may be asked, where the words name it. */
  choices?: readonly string[];
  errors?: Problems;
}

/** RFC 9457. */
export function problem(
  c: Context,
  { problems: { or, programs } }: Refuses,
  { status, why, choices = [], errors }: Problem,
): Response {
  const body = JSON.stringify({
    type: 'about:blank',
    title: programs[why].replace('{choices}', () => anyOf(choices, or)),
    status,
    ...(errors === undefined ? {} : { errors }),
  });
  return c.body(body, status, { 'Content-Type': 'application/problem+json' });
}

/** "tick, days or link". */
function anyOf(choices: readonly string[], or: string): string {
  return [choices.slice(0, -1).join(', '), ...choices.slice(-1)].filter(Boolean).join(` ${or} `);
}

/** A kind page for a person, a problem for a program. */
export function refusal<Page>(
  c: Context,
  deps: Renders<Page> & Refuses,
  { page: what, ...details }: Problem & { page: Page },
): Response {
  return wantsJson(c) ? problem(c, deps, details) : page(c, deps, what, details.status);
}

export function unknownLink(c: Context, deps: Renders<{ kind: 'link-unknown' }> & Refuses): Response {
  return refusal(c, deps, { status: 404, why: 'link-unknown', page: { kind: 'link-unknown' } });
}

export function tooLarge(c: Context, deps: Renders<{ kind: 'too-large' }> & Refuses): Response {
  return refusal(c, deps, { status: 413, why: 'too-large', page: { kind: 'too-large' } });
}
