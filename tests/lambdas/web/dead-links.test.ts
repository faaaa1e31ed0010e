import { describe, expect, test } from 'vitest';
import { joined, linksOf, openSite, post, sendLesson } from './site.ts';

/** Every page behind a link of a mail, with a token that stands for nobody. */
const NOBODYS = [
  ...['lesson', 'preferences', 'no-baby-mentions', 'pregnant', 'change', 'data', 'confirm'].map(
    (page) => `/${page}/k1.none.none`,
  ),
  ...['/feedback/k1.none.none/easy', '/pause/k1.none.none/2', '/preferences/k1.none.none/link'],
];

describe('a link that stands for nobody', () => {
  test.each(NOBODYS)('leads to the same page and writes nothing: %s', async (path) => {
    const site = await openSite();
    const before = site.writes.length;
    for (const answer of [await site.app.request(path), await post(site, path)]) {
      expect([404, 405, 410]).toContain(answer.status);
      expect(await answer.text()).toMatch(/<h1/);
    }
    expect(site.writes.slice(before)).toEqual([]);
  });
});

describe('a link of someone who left', () => {
  const LINKS = ['preferences', 'lesson', 'noBabyMentions', 'exit'] as const;

  test.each(LINKS)('leads nowhere any more: %s', async (name) => {
    const site = await openSite();
    await joined(site);
    await sendLesson(site);
    const links = await linksOf(site);
    const link = name === 'exit' ? (links.exits['pregnant'] ?? '') : links[name];
    await post(site, links.unsubscribe);
    const before = site.writes.length;
    for (const answer of [await site.app.request(link), await post(site, link)])
      expect([404, 405, 410]).toContain(answer.status);
    expect(site.writes.slice(before)).toEqual([]);
  });
});

test('a change that somebody else wrote first is made all the same', async () => {
  const site = await openSite();
  await joined(site);
  const { id } = await sendLesson(site);
  const { noBabyMentions } = await linksOf(site);
  const { replace } = site.stores.subscribers;
  let conflicts = 0;
  site.stores.subscribers.replace = async (...change) =>
    conflicts++ === 0 ? 'conflict' : replace.apply(site.stores.subscribers, change);
  await post(site, noBabyMentions);
  expect(conflicts).toBe(2);
  expect(await site.stores.subscribers.get(id)).toMatchObject({ babyMentions: false });
});
