import { expect, test } from 'vitest';
import { networkOf } from '../../../lib/domain/joining/network.ts';
import { openSite, post, signUp, signUpFields } from './site.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

test('an address that is bombed from a hundred networks gets 3 mails in a day and 5 in thirty, 10 minutes apart', async () => {
  const site = await openSite();
  const sentAt: number[] = [];
  for (let day = 0; day < 30; day += 1) {
    for (let hour = 0; hour < 24; hour += 1) {
      site.ip = `198.51.${day}.${hour}`;
      const before = site.mails.length;
      await post(site, '/signup', signUpFields({ email: 'victim@example.com' }));
      site.ip = `2001:db8:${day}:${hour}::1`;
      await post(site, '/signup', signUpFields({ email: 'VICTIM@EXAMPLE.com' }));
      await site.drain();
      for (let mail = before; mail < site.mails.length; mail += 1) sentAt.push(site.clock.now());
      site.clock.advance(60 * MINUTE_MS);
    }
  }
  expect(sentAt).toHaveLength(5);
  const inAnyDay = sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + DAY_MS).length);
  expect(Math.max(...inAnyDay)).toBe(3);
  expect(sentAt.slice(1).every((at, index) => at - (sentAt[index] ?? 0) >= 10 * MINUTE_MS)).toBe(true);
});

test('one network that signs up a thousand addresses is stopped at 60 an hour, and others go on', async () => {
  const site = await openSite();
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 200; attempt += 1) {
    // Wherever in its /64 it sends from, it is one network.
    site.ip = `2001:db8:0:1::${attempt.toString(16)}`;
    statuses.push(
      (await post(site, '/signup', signUpFields({ email: `victim${attempt}@example.com` }))).status,
    );
  }
  expect(statuses.filter((status) => status === 303)).toHaveLength(60);
  expect(statuses.filter((status) => status === 429)).toHaveLength(140);
  await site.drain();
  expect(site.mails).toHaveLength(60);

  site.ip = '192.0.2.99';
  expect((await post(site, '/signup', signUpFields())).status).toBe(303);
  site.ip = '2001:db8:0:1::1';
  site.clock.advance(61 * MINUTE_MS);
  expect((await post(site, '/signup', signUpFields({ email: 'later@example.com' }))).status).toBe(303);
});

test('the page of a 429 keeps what was typed and says when to try again', async () => {
  const site = await openSite({ settings: { signUpsPerHourPerNetwork: 1 } });
  await post(site, '/signup', signUpFields());
  const answer = await post(site, '/signup', signUpFields());
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('3600');
  const html = await answer.text();
  expect(html).toContain('value="anna@example.com"');
  expect(html).toContain('<title>Not just now · ');
});

test('there is a cap in all', async () => {
  const site = await openSite({ settings: { signUpsPerHourInAll: 3 } });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    site.ip = `192.0.2.${attempt}`;
    statuses.push((await post(site, '/signup', signUpFields({ email: `a${attempt}@example.com` }))).status);
  }
  expect(statuses).toEqual([303, 303, 303, 429, 429]);
});

test('faulty forms use up no limit', async () => {
  const site = await openSite({ settings: { signUpsPerHourPerNetwork: 1 } });
  for (let attempt = 0; attempt < 5; attempt += 1)
    await post(site, '/signup', signUpFields({ consent: null }));
  expect((await post(site, '/signup', signUpFields())).status).toBe(303);
});

test('a form filled in within two seconds counts against a narrower limit; one without the time field does not', async () => {
  const site = await openSite();
  const hasty = () =>
    post(site, '/signup', { ...signUpFields(), shownAt: String(site.clock.machineNow() - 500) });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 20; attempt += 1) statuses.push((await hasty()).status);
  expect(statuses.filter((status) => status === 303)).toHaveLength(12);
  expect((await post(site, '/signup', signUpFields())).status).toBe(303);
  const unhurried = { ...signUpFields(), shownAt: String(site.clock.machineNow() - 40_000) };
  expect((await post(site, '/signup', unhurried)).status).toBe(303);
});

test('confirming clears the count of mails', async () => {
  const site = await openSite();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const path = await signUp(site, { birthDate: `2026-03-0${attempt + 1}` });
    expect(path).not.toBeNull();
    await post(site, path ?? '');
    site.clock.advance(11 * MINUTE_MS);
  }
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:0:1:aaaa::1', '2001:db8:0:1::/64'],
  ['2001:DB8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0000:0001:0000:0000:0000:0001', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
