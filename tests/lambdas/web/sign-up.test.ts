import { describe, expect, test } from 'vitest';
import { openSite, post, signUpFields } from './site.ts';

test('the sign-up page says what comes, from whom and what is kept, and ticks nothing for her', async () => {
  const site = await openSite();
  const html = await (await site.app.request('/')).text();
  for (const said of [
    'A short strength session in your inbox each week',
    'Strong Weeks, 1 Example Street',
    'Not for use in pregnancy.',
    'information about my health after birth',
    'It was over a year ago, or I did not give birth',
    'When you leave, your details go at once.',
    'href="/privacy"',
  ])
    expect(html).toContain(said);
  const ticks = html.match(/<input[^>]*type="(?:checkbox|radio)"[^>]*>/g) ?? [];
  expect(ticks).toHaveLength(5);
  expect(ticks.filter((tick) => tick.includes('checked'))).toEqual([]);
  expect(html.match(/<option[^>]*selected/g)).toBeNull();
});

describe('the sign-up form shows what was typed again, with a message at the field', () => {
  test.each([
    ['an address that is none', { email: 'anna@' }, 'email', 'it should look like name@example.com'],
    [
      'an address with letters outside ASCII before the @',
      { email: 'jürgen@example.com' },
      'email',
      'Check your email',
    ],
    ['no address', { email: null }, 'email', 'Check your email'],
    ['a day still to come', { birthDate: '2027-05-01' }, 'birthDate', 'come back when baby is here'],
    ['a day that is not in the calendar', { birthDate: '2026-02-30' }, 'birthDate', 'not in the calendar'],
    ['a day without a year', { birthDate: '5 March' }, 'birthDate', 'like 5 March 2026'],
    [
      'a day in numbers',
      { birthDate: '05/03/2026', country: 'CA' },
      'birthDate',
      '5 March 2026 or 3 May 2026',
    ],
    ['a day too long ago', { birthDate: '1901-01-01' }, 'birthDate', 'check the year'],
    ['neither a day nor the box', { birthDate: null }, 'birthDate', 'tick the box'],
    ['a day and the box', { noDate: 'yes' }, 'birthDate', 'keep one of the two'],
    ['an unknown pace', { pace: 'fast' }, 'pace', 'standard or gentle'],
    ['no country', { country: null }, 'country', 'where you live'],
    ['an unknown country', { country: 'FR' }, 'country', 'where you live'],
    ['an unknown word for baby mentions', { babyMentions: 'maybe' }, 'babyMentions', 'yes or no'],
    ['a missing tick', { consent: null }, 'consent', 'Tick this box'],
    ['a tick of another kind', { consent: 'on' }, 'consent', 'Tick this box'],
    ['a link for a name', { firstName: 'https://x.example' }, 'firstName', 'first name only'],
    ['a name of a thousand letters', { firstName: 'a'.repeat(999) }, 'firstName', 'shorter first name'],
    [
      'words of consent that were never ours',
      { consentVersion: '1999' },
      'consent',
      'These words have changed',
    ],
  ])('%s', async (_name, overrides, field, message) => {
    const site = await openSite();
    const fields = signUpFields(overrides);
    const answer = await post(site, '/signup', fields);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toMatch(new RegExp(`id="${field}-error">[^<]*${message}`));
    expect(html).toContain(`<a href="#${field}">`);
    expect(html).toContain('<title>One thing needs another look · ');
    for (const typed of ['email', 'firstName', 'birthDate'] as const) {
      const value = fields[typed];
      if (value !== undefined) expect(html).toContain(`value="${value}"`);
    }
    expect(site.enrolQueue).toEqual([]);
  });
});

test('JSON with faults gets problem+json that names each field', async () => {
  const site = await openSite();
  const answer = await site.app.request('/signup', {
    method: 'POST',
    body: JSON.stringify({ email: 'x', birthDate: '2026-13-01' }),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(Object.keys((await answer.json()).errors)).toEqual(['email', 'birthDate', 'country', 'consent']);
});

test.each([
  ['forty years ago', '1986-04-12', 303],
  ['today', '2026-11-23', 303],
  ['tomorrow here, which is today at UTC+14', '2026-11-24', 303],
  ['a day that has come nowhere yet', '2026-11-25', 422],
])('a birth date %s, at 10:00 in London: %s gives %i', async (_name, birthDate, status) => {
  const site = await openSite();
  expect((await post(site, '/signup', signUpFields({ birthDate }))).status).toBe(status);
});

test.each([
  [{ country: 'US', timeZone: null }, 'America/New_York'],
  [{ country: 'AU', timeZone: 'Mars/Olympus' }, 'Australia/Sydney'],
  [{ country: 'GB', timeZone: 'Europe/Lisbon' }, 'Europe/Lisbon'],
  [{ country: 'other', timeZone: null }, 'UTC'],
])('the zone of %j is %s', async (overrides, zone) => {
  const site = await openSite();
  await post(site, '/signup', signUpFields(overrides));
  expect(site.enrolQueue).toMatchObject([{ signUp: { timeZone: zone } }]);
});

test('a blank pace is gentle, and blank baby mentions are on', async () => {
  const site = await openSite();
  await post(site, '/signup', signUpFields());
  expect(site.enrolQueue).toMatchObject([
    { signUp: { pace: 'gentle', babyMentions: true, firstName: 'Anna' } },
  ]);
});

test('what is typed is text and never markup', async () => {
  const site = await openSite();
  const nasty = '"><script>alert(1)</script>{{7*7}}';
  const html = await (await post(site, '/signup', signUpFields({ email: nasty, firstName: nasty }))).text();
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&quot;&gt;&lt;script&gt;');
});

test('multipart forms work too', async () => {
  const site = await openSite();
  const body = new FormData();
  for (const [name, value] of Object.entries(signUpFields())) body.set(name, value);
  expect((await site.app.request('/signup', { method: 'POST', body })).status).toBe(303);
});

test('the quiet sign-up asks for the day of birth, mentions no baby, and keeps baby mentions off', async () => {
  const site = await openSite();
  const html = await (await site.app.request('/?babyMentions=no')).text();
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  expect(main.replace('These emails will not mention a baby.', '')).not.toMatch(/\bbaby\b/i);
  expect(main).toContain('The day you gave birth');
  expect(main).toContain('<input type="hidden" name="babyMentions" value="no">');
});
