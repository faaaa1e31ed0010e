import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CourseClock } from '../../lib/local/course-clock.ts';
import { localRoutes } from '../../lib/local/local-routes.ts';
import { clockMover } from '../../lib/local/move-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'strong-weeks-routes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function doorForEvents() {
  const stored: string[] = [];
  const none = { all: async function* () {} };
  const clock = new CourseClock(folder);
  const routes = localRoutes({
    clock,
    moveClock: clockMover({ clock, work: async () => 0, nextMoment: async () => null }),
    publish: async (event) => void stored.push(event),
    subscribers: none,
    suppressions: none,
    inboxUrl: 'http://127.0.0.1:1',
    port: 3000,
  });
  const own = { host: '127.0.0.1:3000' };
  return {
    stored,
    routes,
    post: (body: string) => routes.request('/events', { method: 'POST', body, headers: own }),
  };
}

const DELIVERY = JSON.stringify({
  eventType: 'Delivery',
  mail: { timestamp: '2026-11-22T09:00:00Z', messageId: 'm-1', tags: { subscriber: ['abc'] } },
  delivery: { timestamp: '2026-11-22T09:00:01Z' },
});

test.each([
  ['bare', DELIVERY],
  ['in the envelope of SNS', JSON.stringify({ Type: 'Notification', Message: DELIVERY })],
])('an event of SES is stored, %s', async (_, event) => {
  const { stored, post } = doorForEvents();
  expect((await post(event)).status).toBe(200);
  expect(stored).toEqual([event]);
});

test.each(['', 'x', '{}', '[]', '{"eventType":"Delivery"}'])(
  'what is no event is told so, and not stored: %s',
  async (body) => {
    const { stored, post } = doorForEvents();
    const response = await post(body);
    expect([response.status, stored]).toEqual([422, []]);
    expect(await response.text()).toContain('this is no event of SES');
  },
);

test.each(['{"advance":"P999999Y"}', '{"advance":"P100Y"}', '{"now":"9999-12-31T00:00:00Z"}'])(
  'a clock that nobody waits for stays where it is, and says how far it goes: %s',
  async (body) => {
    const headers = { host: '127.0.0.1:3000', 'content-type': 'application/json' };
    const response = await doorForEvents().routes.request('/clock', { method: 'POST', body, headers });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('the course clock goes no further than 2100-01-01');
  },
);
