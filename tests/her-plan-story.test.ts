import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { parseICS } from 'node-ical';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoClient } from '../lib/adapters/dynamodb/client.ts';
import { runningCourseIn } from '../lib/local/data-folder.ts';
import { openBrowser } from './browser.ts';
import { mailsTo, signUp40WeeksOn } from './course-command.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from './local-aws.ts';
import { eventually, type LocalCourse, localCourse } from './runner.ts';
import { WHOLE_COURSE } from './whole-course.ts';

/**
 * Her plan from the first day to the last, in a browser, on the real process. Each test goes on from the last; in the short
 * form she leaves before her year is over.
 */

const browser = openBrowser();
const HER = 'ada@example.com';
let course: LocalCourse;
let page: Page;
let calendar = '';

beforeAll(async () => {
  course = await localCourse();
});
beforeAll(async () => {
  page = await browser().newPage({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
});
afterAll(async () => {
  await course[Symbol.asyncDispose]();
});

const mails = () => mailsTo(course, HER)();
const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
const status = () => page.getByRole('status').innerText();

async function linkOfLastMail(path: string): Promise<string> {
  const text = (await mails()).at(-1)?.text ?? '';
  const link = new RegExp(`^\\S+/${path}/\\S+$`, 'm').exec(text)?.[0];
  if (link === undefined) throw new Error(`no /${path}/ link stands alone on a line of ${text}`);
  return link;
}

async function writeNumbers(numbers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, number] of Object.entries(numbers)) await page.locator(`[name=${name}]`).fill(number);
  await press('Save my numbers');
}

/** When her training times begin, as her calendar program reads them; null once the calendar is gone. */
async function timesOf(address: string): Promise<Date[] | null> {
  const answer = await fetch(address);
  if (answer.status === 410) return null;
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  return Object.values(parseICS(await answer.text())).flatMap((part) =>
    part?.type === 'VEVENT' ? [part.start] : [],
  );
}

const hours = (times: readonly Date[] | null) => [
  ...new Set(times?.map((time) => time.toLocaleTimeString('en-GB', { timeZone: 'Europe/London' }))),
];
const weekdays = (times: readonly Date[] | null) => [
  ...new Set(times?.map((time) => time.toLocaleDateString('en-GB', { weekday: 'long' }))),
];

test('she confirms, picks two days in two taps and a yes, and subscribes to her calendar', async () => {
  await signUp40WeeksOn(course, HER);
  await eventually(mails, (all) => all.length === 1);
  await page.goto(await linkOfLastMail('confirm'));
  await press('Yes, start my weeks');
  calendar =
    /https?:\S+\/calendar\/\S+\.ics/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? '';
  expect(await timesOf(calendar)).toEqual([]);
  await press('Tuesday and Friday');
  expect(await page.locator('h1').textContent()).toBe('May we keep that?');
  await press('I agree: keep it for me');
  expect(await status()).toContain('Tuesday and Friday');
  const times = await timesOf(calendar);
  expect(times).toHaveLength(8);
  expect([weekdays(times).toSorted(), hours(times)]).toEqual([['Friday', 'Tuesday'], ['09:30:00']]);
});

test('her mail says her days, and leads to the week that she ticks off; looking ticks nothing', async () => {
  await eventually(mails, (all) => all.length >= 2);
  // A week, and a day more: whatever the hour is now, her hour has passed.
  await course.advance('P8D');
  expect((await mails()).at(-1)?.text).toContain('Tuesday and Friday');
  const week = await linkOfLastMail('week');
  await page.goto(week);
  await page.goto(week);
  const once = page.getByRole('button', { name: 'Once', exact: false }).first();
  expect(await once.getAttribute('aria-pressed')).toBe('false');
  await once.click();
  expect(await once.getAttribute('aria-pressed')).toBe('true');
});

test('at the end of the starter weeks she writes her numbers, in any order and not all', async () => {
  await course.advance('P28D');
  expect((await mails()).at(-1)?.subject).toContain('Six moves');
  await page.goto(await linkOfLastMail('week'));
  await writeNumbers({ stands: '12', kilos: '4' });
  expect(await status()).toContain('Your numbers are written down');
});

test.runIf(WHOLE_COURSE)('at session 52 she measures again, and is shown both', async () => {
  await course.advance('P287D');
  await page.goto(await linkOfLastMail('week'));
  expect(await page.locator('h1').textContent()).toContain('Session 52');
  await writeNumbers({ kilos: '10' });
  expect(await status()).toContain('carry: 4 kg then, 10 kg now');
});

test.runIf(WHOLE_COURSE)('in her 52nd week a fresh link shows her year, and it prints', async () => {
  await course.advance('P35D');
  await page.goto(await linkOfLastMail('week'));
  await press('Email me the link');
  await eventually(mails, (all) => all.at(-1)?.text.includes('/weeks/') === true);
  await page.goto(await linkOfLastMail('weeks'));
  const said = await page.locator('main').innerText();
  expect(said).toContain('52 weeks with us');
  expect(said).toContain('A whole year');
  expect(await page.getByRole('table').count()).toBe(2);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(3);
});

test('she leaves: her calendar is gone, and so is every item of hers', async () => {
  expect(await itemsOfHers()).not.toEqual([]);
  const lesson = (await mails()).findLast(({ text }) => text.includes('/unsubscribe/'));
  await page.goto(/^\S+\/unsubscribe\/\S+$/m.exec(lesson?.text ?? '')?.[0] ?? '');
  await press('Stop these emails');
  expect(await page.locator('h1').textContent()).toBe('You have left');
  expect(await timesOf(calendar)).toBeNull();
  expect(await itemsOfHers()).toEqual([]);
  await course.advance('P1D');
  expect(await itemsOfHers()).toEqual([]);
});

/** Keys of all that lies under anybody's id: she is the only one here. */
async function itemsOfHers(): Promise<string[]> {
  const endpoint = runningCourseIn(course.dataDir)?.dynamodb ?? '';
  const client = dynamoClient({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'strong-weeks-subscribers' }));
  client.destroy();
  return Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`).filter((key) => key.startsWith('SUB#'));
}
