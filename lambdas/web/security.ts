import type { MiddlewareHandler } from 'hono';

/** What a page may do beyond showing text, our style sheet, our font and our pictures. */
type Allowance = 'script-and-frame' | 'framed-by-us' | 'nothing';

/** Q45: nothing inline, nothing from another host, no cookies, no address in a Referer. */
function contentSecurityPolicy(allowance: Allowance): string {
  const rules = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${allowance === 'framed-by-us' ? "'self'" : "'none'"}`,
  ];
  if (allowance === 'script-and-frame') rules.push("script-src 'self'", "frame-src 'self'");
  return rules.join('; ');
}

const HEADERS: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const ALLOWANCES: ReadonlyMap<string, Allowance> = new Map([
  ['/', 'script-and-frame'],
  ['/signup', 'script-and-frame'],
  ['/sample', 'framed-by-us'],
]);

/** Whatever is answered, errors included, carries these. What says nothing of caching is kept by nobody. */
export const security: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  const allowance = ALLOWANCES.get(c.req.path) ?? 'nothing';
  c.header('Content-Security-Policy', contentSecurityPolicy(allowance));
  c.header('X-Frame-Options', allowance === 'framed-by-us' ? 'SAMEORIGIN' : 'DENY');
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
};
