import { beforeAll, describe, expect, test } from 'vitest';
import type { Active } from '../../../lib/domain/subscriber.ts';
import type { LessonLinks } from '../../../lib/ports/letters.ts';
import { OBJECT_WORDS } from '../../object-words.ts';
import {
  everythingHeld,
  joined,
  linksOf,
  openSite,
  post,
  type Site,
  sendLesson,
  signUpFields,
} from './site.ts';

/** A word that every object answers to is no answer to any question of a form. */

let site: Site;
let her: Active;
let links: LessonLinks;
beforeAll(async () => {
  site = await openSite({ settings: { signUpsPerHourPerNetwork: 1_000_000 } });
  await joined(site);
  her = await sendLesson(site);
  links = await linksOf(site);
});

describe.each(OBJECT_WORDS)('%s', (word) => {
  test.each(['noDate', 'pace', 'country', 'babyMentions', 'consent', 'consentVersion'])(
    'is refused at %s of the sign-up form',
    async (field) => {
      const json = await site.app.request('/signup', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(signUpFields({ email: 'new@example.com', [field]: word })),
      });
      expect(json.status).toBe(422);
      expect(Object.keys((await json.json()).errors)).toEqual([
        field === 'consentVersion' ? 'consent' : field,
      ]);
      expect(site.enrolQueue).toEqual([]);
    },
  );

  test('as a zone of the sign-up form counts as none', async () => {
    const fields = signUpFields({ email: 'new@example.com', timeZone: word, shownAt: word });
    expect((await post(site, '/signup', fields)).status).toBe(303);
    expect(site.enrolQueue.splice(0)).toMatchObject([{ signUp: { timeZone: 'Europe/London' } }]);
  });

  test('changes nothing as an answer, as weeks away, as a pause, or as a button', async () => {
    const before = await everythingHeld(site);
    const link = (path: string) => path.replace(/[^/]+$/, word);
    expect((await post(site, link(links.feedback.easy))).status).toBe(404);
    expect((await site.app.request(link(links.feedback.easy))).status).toBe(404);
    expect((await post(site, links.feedback.away, { weeks: word })).status).toBe(422);
    expect((await post(site, link(`${links.pause}/2`))).status).toBe(404);
    expect((await site.app.request(link(`${links.pause}/2`))).status).toBe(404);
    expect((await post(site, links.preferences, { pregnant: word })).status).toBe(422);
    expect((await post(site, await dataLink(), { do: word })).status).toBe(422);
    expect(await everythingHeld(site)).toBe(before);
  });

  test('opens nothing as a token, an asset, a picture or a path', async () => {
    const paths = ['confirm', 'unsubscribe', 'lesson', 'preferences', 'data', 'assets', 'pictures'];
    for (const path of paths) {
      const answer = await site.app.request(`/${path}/${word}`);
      expect(answer.status, path).toBe(path === 'unsubscribe' ? 200 : 404);
    }
    const answer = await site.app.request(`/${word}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).not.toContain('script-src');
  });
});

test.each([
  `${'a'.repeat(3_000)}.png`,
  `${'a'.repeat(256)}.svg`,
  `${'a'.repeat(101)}.png`,
  '%00.png',
  'SQ%00.png',
  '..%2fcourse%2fGB.png',
  '...png',
  '.png',
  '%E0%A4%A.png',
  '%F0%9F%98.png',
  'SQ.png%2f',
  'SQ.png%0A',
  'constructor.png',
  'SQ.toString',
])('a picture called %s is not there', async (name) => {
  expect((await site.app.request(`/pictures/${name}`)).status).toBe(404);
});

async function dataLink(): Promise<string> {
  const subject = `${her.run}-${(site.clock.now() + 3_600_000).toString(36)}`;
  return `/data/${await site.tokens.sign('data', { id: her.id, subject })}`;
}
