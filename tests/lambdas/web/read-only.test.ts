import { expect, test } from 'vitest';
import { ANSWERS } from '../../../lib/domain/answers.ts';
import { COURSE } from '../../course.ts';
import { everythingHeld, joined, linksOf, openSite, type Site, sendLesson, signUp } from './site.ts';

/** Every address that a mail or a page of ours leads to. */
async function everyLink(site: Site): Promise<string[]> {
  const confirm = (await signUp(site, { email: 'other@example.com' })) ?? '';
  const links = await linksOf(site);
  const her = await site.stores.subscribers.get(await site.identities.idOf('anna@example.com'));
  const subject = `${her?.run}-${(site.clock.now() + 3_600_000).toString(36)}`;
  const data = await site.tokens.sign('data', { id: her?.id ?? '', subject });
  const weeks = await site.tokens.sign('weeks', { id: her?.id ?? '', subject });
  const calendar = await site.tokens.sign('calendar', { id: her?.id ?? '', subject: her?.run ?? '' });
  return [
    ...['/', '/?babyMentions=no', '/check-your-inbox', '/privacy', '/embed', '/sample', '/health'],
    ...[confirm, links.unsubscribe, links.lesson, links.preferences, `/data/${data}`],
    ...[links.week, `/weeks/${weeks}`, `/calendar/${calendar}.ics`],
    ...ANSWERS.map((answer) => links.feedback[answer]),
    ...COURSE.pauses.map((weeks) => `${links.pause}/${weeks}`),
  ];
}

test.each(['GET', 'HEAD'])(
  '%s of every link, twice, changes nothing and calls nothing that writes',
  async (method) => {
    const site = await openSite();
    await joined(site);
    await sendLesson(site);
    const links = await everyLink(site);
    expect(links).toHaveLength(27);
    const before = await everythingHeld(site);
    site.writes.length = 0;
    for (const link of [...links, ...links]) {
      const answer = await site.app.request(link, { method });
      expect([link, answer.status]).toEqual([link, 200]);
      if (method === 'HEAD') expect(await answer.text()).toBe('');
    }
    expect(site.writes).toEqual([]);
    expect(await everythingHeld(site)).toBe(before);
  },
);
