import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { eventually, type LocalCourse, localCourse } from './runner.ts';
import { WHOLE_COURSE } from './whole-course.ts';

/** The whole story, as a person lives it: a browser, the real process, the inbox. Each test goes on from the last. */

const browser = openBrowser();
const HER = 'ann@example.com';
let course: LocalCourse;

beforeAll(async () => {
  course = await localCourse();
});
afterAll(async () => {
  await course[Symbol.asyncDispose]();
});

const subjects = async () => (await course.mails()).map((mail) => mail.subject);
const lastMail = async () => (await course.mails()).at(-1);

function linkIn(text: string | undefined, path: string): string {
  const link = new RegExp(`^\\S+/${path}/\\S+$`, 'm').exec(text ?? '')?.[0];
  if (link === undefined) throw new Error(`no /${path}/ link stands alone on a line`);
  return link;
}

test('she fills in the form and is told to look into her inbox', async () => {
  const page = await browser().newPage();
  await page.goto(course.siteUrl);
  await page.getByLabel('Your email', { exact: false }).fill(HER);
  await page.locator('[name=birthDate]').fill(dayBefore(45 * 7));
  await page.locator('[name=country]').selectOption('GB');
  await page.locator('[name=consent]').check();
  await page.locator('form[action="/signup"] button').click();
  await page.waitForURL('**/check-your-inbox');
  expect(await page.locator('h1').textContent()).toMatch(/inbox/i);
  await page.close();
});

test('she follows the link in the mail, presses the one button, and her first lesson comes', async () => {
  const [confirmation] = await eventually(course.mails, (mails) => mails.length === 1);
  const page = await browser().newPage();
  await page.goto(linkIn(confirmation?.text, 'confirm'));
  expect(await page.locator('form button').count()).toBe(1);
  await page.locator('form button').click();
  await eventually(course.mails, (mails) => mails.length === 2);
  const lesson = await lastMail();
  expect(lesson).toMatchObject({ to: HER, subject: 'A breath, a chair and a wall: 9 minutes' });
  expect(lesson?.html).toContain('Sit-to-stand');
  await page.close();
});

test('the process is killed, started again, and every mail is still in the inbox, none of them twice', async () => {
  const before = await subjects();
  await course.kill();
  await course.start();
  expect((await course.advance('PT0S')).sent).toBe(0);
  expect(await subjects()).toEqual(before);
});

test('she moves the clock on by weeks, and the right lesson comes every week', async () => {
  await course.advance('P70D');
  const lessons = (await subjects()).slice(1);
  expect(lessons.slice(0, 7)).toEqual([
    'A breath, a chair and a wall: 9 minutes',
    'A strong back starts with a towel: 9 minutes',
    'Two ways to bend: 12 minutes',
    'Your first two bags: 14 minutes',
    'Hug a little weight: 13 minutes',
    'Six moves, and where you are: 14 minutes',
    'Hug a small weight: 15 minutes',
  ]);
  expect(lessons.length).toBeGreaterThanOrEqual(10);
});

// Kills in the middle of moves are met in tests/local/killed-at-writes.test.ts as well.
test.runIf(WHOLE_COURSE)(
  'killed in the middle of a move of the clock, she gets each week once after all',
  async () => {
    const target = new Date(Date.parse((await course.advance('PT0S')).now) + 28 * 86_400_000).toISOString();
    const before = (await subjects()).length;
    const move = () =>
      fetch(`${course.siteUrl}/_local/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now: target }),
      });
    const cutShort = move().catch(() => null);
    await eventually(subjects, (now) => now.length > before);
    await course.kill();
    await cutShort;
    await course.start();
    expect((await move()).status).toBe(200);
    const sent = (await subjects()).slice(before);
    expect(sent).toHaveLength(4);
    expect(new Set(sent).size).toBe(4);
  },
);

test('she leaves by the link in a mail, and nothing comes again', async () => {
  const before = (await subjects()).length;
  const page = await browser().newPage();
  await page.goto(linkIn((await lastMail())?.text, 'unsubscribe'));
  await page.locator('form button').click();
  expect(await page.locator('h1').textContent()).toBe('You have left');
  await page.close();
  expect((await course.advance('P28D')).sent).toBe(0);
  expect(await subjects()).toHaveLength(before);
});

test("a mail client's one-click leaves too (RFC 8058)", async () => {
  await signUp('bea@example.com');
  const lesson = await eventually(
    lastMail,
    (mail) => mail?.to === 'bea@example.com' && !/confirm/i.test(mail.subject),
  );
  const left = await fetch(linkIn(lesson?.text, 'unsubscribe'), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
  });
  expect(left.status).toBe(200);
  expect((await course.advance('P28D')).sent).toBe(0);
});

test('an address of the SES simulator bounces as it would in AWS, and gets nothing more', async () => {
  await signUp('bounce@simulator.amazonses.com', false);
  const before = (await subjects()).length;
  await eventually(suppressed, (panel) => panel.includes('3 addresses that get nothing'));
  await signUp('bounce@simulator.amazonses.com', false);
  await course.advance('P7D');
  expect(await subjects()).toHaveLength(before);
});

async function suppressed(): Promise<string> {
  return (await fetch(`${course.siteUrl}/_local/`)).text();
}

async function signUp(email: string, confirm = true): Promise<void> {
  const before = (await course.mails()).length;
  const body = new URLSearchParams({ email, birthDate: dayBefore(300), country: 'GB', consent: 'yes' });
  await fetch(`${course.siteUrl}/signup`, { method: 'POST', body, redirect: 'manual' });
  if (!confirm) {
    await course.advance('PT0S');
    return;
  }
  const [mail] = (await eventually(course.mails, (mails) => mails.length > before)).slice(before);
  await fetch(linkIn(mail?.text, 'confirm'), { method: 'POST' });
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
