import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseFolder } from '../../lib/brand/course-folder.ts';
import { openBrowser } from '../browser.ts';
import { mailsTo } from '../course-command.ts';
import { writePseudoTranslation } from '../pseudo/pseudo-course.ts';
import { eventually, type LocalCourse, localCourse } from '../runner.ts';
import { WHOLE_COURSE } from '../whole-course.ts';

/** The fixture in a language whose lines begin on the right, as a browser lays it out. Of the whole alone (`WHOLE_COURSE=1`). */

const HER = 'sana@example.com';
const PHONE = { width: 390, height: 844 };
const folder = mkdtempSync(join(tmpdir(), 'from-the-right-'));
const COURSE = join(folder, 'kudu');
const browser = openBrowser();
let here: LocalCourse;
let mails: Awaited<ReturnType<LocalCourse['mails']>>;

describe.runIf(WHOLE_COURSE)('a course whose lines begin on the right', () => {
  beforeAll(async () => {
    cpSync(join(import.meta.dirname, '../course/kudu'), COURSE, { recursive: true });
    writePseudoTranslation(COURSE, { tag: 'ur', from: 'ZA', country: 'ZA-ur', language: 'ur-PK' });
    const env = { ...process.env, COURSE };
    const cwd = join(import.meta.dirname, '../..');
    await promisify(execFile)(process.execPath, ['bin/build.ts'], { cwd, env });
    here = await localCourse({ COURSE });
    const { now } = await here.advance('PT0S');
    const birthDate = new Date(Date.parse(now) - 2 * 86_400_000).toISOString().slice(0, 10);
    const fields = { email: HER, birthDate, country: 'ZA-ur', pace: 'standard', consent: 'yes' };
    const post = (url: string, body = {}) =>
      fetch(new URL(url, here.siteUrl), { method: 'POST', body: new URLSearchParams(body) });
    await post('/signup?country=ZA-ur', fields);
    const [asked] = await eventually(mailsTo(here, HER), (all) => all.length === 1);
    await post(/^\S+\/confirm\/\S+$/m.exec(asked?.text ?? '')?.[0] ?? '');
    mails = await eventually(mailsTo(here, HER), (all) => all.length === 2);
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
    rmSync(courseFolder({ COURSE }).built, { recursive: true, force: true });
    rmSync(folder, { recursive: true });
  });

  const linkIn = (path: string) =>
    new RegExp(`^\\S+/${path}\\S*$`, 'm').exec(mails[1]?.text ?? '')?.[0] ?? '';
  const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const styleOf = (page: Page, selector: string, name: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, key) => getComputedStyle(element).getPropertyValue(key), name);

  test('no page of it is wider than the phone, and the edge of a note is where lines begin', async () => {
    const page = await browser().newPage({ viewport: PHONE });
    for (const path of ['/', '/sample', '/privacy', '/nowhere', '/help/signs/ZA-ur']) {
      await page.goto(`${here.siteUrl}${path}?country=ZA-ur`);
      expect([path, await overflow(page)]).toEqual([path, 0]);
    }
    for (const path of ['lesson/', 'feedback/', 'preferences/', 'week/', 'unsubscribe/']) {
      await page.goto(linkIn(path));
      expect([path, await overflow(page)]).toEqual([path, 0]);
    }
    await page.goto(linkIn('lesson/'));
    expect(await styleOf(page, '.safe', 'border-right-width')).toBe('5px');
    expect(await styleOf(page, '.safe', 'border-left-width')).toBe('0px');
    await page.goto(linkIn('preferences/'));
    expect(await styleOf(page, '.way', 'transform')).toBe('matrix(-1, 0, 0, 1, 0, 0)');
    await page.close();
  });

  test('a sentence of its mail ends on the left, and the mail fits the phone', async () => {
    const page = await browser().newPage({ viewport: PHONE });
    for (const { html } of mails) {
      await page.setContent(html);
      expect(await overflow(page)).toBe(0);
      for (const side of await page
        .locator('p')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction)))
        expect(side).toBe('rtl');
    }
    await page.close();
  });

  test('the groups of a number to ring stay in their order', () => {
    expect(mails[1]?.text).toContain('\u200E0800 567 567');
    expect(mails[1]?.html).toContain('>\u200E0800&nbsp;567&nbsp;567</a>');
  });
});
