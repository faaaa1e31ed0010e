import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseFolder } from '../../lib/brand/course-folder.ts';
import { timeZones } from '../../lib/domain/calendar.ts';
import { mailsTo } from '../course-command.ts';
import { plainWordsIn } from '../pseudo/plain-words.ts';
import { writePseudoTranslation } from '../pseudo/pseudo-course.ts';
import { eventually, type LocalCourse, localCourse } from '../runner.ts';
import { WHOLE_COURSE } from '../whole-course.ts';

/**
 * The fixture in two languages, from a folder outside the tree: its own, and one that nobody speaks, which its readers in
 * ZA-af get. Whatever she is shown or sent, from the form to her leaving, no word of the first stands in it.
 * `WHOLE_COURSE=1` runs it; `.ci/run` does.
 */

const HER = 'thandi@example.com';
const folder = mkdtempSync(join(tmpdir(), 'two-languages-'));
const COURSE = join(folder, 'kudu');
let here: LocalCourse;

/** Days and months are the language's, by the tables of the platform; the names of countries and zones are names. */
const NAMES = [
  ...['Kudu', '12 Acacia Road, Cape Town 8001, South Africa', 'Thandi Mokoena', 'South Africa', 'Land af'],
  ...[
    'a physiotherapist in Cape Town',
    'English',
    'Information Regulator',
    'Example Street',
    'Literata',
    HER,
    'k0',
  ],
  ...timeZones().flatMap((zone) => zone.replaceAll('_', ' ').split('/')),
  ...Array.from({ length: 12 }, (_, month) => inAfrikaans({ month: 'long' }, month, 1)),
  ...Array.from({ length: 7 }, (_, day) => inAfrikaans({ weekday: 'long' }, 5, 1 + day)),
];

function inAfrikaans(options: Intl.DateTimeFormatOptions, month: number, day: number): string {
  return new Intl.DateTimeFormat('af-ZA', options).format(new Date(2026, month, day));
}

const leaks = (text: string) => plainWordsIn(text, NAMES);
const mails = () => mailsTo(here, HER)();

async function ask(url: string, fields?: Record<string, string>): Promise<{ status: number; html: string }> {
  const post = { method: 'POST', body: new URLSearchParams(fields ?? {}) };
  const answer = await fetch(new URL(url, here.siteUrl), fields === undefined ? {} : post);
  return { status: answer.status, html: await answer.text() };
}

function linkIn(text: string | undefined, path: string): string {
  const link = new RegExp(`^\\S+/${path}\\S*$`, 'm').exec(text ?? '')?.[0];
  if (link === undefined) throw new Error(`no /${path} link stands alone on a line`);
  return link;
}

describe.runIf(WHOLE_COURSE)('in the language of ZA-af', () => {
  beforeAll(async () => {
    cpSync(join(import.meta.dirname, '../course/kudu'), COURSE, { recursive: true });
    writePseudoTranslation(COURSE, { tag: 'af', from: 'ZA', country: 'ZA-af', language: 'af-ZA' });
    const env = { ...process.env, COURSE };
    await promisify(execFile)(process.execPath, ['bin/build.ts'], {
      cwd: join(import.meta.dirname, '../..'),
      env,
    });
    here = await localCourse({ COURSE });
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
    rmSync(courseFolder({ COURSE }).built, { recursive: true, force: true });
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['/?country=ZA-af', 200],
    ['/?country=ZA-af&babyMentions=no', 200],
    ['/sample?country=ZA-af', 200],
    ['/privacy?country=ZA-af', 200],
    ['/embed?country=ZA-af', 200],
    ['/check-your-inbox?country=ZA-af', 200],
    ['/unsubscribe?country=ZA-af', 200],
    ['/help/all/ZA-af', 200],
    ['/help/signs/ZA-af-quiet', 200],
    ['/nowhere?country=ZA-af', 404],
    ['/confirm/none?country=ZA-af', 404],
    ['/week/none?country=ZA-af', 404],
  ])('%s speaks the other language, and says which', async (path, status) => {
    const { html, status: answered } = await ask(path);
    expect(answered).toBe(status);
    expect(html).toContain('<html lang="af" dir="ltr">');
    expect(leaks(html)).toEqual([]);
  });

  test('the same addresses without a country speak the language of home', async () => {
    const { html } = await ask('/');
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).not.toContain('⟦');
    expect(html).toContain('value="ZA-af"');
  });

  test('the form leads to itself in the other language, and back', async () => {
    const links = async (path: string) =>
      [
        ...(await ask(path)).html.matchAll(
          /<a class="alone" href="([^"]+)" hreflang="\w+" lang="(\w+)">(\w+)/g,
        ),
      ].map(([, ...link]) => link);
    expect(await links('/')).toEqual([['/?country=ZA-af', 'af', 'Afrikaans']]);
    expect(await links('/?country=ZA-af')).toEqual([['/?country=ZA', 'en', 'English']]);
    expect(await links('/?babyMentions=no')).toEqual([
      ['/?country=ZA-af&amp;babyMentions=no', 'af', 'Afrikaans'],
    ]);
    expect((await ask('/?country=ZA')).html).toContain('<html lang="en"');
  });

  test('a slip in the form is told in its language, on a page and to a program', async () => {
    const page = await ask('/signup?country=ZA-af', { email: 'x' });
    expect(page.status).toBe(422);
    expect(leaks(page.html)).toEqual([]);
    const answer = await fetch(`${here.siteUrl}/signup?country=ZA-af`, {
      ...{ method: 'POST', body: '{"email":"x"}' },
      headers: { 'content-type': 'application/json' },
    });
    const { title, errors }: { title: string; errors: Record<string, string> } = JSON.parse(
      await answer.text(),
    );
    expect(leaks([title, ...Object.values(errors)].join('\n'))).toEqual([]);
  });

  describe('she who lives there', () => {
    test('signs up, and both mails are in her language, with its direction', async () => {
      const { now } = await here.advance('PT0S');
      const birthDate = new Date(Date.parse(now) - 2 * 86_400_000).toISOString().slice(0, 10);
      const fields = { email: HER, birthDate, country: 'ZA-af', pace: 'standard', consent: 'yes' };
      const { html } = await ask('/signup?country=ZA-af', fields);
      expect(leaks(html)).toEqual([]);
      const [asked] = await eventually(mails, (all) => all.length === 1);
      const confirm = linkIn(asked?.text, 'confirm/');
      for (const page of [await ask(confirm), await ask(confirm, {})]) expect(leaks(page.html)).toEqual([]);
      const all = await eventually(mails, (some) => some.length === 2);
      for (const mail of all) {
        expect(mail.html).toContain('lang="af-ZA" dir="ltr"');
        expect(leaks(`${mail.subject}\n${mail.text}`)).toEqual([]);
        expect(leaks(mail.html)).toEqual([]);
      }
    });

    test('finds each page behind a link of her lesson in it, and what its button says', async () => {
      const text = (await mails()).at(-1)?.text;
      const found: [string, string[]][] = [];
      const read = async (name: string, url: string, fields?: Record<string, string>) => {
        const { html } = await ask(url, fields);
        found.push([name, leaks(html)]);
        if (!html.includes('<html lang="af"')) found.push([name, ['another lang']]);
        return html;
      };
      const answer = linkIn(text, 'feedback/');
      for (const said of ['easy', 'right', 'hard', 'missed', 'notyet', 'back', 'ready', 'heavier', 'away'])
        for (const fields of [undefined, {}]) await read(said, answer.replace(/[a-z]+(?=\?)/, said), fields);
      for (const path of [
        'lesson/',
        'no-baby-mentions/',
        'injured/',
        'preferences/',
        'week/',
        'unsubscribe/',
      ])
        await read(path, linkIn(text, path));
      const week = linkIn(text, 'week/');
      const days = { do: 'days', day1: 'tue', day2: 'fri', cue: 'after-breakfast', time: '09:30' };
      const asked = await read('asks first', week, days);
      const consentVersion = /name="consentVersion" value="([^"]*)"/.exec(asked)?.[1] ?? '';
      expect(consentVersion).toMatch(/-af$/);
      await read('days', week, { ...days, consent: 'yes', consentVersion });
      await read('tick', week, { do: 'tick', done: '1' });
      await read('a slip', week, { ...days, day2: 'tue', time: 'late' });
      const settings = linkIn(text, 'preferences/');
      const preferences = await read('saved', settings, { firstName: 'Thandi', sendHour: '10' });
      await read('a slip in settings', settings, { birthDate: 'soon', timeZone: 'Nowhere/None' });
      await read(
        'a link',
        /action="([^"]*\/link[^"]*)"/.exec(preferences)?.[1]?.replace('&amp;', '&') ?? '',
        {},
      );
      for (const fields of [undefined, {}]) await read('pause', linkIn(text, 'pause/\\S+/3'), fields);
      expect(found.filter(([, words]) => words.length > 0)).toEqual([]);
    });

    test('her calendar says what it says in her language', async () => {
      const text = (await mails())[1]?.text;
      const { html } = await ask(linkIn(text, 'week/'), { do: 'link' });
      expect(leaks(html)).toEqual([]);
      const link = linkIn(
        (await eventually(mails, (all) => all.some((mail) => /\/weeks\//.test(mail.text)))).find((mail) =>
          /\/weeks\//.test(mail.text),
        )?.text,
        'weeks/',
      );
      const year = await ask(link);
      expect(leaks(year.html)).toEqual([]);
      const calendar = await ask(/https?:\/\/[^"<\s]*\/calendar\/[^"<\s]*/.exec(year.html)?.[0] ?? '');
      const said = [...calendar.html.matchAll(/^(?:SUMMARY|DESCRIPTION|X-WR-CALNAME|NAME):(.*)$/gm)];
      expect(said.length).toBeGreaterThan(1);
      expect(leaks(said.map(([, words = '']) => words).join('\n'))).toEqual([]);
    });

    test('leaves in it', async () => {
      const { html } = await ask(linkIn((await mails())[1]?.text, 'unsubscribe/'), {});
      expect(leaks(html)).toEqual([]);
    });
  });
});
