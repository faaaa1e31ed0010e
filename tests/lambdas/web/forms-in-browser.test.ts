import { createServer } from 'node:http';
import type { Page as BrowserPage } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../axe.ts';
import { openBrowser } from '../../browser.ts';
import { serveSite } from './served-site.ts';
import { everythingHeld, idOf, joined, linkIn, linksOf, sendLesson } from './site.ts';

const browser = openBrowser();
const served = serveSite();

async function fillIn(page: BrowserPage, email: string): Promise<void> {
  await page.getByLabel('Your email').fill(email);
  await page.getByLabel('The day you gave birth').fill('2026-01-05');
  await page.getByLabel('Where you live').selectOption('GB');
  await page.getByLabel('I agree that Strong Weeks').check();
}

describe.each([true, false])('with scripts on: %s', (javaScriptEnabled) => {
  test('a mother signs up, confirms, changes her day and leaves', async () => {
    const site = served();
    const email = `script-${javaScriptEnabled}@example.com`;
    site.enrolQueue.length = 0;
    const page = await browser().newPage({ javaScriptEnabled, timezoneId: 'Europe/Dublin' });
    await page.goto(site.url);
    await fillIn(page, email);
    await page.getByRole('button', { name: 'Send me the first session' }).click();
    expect(new URL(page.url()).pathname).toBe('/check-your-inbox');
    const told = await page.locator('main').innerText();
    expect(told).toContain('Please confirm: your strength course');
    // Her own tab knows her address; the page that was sent does not.
    expect(told.includes(email)).toBe(javaScriptEnabled);

    expect(site.enrolQueue).toMatchObject([
      { signUp: { timeZone: javaScriptEnabled ? 'Europe/Dublin' : 'Europe/London' } },
    ]);
    await site.drain();
    const mail = site.mails.at(-1);
    if (mail === undefined) throw new Error('no mail went');
    await page.goto(`${site.url}${linkIn(mail, 'confirm')}`);
    await page.getByRole('button', { name: 'Yes, start my weeks' }).click();
    expect(await page.locator('h1').textContent()).toBe('You are in');

    await sendLesson(site, email);
    const links = await linksOf(site, email);
    await page.goto(`${site.url}${links.preferences}`);
    await page.getByText('Day and time').click();
    await page.getByLabel('Day', { exact: true }).selectOption('sun');
    await page.getByRole('button', { name: 'Save my changes' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Saved.');

    await page.goto(`${site.url}${links.unsubscribe}`);
    await page.getByRole('button', { name: 'Stop these emails' }).click();
    expect(await page.locator('h1').textContent()).toBe('You have left');
    expect(await site.stores.subscribers.get(await idOf(site, email))).toBeNull();
    await page.close();
  });

  test('a form with faults comes back with what was typed, and the list of faults leads to the fields', async () => {
    const site = served();
    const page = await browser().newPage({ javaScriptEnabled });
    await page.goto(site.url);
    await page.getByLabel('Your email').fill('anna@');
    await page.getByLabel('The day you gave birth').fill('2031-01-05');
    await page.getByRole('button', { name: 'Send me the first session' }).click();
    expect(await page.getByLabel('Your email').inputValue()).toBe('anna@');
    expect(await page.getByLabel('The day you gave birth').inputValue()).toBe('2031-01-05');
    const faults = page.getByRole('alert').getByRole('link');
    expect(await faults.count()).toBe(4);
    await faults.nth(1).click();
    expect(new URL(page.url()).hash).toBe('#birthDate');
    await page.close();
  });
});

test('the sign-up page: under 30 KB in all on a phone beside its pictures, which are small, and no other host', async () => {
  const site = served();
  const page = await browser().newPage({ viewport: { width: 390, height: 844 } });
  const loaded: { path: string; bytes: Promise<number> }[] = [];
  page.on('response', (response) => {
    loaded.push({
      path: response
        .url()
        .replace(site.url, '')
        .replace(/\.[0-9a-f]{10}\./, '.'),
      bytes: response.body().then(({ length }) => length),
    });
  });
  await page.goto(site.url, { waitUntil: 'networkidle' });
  const pictures = loaded.filter(({ path }) => path.startsWith('/pictures/'));
  const rest = loaded.filter((one) => !pictures.includes(one));
  expect(rest.map(({ path }) => path).sort()).toEqual([
    '/',
    '/assets/literata.woff2',
    '/assets/site.css',
    '/assets/time-zone.js',
  ]);
  // Unpacked: what goes over the line is less.
  expect(await total(rest)).toBeLessThan(30_000);
  expect(await total(pictures)).toBeLessThan(50_000);
  await page.close();
});

async function total(loaded: readonly { bytes: Promise<number> }[]): Promise<number> {
  const bytes = await Promise.all(loaded.map(({ bytes }) => bytes));
  return bytes.reduce((all, one) => all + one, 0);
}

test('on a phone the form is there at once: its button ends above 1,300 px, with the folded part shut', async () => {
  const page = await browser().newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(served().url);
  const box = await page.getByRole('button', { name: 'Send me the first session' }).boundingBox();
  expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0)).toBeLessThan(1_300);
  await page.close();
});

test('a fault inside the folded part opens it, with what was chosen', async () => {
  const page = await browser().newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(served().url);
  await page.getByText('Make it fit, if you like').click();
  await page.getByLabel('First name').fill('www.example.com');
  await page.getByLabel('Please leave out all mention of a baby').check();
  await page.getByRole('button', { name: 'Send me the first session' }).click();
  expect(await page.getByLabel('First name').inputValue()).toBe('www.example.com');
  expect(await page.getByLabel('First name').isVisible()).toBe(true);
  expect(await page.getByLabel('Please leave out all mention of a baby').isChecked()).toBe(true);
  await page.close();
});

test.each([
  ['Europe/London', 'GB'],
  ['America/Toronto', 'CA'],
  ['America/Chicago', 'US'],
  ['Pacific/Auckland', 'NZ'],
  ['Asia/Tokyo', ''],
])(
  'her phone in %s: the country is chosen already as "%s", and she may change it',
  async (timezoneId, country) => {
    const page = await browser().newPage({ timezoneId });
    await page.goto(served().url);
    expect(await page.getByLabel('Where you live').inputValue()).toBe(country);
    await page.close();
  },
);

test('on a wide screen a real lesson stands on the page', async () => {
  const site = served();
  const page = await browser().newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(site.url);
  const sample = page.frameLocator('iframe');
  expect(await sample.locator('h1').textContent()).toBe('Two more reps');
  expect(await sample.getByRole('link', { name: /Too easy|Stop these emails/ }).count()).toBe(0);
  await page.close();
});

test('by keyboard alone: every field is reached in reading order, each with a ring that shows where she is', async () => {
  const site = served();
  const page = await browser().newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(site.url);
  const stops: string[] = [];
  const unmarked: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab');
    const { name, marked } = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null) return { name: 'nothing', marked: false };
      const style = getComputedStyle(at);
      const name = at.getAttribute('name') ?? at.textContent?.trim() ?? '';
      return { name, marked: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2 };
    });
    if (stops.at(-1) !== name) stops.push(name);
    if (!marked) unmarked.push(name);
    if (name === 'Send me the first session') break;
  }
  expect(stops).toEqual([
    ...['Skip to the page', 'Strong Weeks', 'email', 'birthDate', 'noDate', 'country'],
    ...['Make it fit, if you like', 'consent', 'Send me the first session'],
  ]);
  expect(unmarked).toEqual([]);
  await page.close();
});

test('every link of a lesson, opened twice with scripts on, changes nothing', async () => {
  const site = served();
  const email = 'scanned@example.com';
  await joined(site, { email });
  await sendLesson(site, email);
  const { feedback, pause, exits, ...rest } = await linksOf(site, email);
  const links = [...Object.values(feedback), `${pause}/2`, ...Object.values(exits), ...Object.values(rest)];
  const before = await everythingHeld(site);
  site.writes.length = 0;
  const page = await browser().newPage();
  for (const link of [...links, ...links]) {
    const answer = await page.goto(`${site.url}${link}`, { waitUntil: 'load' });
    expect([link, answer?.status()]).toEqual([link, 200]);
  }
  await page.close();
  expect(site.writes).toEqual([]);
  expect(await everythingHeld(site)).toBe(before);
});

test('the form for other sites is as open to all as ours, before their own style', async () => {
  const snippet = await embedSnippet(served().url);
  const page = await browser().newPage({ viewport: { width: 320, height: 640 } });
  await page.setContent(
    `<!doctype html><html lang="en"><title>Her midwife's page</title><main><h1>Classes</h1>${snippet}</main></html>`,
  );
  expect(await axeFindings(page)).toEqual([]);
  await page.close();
});

test('the form works from a page of another site, scripts or not', async () => {
  const site = served();
  const snippet = await embedSnippet(site.url);
  const other = createServer((_request, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(
      `<!doctype html><html lang="en"><title>Her midwife's page</title><body>${snippet}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const page = await browser().newPage({ javaScriptEnabled: false });
  await page.goto(`http://localhost:${port}/`);
  site.enrolQueue.length = 0;
  await page.getByLabel('Your email').fill('embedded@example.com');
  await page.getByLabel('It was over a year ago').check();
  await page.getByLabel('Where you live').selectOption('IE');
  await page.getByLabel('I agree that Strong Weeks').check();
  await page.getByRole('button').click();
  expect(page.url()).toBe(`${site.url}/check-your-inbox`);
  expect(site.enrolQueue).toMatchObject([
    {
      signUp: {
        address: 'embedded@example.com',
        birthDate: null,
        country: 'IE',
        consent: { version: '2026-11-27', page: `http://localhost:${port}/` },
      },
    },
  ]);
  await page.close();
  other.close();
});

/** What the page shows to be copied. */
async function embedSnippet(url: string): Promise<string> {
  const page = await browser().newPage();
  await page.goto(`${url}/embed`);
  const snippet = await page.locator('pre').textContent();
  await page.close();
  return snippet ?? '';
}
