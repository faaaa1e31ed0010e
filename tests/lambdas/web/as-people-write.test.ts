import { expect, test } from 'vitest';
import { active, joined, linksOf, openSite, post, sendLesson, signUp, signUpFields } from './site.ts';

/** Dates, names and letters as people and their browsers send them (faults 22 and 23). */

test.each([
  ['GB', '05/03/2026', '2026-03-05'],
  ['IE', '5 March 2026', '2026-03-05'],
  ['other', '5.3.2026', '2026-03-05'],
  ['AU', '3 May 26', '2026-05-03'],
  ['US', '05/03/2026', '2026-05-03'],
])('signing up from %s, %s is %s', async (country, birthDate, date) => {
  const site = await openSite();
  expect((await post(site, '/signup', signUpFields({ country, birthDate }))).status).toBe(303);
  expect(site.enrolQueue).toMatchObject([{ signUp: { birthDate: date } }]);
});

test('a day that may be two is asked about in words, and what she typed stays in sight', async () => {
  const site = await openSite();
  const fields = signUpFields({ country: 'other', birthDate: '05/03/2026' });
  const answer = await post(site, '/signup', fields);
  expect(answer.status).toBe(422);
  const html = await answer.text();
  expect(html).toContain('Do you mean 5 March 2026 or 3 May 2026?');
  // A date control shows nothing of what it cannot read.
  expect(html).toMatch(/<input id="birthDate"[^>]*type="text"[^>]*value="05\/03\/2026"/);
  expect(site.enrolQueue).toEqual([]);
});

test('the preferences read a day by the country that she has, or gives along with it', async () => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  const { preferences } = await linksOf(site);
  await post(site, preferences, { birthDate: '05/02/2026' });
  expect(await active(site)).toMatchObject({ birthDate: '2026-02-05' });
  await post(site, preferences, { birthDate: '05/02/2026', country: 'US' });
  expect(await active(site)).toMatchObject({ birthDate: '2026-05-02' });
  const refused = await post(site, preferences, { birthDate: '5 Smarch 2026' });
  expect(await refused.text()).toMatch(/type="text"[^>]*value="5 Smarch 2026"/);
});

test('both forms show an example of a date, and no browser fills in her own birthday', async () => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  for (const path of ['/', (await linksOf(site)).preferences]) {
    const html = await (await site.app.request(path)).text();
    expect(html).toContain('Like 3 May 2026');
    expect(html).toMatch(/<input id="birthDate"[^>]*autocomplete="off"/);
  }
});

test.each([
  ['2025-05-23', false],
  ['2025-05-18', true],
  ['1990-04-12', true],
])(
  'a birth on %s is said back in words, with a question where it is over 18 months ago: %s',
  async (birthDate, asks) => {
    const site = await openSite();
    const link = (await signUp(site, { birthDate })) ?? '';
    const html = await (await site.app.request(link)).text();
    expect(html).toMatch(
      /You gave birth on <strong>\d{1,2} [A-Z][a-z]+ \d{4}<\/strong>, about \d+ (?:weeks|years) ago/,
    );
    expect(html.includes('not your own birthday')).toBe(asks);
  },
);

test.each(['Ma.Teresa', 'St.John', 'M.Elena', "Siobhán O'Brien", 'Anne-Marie', '李娜', 'محمد'])(
  'the name %s is kept as she wrote it',
  async (firstName) => {
    const site = await openSite();
    expect(await joined(site, { firstName })).toMatchObject({ firstName });
  },
);

const LATIN = 'email=zoe%40example.com&firstName=Zo%EB&birthDate=2026-01-05&country=GB&consent=yes';

test.each([
  ['with its bytes as digits', LATIN, 'application/x-www-form-urlencoded'],
  ['with its bytes as they are', LATIN.replace('%EB', '\u00EB'), 'application/x-www-form-urlencoded'],
  [
    'in parts',
    [...new URLSearchParams(LATIN.replace('%EB', 'X'))]
      .map(([name, value]) => `--cut\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')
      .replace('ZoX', 'Zo\u00EB')
      .concat('--cut--\r\n'),
    'multipart/form-data; boundary=cut',
  ],
  [
    'as JSON',
    JSON.stringify({ ...Object.fromEntries(new URLSearchParams(LATIN)), firstName: 'Zo\u00EB' }),
    'application/json',
  ],
])('a page in windows-1252 sends Zoë %s, and she is Zoë', async (_how, body, type) => {
  const site = await openSite();
  const answer = await site.app.request('/signup', {
    method: 'POST',
    body: Buffer.from(body, 'latin1'),
    headers: { 'content-type': type },
  });
  expect(answer.status).toBeLessThan(400);
  expect(site.enrolQueue).toMatchObject([{ signUp: { firstName: 'Zoë', address: 'zoe@example.com' } }]);
});

test('every form that takes words says that it is sent as UTF-8, the one for other sites too', async () => {
  const site = await openSite();
  await joined(site);
  await sendLesson(site);
  for (const path of ['/', '/embed', (await linksOf(site)).preferences]) {
    const html = await (await site.app.request(path)).text();
    expect(html, path).toMatch(/accept-charset(?:=|&#x3D;)(?:"|&quot;)utf-8/);
  }
});

test('a name whose letter was lost before it came here is asked for again', async () => {
  const site = await openSite();
  const answer = await post(site, '/signup', signUpFields({ firstName: 'Zo\uFFFD' }));
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('A letter of your name was lost');
});

test('an address that is pasted with a name around it is mailed at the address', async () => {
  const site = await openSite();
  await post(site, '/signup', signUpFields({ email: 'Ann Bee <ann.bee@example.com>' }));
  await site.drain();
  expect(site.mails.map(({ to }) => to)).toEqual(['ann.bee@example.com']);
});

test('confirming clears what was counted for the mailbox: it is hers', async () => {
  const site = await openSite();
  const links: (string | null)[] = [];
  for (const tag of ['a', 'b', 'c']) links.push(await signUp(site, { email: `ann+${tag}@example.com` }));
  expect(await signUp(site, { email: 'ann+d@example.com' })).toBeNull();
  await post(site, links.at(-1) ?? '');
  expect(await signUp(site, { email: 'ann+e@example.com' })).not.toBeNull();
});
