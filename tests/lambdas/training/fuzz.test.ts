import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataLinkSubject } from '../../../lib/domain/joining/data-link.ts';
import { NUMBERS } from '../../../lib/domain/training/her-numbers.ts';
import { DAYS_INPUTS } from '../../../lib/use-cases/training/training-form.ts';
import { OBJECT_WORDS } from '../../object-words.ts';
import { active, joined, openSite, type Site, sendLesson } from '../web/site.ts';

/** Every route of her plan under odd forms, most of them half meant; each route with odd links is in `web/fuzz.test.ts`. */

const SEED = 20_261_128;
const MEANT = { done: '1', pair: 'mon thu', day1: 'sun', time: '9:30', cue: 'before-bed' } as const;

/** Her three links, of a session that asks for numbers, so that they are written too. */
async function hers() {
  const site = await openSite();
  await joined(site);
  const sent = await sendLesson(site);
  const recent = [{ number: 1, session: '10', level: null, on: '2026-11-23' }];
  await site.stores.subscribers.replace({ ...sent, recent }, 'change');
  const { id, run } = await active(site);
  const year = dataLinkSubject({ run, expiresAt: site.clock.now() + 3_600_000 });
  const calendar = await site.tokens.sign('calendar', { id, subject: run });
  const paths = [
    `/week/${await site.tokens.sign('week', { id, subject: run, lesson: 1 })}`,
    `/week/${await site.tokens.sign('week', { id, subject: run })}`,
    `/weeks/${await site.tokens.sign('weeks', { id, subject: year })}`,
    `/calendar/${calendar}.ics`,
    `/calendar/${calendar}`,
  ];
  return { site, id, run, paths };
}

const consentVersion = async (site: Site, path: string) => {
  const asked = await site.app.request(path, {
    method: 'POST',
    body: new URLSearchParams({ do: 'days', pair: 'tue fri' }),
  });
  return /name="consentVersion" value="([^"]+)"/.exec(await asked.text())?.[1] ?? '';
};

const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.toWellFormed()),
  fc.constantFrom('', 'yes', '1', '2', '12', '4.5', '-1', '1e3', '9:30', '24:00', 'tue fri', 'mon', 'sun'),
  fc.constantFrom('\uFFFD', '\u202E', '<b>', '{{this}}', '٣', '١٢', 'NaN', 'Infinity', ...OBJECT_WORDS),
);
const meant = fc.constantFrom(
  ...[['done', '2'] as const, ['done', '0'] as const, ['done', '1'] as const],
  ...(['done', 'pair', 'day1', 'time', 'cue'] as const).map((name) => [name, MEANT[name]] as const),
  ...NUMBERS.map((name) => [name, '12'] as const),
);
const odd = fc.tuple(fc.constantFrom('done', ...DAYS_INPUTS, ...NUMBERS, '__proto__'), value);
const fields = fc.tuple(
  fc.constantFrom(
    'tick',
    'tick',
    'tick',
    'days',
    'no-days',
    'numbers',
    'numbers',
    'link',
    '',
    'x',
    '__proto__',
  ),
  fc.array(fc.oneof({ weight: 3, arbitrary: meant }, odd), { maxLength: 4 }),
  fc.boolean(),
);
const method = fc.constantFrom('POST', 'POST', 'POST', 'POST', 'GET', 'HEAD', 'PUT', 'DELETE');

test('six hundred odd forms get an answer that is no fault of ours, and what is kept can be read', async () => {
  const { site, id, run, paths } = await hers();
  const version = await consentVersion(site, paths[0] ?? '');
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      method,
      fields,
      fc.constantFrom('text/html', 'application/json'),
      async (path, how, [what, pairs, agreed], accept) => {
        const consent = agreed ? { consent: 'yes', consentVersion: version } : {};
        const form = { do: what, ...Object.fromEntries(pairs), ...consent };
        const body = how === 'GET' || how === 'HEAD' ? null : new URLSearchParams(form);
        const answer = await site.app.request(path, { method: how, headers: { accept }, body });
        seen.add(answer.status);
        expect(answer.status, `${how} ${path} ${JSON.stringify(form)}`).toBeLessThan(500);
        expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      },
    ),
    { numRuns: 600, seed: SEED },
  );
  expect([...seen].sort()).toEqual([200, 405, 422, 429]);
  const { weeks, unreadable } = await site.stores.training.weeks(id, run);
  expect({ weeks: weeks.length, unreadable }).toEqual({ weeks: 1, unreadable: 0 });
  // What was meant got through: it was not all refused at the door.
  expect(site.writes).toEqual(expect.arrayContaining(['putAgreed', 'putDone', 'putNumbers', 'replace']));
});
