import { expect, test } from 'vitest';
import { joined, linksOf, openSite, post, sendLesson, signUpFields } from './site.ts';

const PATHS: readonly [string, string, number][] = [
  ['GET', '/', 200],
  ['GET', '/sample', 200],
  ['GET', '/health', 200],
  ['GET', '/privacy', 200],
  ['GET', '/nowhere', 404],
  ['GET', '/confirm/x', 404],
  ['GET', '/lesson/x', 404],
  ['POST', '/unsubscribe/x', 200],
  ['POST', '/signup', 422],
  ['DELETE', '/', 405],
  ['PUT', '/signup', 405],
  ['GET', '/signup', 303],
];

test.each(PATHS)(
  '%s %s answers %i with every security header and no cookie',
  async (method, path, status) => {
    const site = await openSite();
    const answer = await site.app.request(path, { method });
    expect(answer.status).toBe(status);
    const { headers } = answer;
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|http:|https:|data:|\*/);
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
  },
);

const OPEN_PAGE = {
  'cache-control': 'private, no-cache',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};
const STRICT =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'";

// Any other header, such as one that keeps other hosts from showing a picture of ours, would be a change of what we allow.
test.each([
  ['/privacy', `${STRICT}; frame-ancestors 'none'`, 'DENY'],
  ['/check-your-inbox', `${STRICT}; frame-ancestors 'none'; script-src 'self'`, 'DENY'],
  ['/sample', `${STRICT}; frame-ancestors 'self'`, 'SAMEORIGIN'],
  ['/', `${STRICT}; frame-ancestors 'none'; script-src 'self'; frame-src 'self'`, 'DENY'],
  ['/signup', `${STRICT}; frame-ancestors 'none'; script-src 'self'; frame-src 'self'`, 'DENY'],
])('%s carries these security headers and no others', async (path, policy, frames) => {
  const site = await openSite();
  const { headers } = await site.app.request(path, { method: path === '/signup' ? 'POST' : 'GET' });
  const told = Object.fromEntries(headers);
  delete told['content-type'];
  delete told['vary'];
  expect(told).toEqual({
    ...OPEN_PAGE,
    'content-security-policy': policy,
    'x-frame-options': frames,
  });
});

test('pages with a token in their address are kept by nobody, and not indexed', async () => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  const links = await linksOf(site);
  for (const link of [
    links.lesson,
    links.preferences,
    links.unsubscribe,
    links.feedback.away,
    `${links.pause}/2`,
  ]) {
    const answer = await site.app.request(link);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('<meta name="robots" content="noindex">');
  }
});

test('no page holds a script, a style or a handler inline, nor anything from another host', async () => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  const links = await linksOf(site);
  for (const link of [
    '/',
    '/embed',
    '/privacy',
    '/sample',
    links.lesson,
    links.preferences,
    links.feedback.hard,
  ]) {
    const html = await (await site.app.request(link)).text();
    expect(html).not.toMatch(/<style|<script(?![^>]*\bsrc="\/assets\/)|\sstyle="|\son\w+="|javascript:/i);
    expect(html.match(/(?:src|href)="https?:\/\/[^"]+"/g) ?? []).toEqual(
      (html.match(/(?:src|href)="https?:\/\/[^"]+"/g) ?? []).filter((found) =>
        found.includes('https://course.example/'),
      ),
    );
  }
});

test('what is kept for ever carries its hash in its name, and what is not there is not there', async () => {
  const site = await openSite();
  const html = await (await site.app.request('/')).text();
  const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
  expect(assets).toHaveLength(3);
  for (const path of assets) {
    const answer = await site.app.request(path);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(path).toMatch(/\.[0-9a-f]{10}\.(?:css|js|svg)$/);
  }
  for (const path of [
    '/assets/site.css',
    '/assets/..%2f..%2fpackage.json',
    '/pictures/..%2Fcourse%2FGB.json',
    '/pictures/x.png',
  ])
    expect((await site.app.request(path)).status).toBe(404);
});

test.each([
  ...['/signup', '/preferences/TOKEN', '/feedback/TOKEN/away', '/data/x'],
  ...['/confirm/x', '/pause/x/2', '/preferences/TOKEN/link'],
])('a body over 10 KB to %s gets 413, as a page or as a problem', async (path) => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  const links = await linksOf(site);
  const where = path
    .replace('/preferences/TOKEN', links.preferences)
    .replace('/feedback/TOKEN/away', links.feedback.away);
  const body = new URLSearchParams({ email: 'x'.repeat(11_000) });
  const page = await site.app.request(where, { method: 'POST', body });
  expect([page.status, page.headers.get('content-type')]).toEqual([413, 'text/html; charset=UTF-8']);
  const json = await site.app.request(where, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
  });
  expect([json.status, json.headers.get('content-type')]).toEqual([413, 'application/problem+json']);
  // Without a length announced, it is counted as it comes.
  const stream: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body: new Blob(['email=', 'x'.repeat(11_000)]).stream(),
    duplex: 'half',
  };
  const streamed = await site.app.request(where, stream);
  expect(streamed.status).toBe(413);
});

test('a body of just 10 KB is read', async () => {
  const site = await openSite();
  const body = new URLSearchParams({ ...signUpFields(), filler: 'x'.repeat(10_000) })
    .toString()
    .slice(0, 10_240);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await site.app.request('/signup', { method: 'POST', body, headers })).status).toBe(303);
});

test.each([
  ['POST', '/', 'GET, HEAD'],
  ['PUT', '/signup', 'GET, HEAD, POST'],
  ['DELETE', '/unsubscribe/x', 'GET, HEAD, POST'],
  ['PATCH', '/feedback/x/easy', 'GET, HEAD, POST'],
  ['GET', '/preferences/x/link', 'POST'],
])('%s %s gets 405 and is told what may be done there', async (method, path, allowed) => {
  const site = await openSite();
  const answer = await site.app.request(path, { method });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
});

test.each(['GET', 'POST'])('a wrong link gets a kind page and 404: %s', async (method) => {
  const site = await openSite();
  for (const path of ['/confirm/x', '/feedback/x/easy', '/preferences/x', '/pause/x/2', '/data/x']) {
    const body = method === 'POST' ? new URLSearchParams({ do: 'export' }) : null;
    const answer = await site.app.request(path, { method, body });
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toMatch(/This link has stopped working|That link has run out/);
  }
});

test('links of an earlier run get the kind page', async () => {
  const site = await openSite();
  await joined(site, { birthDate: '2024-03-01' });
  await sendLesson(site);
  const links = await linksOf(site);
  site.clock.advance(11 * 60_000);
  await joined(site, { birthDate: '2026-11-01' });
  for (const link of [links.lesson, links.preferences, links.feedback.easy, `${links.pause}/2`]) {
    expect((await site.app.request(link)).status).toBe(404);
  }
  for (const link of [links.preferences, links.feedback.easy, `${links.pause}/2`]) {
    expect((await post(site, link, { pace: 'standard' })).status).toBe(404);
  }
});

test('a fault of ours is a kind page, a log line without personal data, and 500', async () => {
  const site = await openSite();
  await joined(site);
  const { preferences } = await linksOf(site);
  site.stores.subscribers.get = async () => {
    throw new Error('the table is away');
  };
  const answer = await site.app.request(preferences);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain('Something broke on our side');
  expect(site.logged.at(-1)).toContain('"route":"/preferences/:token"');
  expect(site.logged.at(-1)).not.toContain(preferences.split('/')[2]);
});
