import { expect, test } from 'vitest';
import { diskSpace } from '../../lib/local/disk-space.ts';
import { localCourse } from '../runner.ts';

const signUp = JSON.stringify({ email: 'mother@example.com', noDate: 'yes', country: 'GB', consent: 'yes' });
const post = (url: string, body = '') =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' }, redirect: 'manual' });

test('is low below the reserve, and no more once there is room again', () => {
  let free = 17_000_000;
  const space = diskSpace('/', 16, () => free);
  expect(space.isLow()).toBe(false);
  free = 15_999_999;
  expect(space.isLow()).toBe(true);
  free = 16_000_000;
  expect(space.isLow()).toBe(false);
});

test('a full disk refuses new work and says so; looking and leaving go on; with room again it takes all', async () => {
  await using course = await localCourse({ DISK_RESERVE_MB: '1000000000' });
  const refused = await post(`${course.siteUrl}/signup`, signUp);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
  expect(await refused.text()).toContain('nothing new is taken until there is room');
  expect((await post(`${course.siteUrl}/_local/clock`, '{"advance":"P1D"}')).status).toBe(503);
  expect((await fetch(`${course.siteUrl}/health`)).status).toBe(200);
  expect((await post(`${course.siteUrl}/unsubscribe/unknown`)).status).toBe(200);
  await course.interrupt();
  await course.start({ DISK_RESERVE_MB: '0' });
  expect((await post(`${course.siteUrl}/signup`, signUp)).status).toBe(202);
  await course.advance('PT0S');
  expect(await course.mails()).toHaveLength(1);
});
