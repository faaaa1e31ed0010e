import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { pictureFiles } from '../../../lib/adapters/pages/picture-files.ts';
import { openBrowser } from '../../browser.ts';
import { SITE_URL, samplePages } from './every-page.ts';
import { everyHtml } from './every-training-page.ts';

const browser = openBrowser();
const pages = samplePages();
const htmls = everyHtml();
const pictures = pictureFiles(fileURLToPath(new URL('../../../.build/pictures', import.meta.url)));

test.each(['lesson', 'lesson-first', 'lesson-loop', 'sample'])(
  '%s prints on two sheets of A4, with a log to fill in and no move broken across them',
  async (name) => {
    const tab = await printed(name, 'light');
    const pdf = (await tab.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    expect(await tab.locator('.log td').count()).toBe(16);
    expect(await tab.locator('.log').isVisible()).toBe(true);
    const breaks = await tab
      .locator('.moves > li, .log')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).breakInside));
    expect(new Set(breaks)).toEqual(new Set(['avoid']));
  },
);

test.each(['lesson', 'help-signs', 'year'])(
  '%s prints in the same colours where the screen is dark',
  async (name) => {
    const coloursIn = async (look: 'light' | 'dark') =>
      (await printed(name, look))
        .locator('main, main *')
        .evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).color))]);
    expect(await coloursIn('dark')).toEqual(await coloursIn('light'));
  },
);

/** A page as a printer gets it. */
async function printed(name: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser().newContext({ colorScheme });
  onTestFinished(() => context.close());
  await context.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const asset = pathname.startsWith('/assets/') ? pages.asset(pathname.slice('/assets/'.length)) : null;
    const picture = await pictures(pathname.slice('/pictures/'.length));
    const file = asset ?? picture;
    const html = htmls[pathname.slice(1)];
    if (file !== null) await route.fulfill({ contentType: file.type, body: Buffer.from(file.body) });
    else if (html === undefined) await route.abort();
    else await route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
  });
  const tab = await context.newPage();
  await tab.goto(`${SITE_URL}/${name}`);
  await tab.emulateMedia({ media: 'print', colorScheme });
  return tab;
}
