import { expect, test } from 'vitest';
import { joined, linksOf, openSite, sendLesson } from './site.ts';

const MULTIPART =
  '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';

/** What mail programs, mailing robots and bots send (RFC 8058, section 3.2, and worse). */
const REQUESTS: readonly [string, RequestInit][] = [
  [
    "the RFC's own urlencoded body",
    { body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ],
  ['a multipart body', { body: MULTIPART, headers: { 'content-type': 'multipart/form-data; boundary=b' } }],
  ['no body and no headers at all', {}],
  ['JSON', { body: '{"a":1}', headers: { 'content-type': 'application/json', accept: 'application/json' } }],
  ['a broken multipart body', { body: 'nonsense', headers: { 'content-type': 'multipart/form-data' } }],
  ['a body far over 10 KB', { body: 'x'.repeat(200_000) }],
  [
    'another origin, a referer and cookies',
    { headers: { origin: 'https://evil.example', referer: 'https://x.example/', cookie: 'a=b' } },
  ],
  ['a robot', { headers: { 'user-agent': 'Mozilla/5.0 (compatible; MailBot/1.0)', accept: '*/*' } }],
];

test.each(REQUESTS)('one press leaves: %s', async (_name, request) => {
  const site = await openSite();
  await joined(site);
  const her = await sendLesson(site);
  const { unsubscribe } = await linksOf(site);
  for (const press of ['first', 'second', 'third']) {
    const answer = await site.app.request(unsubscribe, { method: 'POST', redirect: 'manual', ...request });
    expect([press, answer.status]).toEqual([press, 200]);
    expect(answer.headers.get('set-cookie')).toBeNull();
  }
  expect(await site.stores.subscribers.get(her.id)).toBeNull();
  expect(await site.stores.suppressions.get(her.id)).toMatchObject({ reason: 'left' });
});

test.each(['', 'x', 'k1.abc.def', '%00', '..%2F..', 'k1.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA'])(
  'an unknown token gets the same 200: /unsubscribe/%s',
  async (token) => {
    const site = await openSite();
    const answer = await site.app.request(`/unsubscribe/${token === '' ? '-' : token}`, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(site.writes).toEqual([]);
  },
);

test('the link of an earlier run stops what runs now', async () => {
  const site = await openSite();
  await joined(site, { birthDate: '2024-03-01' });
  await sendLesson(site);
  const { unsubscribe } = await linksOf(site);
  site.clock.advance(11 * 60_000);
  const second = await joined(site, { birthDate: '2026-11-01' });
  await site.app.request(unsubscribe, { method: 'POST' });
  expect(await site.stores.subscribers.get(second.id)).toBeNull();
});

test('a link five years old, under a key that was retired since, still leaves', async () => {
  const site = await openSite();
  const her = await joined(site);
  await sendLesson(site);
  const { unsubscribe } = await linksOf(site);
  site.clock.advance(5 * 365 * 86_400_000);
  site.rotateKey();
  const answer = await site.app.request(unsubscribe, { method: 'POST' });
  expect(answer.status).toBe(200);
  expect(await site.stores.subscribers.get(her.id)).toBeNull();
});

test('after a key rotation new links are signed by the new key, and the old ones still work', async () => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  const before = await linksOf(site);
  site.clock.advance(11 * 60_000);
  site.rotateKey();
  // The first to ask reads the keyring again; those beside it may still sign with the old key.
  await linksOf(site);
  const after = await linksOf(site);
  expect(after.preferences).toMatch(/^\/preferences\/k2\./);
  for (const link of [before.preferences, after.preferences, before.lesson, before.feedback.right])
    expect((await site.app.request(link)).status).toBe(200);
});

test('leaving is no redirect and is never throttled: two hundred presses from one address', async () => {
  const site = await openSite();
  const statuses = new Set<number>();
  for (let press = 0; press < 200; press += 1)
    statuses.add((await site.app.request('/unsubscribe/none', { method: 'POST' })).status);
  expect([...statuses]).toEqual([200]);
});
