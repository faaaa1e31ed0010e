import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { NUMBERS } from '../../../lib/domain/training/her-numbers.ts';
import type { TokenPurpose } from '../../../lib/ports/tokens.ts';
import { OBJECT_WORDS } from '../../object-words.ts';
import { joined, openSite, type Site, sendLesson, signUp } from './site.ts';

const SEED = 20_261_122;
const PURPOSES: readonly TokenPurpose[] = [
  'confirm',
  'unsubscribe',
  'lesson',
  'feedback',
  'preferences',
  'pause',
  'data',
  'week',
  'weeks',
  'calendar',
];

let site: Site;
let her: Active;
/** A link of each purpose, as the mails carry it. */
let tokens: Readonly<Record<TokenPurpose, string>>;
beforeAll(async () => {
  site = await openSite({ settings: { signUpsPerHourPerNetwork: 1_000_000 } });
  await joined(site);
  her = await sendLesson(site);
  const confirm = (await signUp(site, { email: 'other@example.com' })) ?? '';
  const subject = `${her.run}-${(site.clock.now() + 3_600_000).toString(36)}`;
  const sign = (purpose: TokenPurpose, lesson?: number) =>
    site.tokens.sign(purpose, { id: her.id, subject: her.run, ...(lesson === undefined ? {} : { lesson }) });
  tokens = {
    confirm: confirm.split('/')[2] ?? '',
    unsubscribe: await site.tokens.sign('unsubscribe', { id: her.id, subject: '' }),
    lesson: await sign('lesson', 1),
    feedback: await sign('feedback', 1),
    preferences: await sign('preferences'),
    pause: await sign('pause'),
    data: await site.tokens.sign('data', { id: her.id, subject }),
    week: await sign('week', 1),
    weeks: await site.tokens.sign('weeks', { id: her.id, subject }),
    calendar: await sign('calendar'),
    change: await site.tokens.sign('change', { id: her.id, subject: `${her.run}-change-0001` }),
  };
});

/** She is there again before each request, so that a press that leaves does not make all that follow dull. */
async function bringBack(): Promise<void> {
  if ((await site.stores.subscribers.get(her.id)) !== null) return;
  await site.stores.suppressions.lift(her.id);
  await site.stores.subscribers.confirm(her, null);
}

const anyPurpose = fc.constantFrom(...PURPOSES);
const odd = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }).map(encodeURIComponent),
  fc.constantFrom(
    '%',
    '%zz',
    '%00',
    '%2e%2e',
    '..',
    'k1..',
    'k1.a.b.c.d',
    `k1.${'A'.repeat(4_000)}.x`,
    '%F0%9F%98',
  ),
);
const tokenFor = (purpose: TokenPurpose) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(null).map(() => tokens[purpose]) },
    { weight: 1, arbitrary: anyPurpose.map((other) => tokens[other]) },
    { weight: 2, arbitrary: odd },
  );
const path = fc.oneof(
  ...PURPOSES.filter((purpose) => purpose !== 'feedback' && purpose !== 'pause').map((purpose) =>
    tokenFor(purpose).map((token) => `/${purpose}/${token}`),
  ),
  { weight: 3, arbitrary: tokenFor('week').map((token) => `/week/${token}`) },
  tokenFor('calendar').map((token) => `/calendar/${token}.ics`),
  { weight: 3, arbitrary: tokenFor('preferences').map((token) => `/preferences/${token}`) },
  tokenFor('preferences').map((token) => `/preferences/${token}/link`),
  fc
    .tuple(tokenFor('feedback'), fc.constantFrom('easy', 'hard', 'away', 'ready', '__proto__', 'x'))
    .map(([token, answer]) => `/feedback/${token}/${answer}`),
  fc
    .tuple(tokenFor('pause'), fc.constantFrom('2', '8', '-1', '1e9', 'constructor'))
    .map(([token, weeks]) => `/pause/${token}/${weeks}`),
  { weight: 3, arbitrary: fc.constant('/signup') },
  fc.constantFrom('/', '/check-your-inbox', '/privacy', '/embed', '/sample', '/health'),
  fc.constantFrom('/assets/x', '/pictures/x', '//', '/%2f', '/_local/'),
  fc.webPath(),
);
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    'yes',
    'no',
    '',
    '2026-01-05',
    '2026-02-30',
    '-271821-04-20',
    '+275760-09-13',
    'anna@example.com',
    'a@b',
    'Europe/London',
    '+25:00',
    'GB',
    'mon',
    '23',
    '24',
    '-1',
    '1e3',
    '2',
    'export',
    'tick',
    'days',
    'numbers',
    'no-days',
    'link',
    'plan-2026-11-27',
    'tue fri',
    '9:30',
    ...OBJECT_WORDS,
    '{{this}}',
    '\u202E',
    '\uD800',
    '=?utf-8?q?x?=',
  ),
);
const FIELDS = [
  'email',
  'firstName',
  'birthDate',
  'noDate',
  'pace',
  'country',
  'timeZone',
  'babyMentions',
  'consent',
  'consentVersion',
  'shownAt',
  'sendDay',
  'sendHour',
  'level',
  'pause',
  'resume',
  'pregnant',
  'weeks',
  'do',
  'done',
  'pair',
  'day1',
  'day2',
  'time',
  'cue',
  'remind',
  ...NUMBERS,
  '__proto__',
  'constructor',
];
const GOOD = [
  ['email', 'anna@example.com'],
  ['birthDate', '2026-01-05'],
  ['country', 'GB'],
  ['consent', 'yes'],
] as const;
const strange = fc.array(fc.tuple(fc.constantFrom(...FIELDS), value), { maxLength: 12 });
const fields = fc.oneof(
  strange,
  fc
    .subarray([...GOOD], { minLength: 3 })
    .chain((good) => strange.map((more) => [...good, ...more.slice(0, 2)])),
);
const body = fc.oneof(
  fields.map((pairs) => ({
    type: 'application/x-www-form-urlencoded',
    text: new URLSearchParams(pairs.map(([name, text]) => [name, text.toWellFormed()])).toString(),
  })),
  fields.map((pairs) => ({ type: 'application/json', text: JSON.stringify(Object.fromEntries(pairs)) })),
  fc.json().map((text) => ({ type: 'application/json', text })),
  fc
    .string({ unit: 'binary', maxLength: 300 })
    .map((text) => ({ type: 'multipart/form-data; boundary=b', text })),
  fields.map((pairs) => ({ type: 'multipart/form-data; boundary=b', text: multipart(pairs) })),
  fc
    .tuple(
      fc.constantFrom(
        'text/plain',
        'application/xml',
        'x',
        'multipart/form-data',
        'application/json; charset=utf-7',
        '',
      ),
      fc.string(),
    )
    .map(([type, text]) => ({ type, text })),
);
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
const accept = fc.constantFrom('text/html', 'application/json', '*/*', '', 'text/html;q=x');

test('three thousand odd requests over every route get an answer that is no fault of ours', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(path, method, body, accept, async (where, how, { type, text }, accepts) => {
      await bringBack();
      const bare = how === 'GET' || how === 'HEAD';
      const request = new Request(`https://course.example${where}`, {
        method: how,
        headers: { accept: accepts, ...(type === '' ? {} : { 'content-type': type }) },
        body: bare ? null : text,
      });
      const answer = await site.app.request(request);
      seen.add(answer.status);
      expect(answer.status, `${how} ${where} ${type} ${text}`).toBeLessThan(500);
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    }),
    { numRuns: 3_000, seed: SEED },
  );
  expect([...seen].sort()).toEqual(expect.arrayContaining([200, 202, 303, 404, 405, 422]));
});

test('no mutation of a token is accepted, for any purpose', async () => {
  const content = { id: 'A'.repeat(22), subject: 'mwt3h340', lesson: 12 };
  const signed = await Promise.all(
    PURPOSES.map(async (purpose) => ({ purpose, token: await site.tokens.sign(purpose, content) })),
  );
  const mutation = fc.oneof(
    fc.tuple(fc.constant('replace'), fc.nat(), fc.constantFrom(...'AQgw019-_.az=+/ ')),
    fc.tuple(fc.constant('insert'), fc.nat(), fc.constantFrom(...'AQgw019-_.az=+/ ')),
    fc.tuple(fc.constant('delete'), fc.nat(), fc.constant('')),
    fc.tuple(fc.constant('cut'), fc.nat(), fc.constant('')),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...signed),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      async ({ purpose, token }, changes) => {
        const mutated = changes.reduce(mutate, token);
        fc.pre(mutated !== token);
        expect(await site.tokens.verify(purpose, mutated)).toBeNull();
      },
    ),
    { numRuns: 4_000, seed: SEED },
  );
});

test('a token of one purpose opens nothing of another', async () => {
  const content = { id: 'A'.repeat(22), subject: 'mwt3h340' };
  for (const purpose of PURPOSES) {
    const token = await site.tokens.sign(purpose, content);
    for (const other of PURPOSES)
      expect((await site.tokens.verify(other, token)) !== null, `${purpose} as ${other}`).toBe(
        purpose === other,
      );
  }
});

function mutate(token: string, [how, at, letter]: [string, number, string]): string {
  const where = at % Math.max(1, token.length);
  switch (how) {
    case 'replace':
      return token.slice(0, where) + letter + token.slice(where + 1);
    case 'insert':
      return token.slice(0, where) + letter + token.slice(where);
    case 'delete':
      return token.slice(0, where) + token.slice(where + 1);
    default:
      return token.slice(0, where);
  }
}

function multipart(pairs: readonly (readonly [string, string])[]): string {
  const parts = pairs.map(
    ([name, text]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  return `${parts.join('')}--b--\r\n`;
}
