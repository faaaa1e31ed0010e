import { describe, expect, test } from 'vitest';
import { active, joined, linkIn, linksOf, openSite, post, type Site, sendLesson, signUp } from './site.ts';

/** Someone with a lesson, and the path of its link to leave by. */
async function withLesson(): Promise<{ site: Site; path: string; id: string }> {
  const site = await openSite();
  await joined(site);
  const { id } = await sendLesson(site);
  return { site, path: (await linksOf(site)).unsubscribe, id };
}

const CLINGING = ['.', ')', '%3E', '%20', ',', '.)', '%22', "'", '%C2%A0', '%E2%80%9D.'];

describe('what clung to a link on its way', () => {
  test.each(CLINGING)('is cut off, and she leaves: %s', async (clinging) => {
    const { site, path, id } = await withLesson();
    const answer = await post(site, path + clinging);
    expect(await answer.text()).toContain('You have left');
    expect(await site.stores.subscribers.get(id)).toBeNull();
    expect(await site.stores.suppressions.get(id)).toMatchObject({ reason: 'left' });
  });

  test.each(CLINGING)('is cut off every other link as well: %s', async (clinging) => {
    const { site } = await withLesson();
    const { lesson, preferences, feedback, pause } = await linksOf(site);
    const confirm = await signUp(site, { email: 'other@example.com' });
    const behindTheToken = [feedback.easy, `${pause}/2`, '/help/all/GB'];
    for (const path of [lesson, preferences, confirm ?? '', ...behindTheToken])
      expect((await site.app.request(path + clinging)).status).toBe(200);
  });
});

describe('a link that was cut or changed', () => {
  const DAMAGES: [string, (path: string) => string][] = [
    ['cut by a letter', (path) => path.slice(0, -1)],
    ['cut in the middle', (path) => path.slice(0, 30)],
    ['with another letter', (path) => `${path.slice(0, -3)}A${path.slice(-2)}`],
  ];

  test.each(DAMAGES)('stops nothing, answers 200, and says so: %s', async (_, damage) => {
    const { site, path } = await withLesson();
    for (const method of ['GET', 'POST']) {
      const answer = await site.app.request(damage(path), { method });
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('Nothing has been stopped yet');
      expect(page).not.toMatch(/details are gone|not hear from us/);
    }
    expect(await active(site)).toMatchObject({ state: 'active' });
  });

  test('leads to a fresh one by mail, which works', async () => {
    const { site, id } = await withLesson();
    const asked = await post(site, '/unsubscribe', { email: ' Anna@Example.com ' });
    expect(await asked.text()).toContain('If we write to that address, a link is on its way');
    expect(await site.drain()).toEqual(['mailed']);
    const [mail] = site.mails.slice(-1);
    if (mail === undefined) throw new Error('no mail went');
    expect(mail.to).toBe('anna@example.com');
    await post(site, linkIn(mail, 'unsubscribe'));
    expect(await site.stores.subscribers.get(id)).toBeNull();
  });

  test('answers alike whoever the address belongs to, and mails only who is here', async () => {
    const { site } = await withLesson();
    const mails = site.mails.length;
    const known = await post(site, '/unsubscribe', { email: 'anna@example.com' });
    const unknown = await post(site, '/unsubscribe', { email: 'nobody@example.com' });
    expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()]);
    expect(await site.drain()).toEqual(['mailed', 'dropped']);
    expect(site.mails.length).toBe(mails + 1);
  });

  test('fills no inbox: three links a day, whoever asks', async () => {
    const { site } = await withLesson();
    for (let asked = 0; asked < 5; asked += 1)
      await post(site, '/unsubscribe', { email: 'anna@example.com' });
    expect((await site.drain()).filter((outcome) => outcome === 'mailed')).toHaveLength(3);
  });

  test('with no address asks again, with what was typed', async () => {
    const site = await openSite();
    const answer = await post(site, '/unsubscribe', { email: 'anna@' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('value="anna@"');
    expect(page).toContain('Check your email');
    expect(page).toContain('<title>One thing needs another look · ');
  });
});

describe('a wrong birth date', () => {
  test('corrected within 10 minutes is mailed when they are over, and the first link is dead then', async () => {
    const site = await openSite();
    const first = await signUp(site, { birthDate: '2026-01-05' });
    await post(site, '/signup', {
      ...{ email: 'anna@example.com', birthDate: '2026-05-01', country: 'GB', consent: 'yes' },
    });
    const [message] = site.enrolQueue;
    if (message === undefined) throw new Error('nothing was queued');
    expect(await site.once()).toBe('later');
    expect(site.delays).toEqual([600]);
    site.clock.advance(600_000);
    expect(await site.once()).toBe('mailed');
    const second = linkIn(site.mails.at(-1) ?? fail(), 'confirm');
    expect((await site.app.request(first ?? '')).status).toBe(404);
    await post(site, second);
    expect((await active(site)).birthDate).toBe('2026-05-01');
  });
});

describe('one button', () => {
  test('leaves the baby out from the next email on', async () => {
    const { site } = await withLesson();
    const { noBabyMentions } = await linksOf(site);
    expect(await (await site.app.request(noBabyMentions)).text()).toContain('Yes, leave it out');
    expect((await active(site)).babyMentions).toBe(true);
    expect(await (await post(site, noBabyMentions)).text()).toContain('nothing mentions a baby');
    expect((await active(site)).babyMentions).toBe(false);
    expect((await post(site, noBabyMentions)).status).toBe(200);
  });
});

describe('Back', () => {
  test('after a form shows it again: pages without a token may be kept, pages with one may not', async () => {
    const { site } = await withLesson();
    const { preferences } = await linksOf(site);
    const cached = async (path: string) => (await site.app.request(path)).headers.get('cache-control');
    for (const path of ['/', '/check-your-inbox', '/privacy', '/sample', '/embed'])
      expect([path, await cached(path)]).toEqual([path, 'private, no-cache']);
    const wrong = await post(site, '/signup', { email: 'anna@' });
    expect([wrong.status, wrong.headers.get('cache-control')]).toEqual([422, 'private, no-cache']);
    expect(await cached(preferences)).toBe('no-store');
  });

  test('to the form by its address leads to the first page', async () => {
    const site = await openSite();
    const answer = await site.app.request('/signup');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  });
});

function fail(): never {
  throw new Error('no mail went');
}
