import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** What a page may do beyond showing text, our style sheet, our font and our pictures. */
type Allowance = 'script-and-frame' | 'script' | 'framed-by-us' | 'nothing';

/** Q45: nothing inline, nothing from another host, no cookies, no address in a Referer. */
function headersFor(allowance: Allowance): MiddlewareHandler {
  const framedByUs = allowance === 'framed-by-us';
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: [framedByUs ? "'self'" : "'none'"],
      ...(allowance.startsWith('script') ? { scriptSrc: ["'self'"] } : {}),
      ...(allowance === 'script-and-frame' ? { frameSrc: ["'self'"] } : {}),
    },
    strictTransportSecurity: 'max-age=63072000; includeSubDomains',
    xFrameOptions: framedByUs ? 'SAMEORIGIN' : 'DENY',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
    // Mail programs and other hosts show our pictures.
    crossOriginResourcePolicy: false,
    // Our policy says nothing of these.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

const NOTHING = headersFor('nothing');
const OF_PATH: ReadonlyMap<string, MiddlewareHandler> = new Map([
  ['/', headersFor('script-and-frame')],
  ['/signup', headersFor('script-and-frame')],
  ['/check-your-inbox', headersFor('script')],
  ['/sample', headersFor('framed-by-us')],
]);

/**
 * Pages without a token. Her browser may keep them, so that Back after a form shows it again with what she typed; pages
 * with a token are kept by nobody.
 */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  ...['/', '/signup', '/sample', '/check-your-inbox', '/privacy', '/embed', '/unsubscribe', '/help'],
]);

const isOpen = (path: string) => OPEN_PATHS.has(path) || path.startsWith('/help/');

/** Whatever is answered, errors included, carries these. */
export const security: MiddlewareHandler = async (c, next) => {
  await (OF_PATH.get(c.req.path) ?? NOTHING)(c, next);
  if (!c.res.headers.has('Cache-Control'))
    c.header('Cache-Control', isOpen(c.req.path) ? 'private, no-cache' : 'no-store');
};
