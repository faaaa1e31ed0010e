import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { samplePages } from '../../adapters/pages/every-page.ts';
import { joined, linkIn, openSite, post, sendLesson, signUp, signUpFields } from './site.ts';

test('a mother signs up, confirms, and her first lesson is on the queue', async () => {
  const site = await openSite();
  const answer = await post(site, '/signup', signUpFields());
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('/check-your-inbox');
  expect(await site.drain()).toEqual(['mailed']);

  const [mail] = site.mails;
  expect(mail?.to).toBe('anna@example.com');
  const path = mail === undefined ? '' : linkIn(mail, 'confirm');
  const asked = await site.app.request(path);
  expect(await asked.text()).toContain('<strong>5 January 2026</strong>, about 46 weeks ago');
  expect(site.lessonQueue).toEqual([]);

  const pressed = await post(site, path);
  expect(pressed.status).toBe(200);
  expect(await pressed.text()).toContain('Your first session is on its way');
  expect(site.lessonQueue).toHaveLength(1);
});

test('JSON signs up with 202, and without HTML', async () => {
  const site = await openSite();
  const answer = await site.app.request('/signup', {
    method: 'POST',
    body: JSON.stringify({ email: 'anna@example.com', noDate: true, country: 'US', consent: true }),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ status: 'accepted' });
  expect(await site.drain()).toEqual(['mailed']);
});

test('pressing the confirmation twice is fine and begins one run', async () => {
  const site = await openSite();
  const path = (await signUp(site)) ?? '';
  await post(site, path);
  const again = await post(site, path);
  expect(again.status).toBe(200);
  expect(await again.text()).toContain('You have already said yes');
  expect(site.lessonQueue).toHaveLength(1);
});

test('two presses at once make one run', async () => {
  const site = await openSite();
  const path = (await signUp(site)) ?? '';
  const [one, other] = await Promise.all([post(site, path), post(site, path)]);
  expect([one.status, other.status]).toEqual([200, 200]);
  expect(site.lessonQueue).toHaveLength(1);
});

test('a link runs out after 7 days, and the page offers to start again', async () => {
  const site = await openSite();
  const path = (await signUp(site)) ?? '';
  site.clock.advance(7 * 24 * 3_600_000);
  const shown = await site.app.request(path);
  expect(shown.status).toBe(404);
  expect(await shown.text()).toContain('That link has run out');
  expect((await post(site, path)).status).toBe(404);
  expect(site.lessonQueue).toEqual([]);
});

test('a newer sign-up makes the older link run out', async () => {
  const site = await openSite();
  const older = (await signUp(site)) ?? '';
  site.clock.advance(11 * 60_000);
  const newer = (await signUp(site, { birthDate: '2026-02-01' })) ?? '';
  expect((await post(site, older)).status).toBe(404);
  expect((await post(site, newer)).status).toBe(200);
});

test('the record keeps the consent: which words, when, on which page, from which browser', async () => {
  const site = await openSite();
  await post(
    site,
    '/signup',
    { ...signUpFields(), shownAt: '1' },
    { 'user-agent': 'Test/1', 'accept-language': 'en-GB' },
  );
  await site.drain();
  const [mail] = site.mails;
  site.clock.advance(60_000);
  await post(site, mail === undefined ? '' : linkIn(mail, 'confirm'));
  const [kept] = await site.stores.subscribers.getConsents(await site.identities.idOf('anna@example.com'));
  expect(kept?.consent).toMatchObject({
    version: '2026-11-27',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    page: 'https://course.example/',
    ip: '203.0.113.7',
    userAgent: 'Test/1',
    locale: 'en-GB',
  });
  expect((kept?.consent.confirmedAt ?? 0) - (kept?.consent.askedAt ?? 0)).toBe(60_000);
});

test.each(samplePages().consents)(
  'a form that shows the words of $version is kept as consent to those words, newer ones or not',
  async ({ version, text }) => {
    const site = await openSite();
    await post(site, (await signUp(site, { consentVersion: version })) ?? '');
    const [kept] = await site.stores.subscribers.getConsents(await site.identities.idOf('anna@example.com'));
    const hash = createHash('sha256').update(text).digest('hex');
    expect(kept?.consent).toMatchObject({ version, hash });
  },
);

test('a stranger who types her address changes nothing of her running course until its owner confirms', async () => {
  const site = await openSite();
  const her = await joined(site);
  site.clock.advance(11 * 60_000);
  await signUp(site, { birthDate: '2020-01-01', firstName: 'Mallory', country: 'US' });
  expect(await site.stores.subscribers.get(her.id)).toEqual(her);
});

test('confirming again with the same date changes nothing, and may be pressed twice', async () => {
  const site = await openSite();
  await joined(site);
  const her = await sendLesson(site);
  site.clock.advance(11 * 60_000);
  const path = (await signUp(site, { firstName: 'Anne', country: 'IE' })) ?? '';
  for (const press of [1, 2]) {
    const answer = await post(site, path);
    expect([press, answer.status]).toEqual([press, 200]);
  }
  const after = await site.stores.subscribers.get(her.id);
  expect({ ...after, signUpId: '', revision: 0 }).toEqual({ ...her, signUpId: '', revision: 0 });
});

test('a second baby: another date begins a new run, and the old run blocks nothing', async () => {
  const site = await openSite();
  const first = await joined(site, { birthDate: '2024-03-01' });
  await sendLesson(site);
  site.clock.advance(11 * 60_000);
  const path = (await signUp(site, { birthDate: '2026-11-01' })) ?? '';
  await post(site, path);
  const second = await site.stores.subscribers.get(first.id);
  expect(second).toMatchObject({ state: 'active', birthDate: '2026-11-01', lessonNumber: 0 });
  expect(second?.run).not.toBe(first.run);
  expect(site.lessonQueue).toHaveLength(2);
});

test('a run begun in the millisecond of the last one, or before it, still has a name of its own', async () => {
  const site = await openSite();
  const first = await joined(site, { birthDate: '2024-03-01' });
  const run = (site.clock.now() + 5).toString(36);
  await site.stores.subscribers.confirm({ ...first, run, revision: first.revision + 1 }, first.revision);
  const second = await joined(site, { birthDate: '2026-11-01' });
  expect(second.run > run).toBe(true);
});
