import { Hono } from 'hono';
import { beforeEach, expect, test } from 'vitest';
import { Door } from '../../lib/desk/door.ts';
import { hostApp } from '../../lib/desk/host-app.ts';
import { axeFindings, overflow } from '../axe.ts';
import { openBrowser } from '../browser.ts';

const browser = openBrowser();
const HOST = '192.168.1.5:8010';
const MINUTE = 60_000;
let now = 0;
let shown: string[] = [];
let reached: string[] = [];
let app: Hono;

beforeEach(() => {
  [now, shown, reached] = [1_000_000, [], []];
  const desk = new Hono().all('*', ({ req, text }) => {
    reached.push(`${req.method} ${req.path}`);
    return text('the desk');
  });
  const door = new Door({
    now: () => now,
    newCode: () => `k7m2-p9x${shown.length}`,
    newVisit: () => `visit-${shown.length}`,
    show: (code) => shown.push(code),
  });
  app = hostApp({ desk, door, host: () => HOST });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(path, { headers: { host: HOST, ...headers } });
const post = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
  app.request(path, {
    method: 'POST',
    headers: { host: HOST, origin: `http://${HOST}`, ...headers },
    body: new URLSearchParams(body),
  });
const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

test('nothing is seen or saved without the code, and the page that asks shows it nowhere', async () => {
  const page = await get('/');
  expect(page.status).toBe(401);
  expect(await page.text()).not.toContain('k7m2');
  expect(shown).toEqual(['k7m2-p9x0']);
  expect((await get('/lesson?lesson=13', { cookie: 'desk=guess' })).status).toBe(401);
  expect((await post('/save', { 'v:a': '1' })).status).toBe(401);
  expect(reached).toEqual([]);
});

test('the code opens it once, as it is typed on a phone, and the cookie stays', async () => {
  await get('/');
  const entered = await post('/enter', { code: ' K7M2 p9x0 ' });
  expect(entered.status).toBe(303);
  expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  const cookie = cookieOf(entered);
  expect((await get('/lesson', { cookie })).status).toBe(200);
  expect((await post('/save', {}, { cookie })).status).toBe(200);
  expect(reached).toEqual(['GET /lesson', 'POST /save']);
  expect((await post('/enter', { code: 'k7m2-p9x0' })).status).toBe(401);
  now += 12 * 60 * MINUTE;
  expect((await get('/', { cookie })).status).toBe(401);
});

test('five wrong codes end it, and the next one comes a minute after it at the soonest', async () => {
  await get('/');
  for (let tries = 0; tries < 5; tries += 1)
    expect((await post('/enter', { code: 'wrong' })).status).toBe(401);
  expect((await post('/enter', { code: 'k7m2-p9x0' })).status).toBe(401);
  expect(shown).toHaveLength(1);
  now += MINUTE;
  await get('/');
  expect(shown).toHaveLength(2);
  expect((await post('/enter', { code: 'k7m2-p9x1' })).status).toBe(303);
});

test('a code lives ten minutes', async () => {
  await get('/');
  now += 10 * MINUTE;
  expect((await post('/enter', { code: 'k7m2-p9x0' })).status).toBe(401);
});

test('a foreign name that leads here and a foreign page are refused, with the cookie too', async () => {
  await get('/');
  const cookie = cookieOf(await post('/enter', { code: 'k7m2-p9x0' }));
  for (const headers of [
    { host: 'rebound.example:8010' },
    { host: '127.0.0.1:8010' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
  ])
    for (const response of [
      await get('/', { cookie, ...headers }),
      await post('/save', {}, { cookie, ...headers }),
      await post('/enter', { code: 'k7m2-p9x0' }, headers),
    ])
      expect(response.status).toBe(403);
  expect(reached).toEqual([]);
});

test('more than a code is not read', async () => {
  await get('/');
  expect((await post('/enter', { code: 'x'.repeat(2000) })).status).toBe(413);
});

test('on a phone the page that asks for the code, and says what was wrong, is axe clean and needs no sideways scroll', async () => {
  const first = await (await get('/')).text();
  const again = await (await post('/enter', { code: 'guess' })).text();
  expect(again).toContain('That is not the code.');
  const tab = await browser().newPage({ viewport: { width: 320, height: 640 } });
  for (const page of [first, again]) {
    await tab.setContent(page);
    expect(await axeFindings(tab)).toEqual([]);
    expect(await overflow(tab)).toBeLessThanOrEqual(0);
  }
  await tab.close();
});
