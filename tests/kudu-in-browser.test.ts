import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseFolder } from '../lib/brand/course-folder.ts';
import { openBrowser } from './browser.ts';
import { dropLoop } from './course/kudu-variants.ts';
import { mailsTo } from './course-command.ts';
import { eventually, type LocalCourse, localCourse, type ReceivedMail } from './runner.ts';
import { WHOLE_COURSE } from './whole-course.ts';

/**
 * Another course lived by a mother in a browser, from a folder outside the tree: she joins, gives every answer, pauses,
 * leaves; and one who stays finishes. `WHOLE_COURSE=1` runs it; `.ci/run` does.
 */

const HER = 'lerato@example.com';
const folder = mkdtempSync(join(tmpdir(), 'lived-course-'));
const COURSE = join(folder, 'kudu-that-ends');

describe.runIf(WHOLE_COURSE)('in a browser', () => {
  const browser = openBrowser();
  let here: LocalCourse;
  let page: BrowserPage;

  beforeAll(async () => {
    cpSync(join(import.meta.dirname, 'course/kudu'), COURSE, { recursive: true });
    dropLoop(COURSE);
    const env = { ...process.env, COURSE };
    await promisify(execFile)(process.execPath, ['bin/build.ts'], {
      cwd: join(import.meta.dirname, '..'),
      env,
    });
    here = await localCourse({ COURSE });
    page = await browser().newPage({ timezoneId: 'Africa/Johannesburg' });
  });
  afterAll(async () => {
    await here[Symbol.asyncDispose]();
    rmSync(courseFolder({ COURSE }).built, { recursive: true, force: true });
    rmSync(folder, { recursive: true });
  });

  const mails = () => mailsTo(here, HER)();
  const last = async () => (await mails()).at(-1);

  /** Opens the link of her last mail that leads to `path`, and presses the one button there; answers the next heading. */
  const press = async (path: string): Promise<string> => {
    await page.goto(linkIn(await last(), path));
    await page.locator('main form button').first().click();
    return page.locator('h1').innerText();
  };
  const aWeekOn = async () => {
    const before = (await mails()).length;
    await here.advance('P7D');
    await eventually(mails, (all) => all.length > before);
  };

  test('she joins in its name, in its one country, at her browser’s hour', async () => {
    await joinHer(3);
    expect((await last())?.subject).toBe('Start here: 8 minutes');
  });

  test.each([
    ['right', 'A little more: 9 minutes'],
    ['easy', 'Hands off: 10 minutes'],
    ['notyet', 'A little more: 9 minutes'],
    ['ready', 'Hands off: 10 minutes'],
    ['hard', 'A little more: 9 minutes'],
    ['missed', 'A little more: 9 minutes'],
    ['right', 'Hands off: 10 minutes'],
    ['right', 'Twice through: 11 minutes'],
    ['back', 'A little more: 9 minutes'],
    ['heavier', 'Hands off: 10 minutes'],
    ['missed', 'Hands off: 10 minutes'],
  ])('her answer "%s" leads to the lesson that its map names', async (answer, subject) => {
    const link = linkIn(await last(), 'feedback/').replace(/[a-z]+$/, answer);
    await page.goto(link);
    await page.locator('main form button').first().click();
    expect(await page.locator('main').innerText()).not.toContain('Strong Weeks');
    await aWeekOn();
    expect((await last())?.subject).toBe(subject);
  });

  test('been away for a week or two, she gets the same lesson again', async () => {
    const { subject = '' } = (await last()) ?? {};
    await page.goto(linkIn(await last(), 'feedback/').replace(/[a-z]+$/, 'away'));
    await page.locator('main button[name=weeks]').first().click();
    await aWeekOn();
    expect((await last())?.subject).toBe(subject);
  });

  test('her lesson opens on a page, with its moves and its country’s numbers', async () => {
    await page.goto(linkIn(await last(), 'lesson/'));
    expect(await page.locator('main').innerText()).toContain('10177');
  });

  test('she pauses, and nothing comes until its end', async () => {
    const before = (await mails()).length;
    await page.goto(linkIn(await last(), 'preferences/'));
    const offered = page.locator('#pause button');
    expect(await offered.allInnerTexts()).toEqual(['1 week', '3 weeks']);
    await page.goto(linkIn(await last(), 'pause/\\S+/3$'));
    expect(await page.locator('h1').innerText()).toBe('Pause for 3 weeks');
    await page.locator('main form button').first().click();
    await here.advance('P14D');
    expect(await mails()).toHaveLength(before);
    await here.advance('P14D');
    expect((await mails()).length).toBeGreaterThan(before);
  });

  test('she leaves, and nothing comes again', async () => {
    await press('unsubscribe/');
    const before = (await mails()).length;
    await here.advance('P21D');
    expect(await mails()).toHaveLength(before);
  });

  test('she joins again, stays to the end, and is told that it is the end', async () => {
    const before = (await mails()).length;
    await joinHer(3, before);
    await here.advance('P42D');
    expect((await last())?.subject).toBe('The last one: 12 minutes');
    expect((await last())?.text).toContain('This is the last session');
    const all = (await mails()).length;
    await here.advance('P21D');
    expect(await mails()).toHaveLength(all);
  });

  async function joinHer(daysAgo: number, before = 0): Promise<void> {
    const { now } = await here.advance('PT0S');
    await page.goto(here.siteUrl);
    expect(await page.title()).toContain('Kudu');
    await page.locator('[name=email]').fill(HER);
    await page
      .locator('[name=birthDate]')
      .fill(new Date(Date.parse(now) - daysAgo * 86_400_000).toISOString().slice(0, 10));
    await page.locator('[name=country]').selectOption('ZA');
    await page.locator('details summary').first().click();
    await page.locator('[name=pace][value=standard]').check();
    await page.locator('[name=consent]').check();
    await page.locator('main form button[type=submit]').last().click();
    expect(new URL(page.url()).pathname).toBe('/check-your-inbox');
    await eventually(mails, (all) => all.length === before + 1);
    await press('confirm/');
    await eventually(mails, (all) => all.length === before + 2);
  }
});

function linkIn(mail: ReceivedMail | undefined, path: string): string {
  const link = new RegExp(`^\\S+/${path}\\S*$`, 'm').exec(mail?.text ?? '')?.[0];
  if (link === undefined) throw new Error(`no /${path} link stands alone on a line`);
  return link;
}
