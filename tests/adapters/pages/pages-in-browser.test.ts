import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictureFiles } from '../../../lib/adapters/pages/picture-files.ts';
import { axeFindings, overflow } from '../../axe.ts';
import { openBrowser } from '../../browser.ts';
import { someOf } from '../../whole-course.ts';
import { SITE_URL, samplePages } from './every-page.ts';
import { everyHtml } from './every-training-page.ts';

const browser = openBrowser();
const pages = samplePages();
const htmls = everyHtml();
const pictures = pictureFiles(fileURLToPath(new URL('../../../.build/pictures', import.meta.url)));
let context: BrowserContext;
let tab: BrowserPage;

beforeAll(async () => {
  context = await browser().newContext({ reducedMotion: 'reduce' });
  await context.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/assets/')) {
      const asset = pages.asset(pathname.slice('/assets/'.length));
      return asset === null
        ? route.abort()
        : route.fulfill({ contentType: asset.type, body: Buffer.from(asset.body) });
    }
    if (pathname.startsWith('/pictures/')) {
      const picture = await pictures(pathname.slice('/pictures/'.length));
      return picture === null
        ? route.abort()
        : route.fulfill({ contentType: picture.type, body: Buffer.from(picture.body) });
    }
    const html = htmls[pathname.slice(1)];
    return html === undefined
      ? route.abort()
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
  });
  tab = await context.newPage();
});
afterAll(async () => {
  await context.close();
});

const NAMES = Object.keys(htmls);

test.each(someOf(NAMES, 13))(
  '%s: axe finds nothing, by any of its rules, in light or in the dark',
  async (name) => {
    await tab.setViewportSize({ width: 390, height: 844 });
    await tab.emulateMedia({ colorScheme: 'light' });
    await tab.goto(`${SITE_URL}/${name}`);
    expect(await axeFindings(tab)).toEqual([]);
  },
);

test.each(someOf(NAMES, 9, 1))(
  '%s: fits a phone and double size, and each target is big enough for a thumb',
  async (name) => {
    await tab.setViewportSize({ width: 320, height: 640 });
    await tab.goto(`${SITE_URL}/${name}`);
    expect(await overflow(tab), 'at 320 px').toBeLessThanOrEqual(0);
    expect(await smallTargets(tab)).toEqual([]);
    await tab.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    expect(await overflow(tab), 'at 320 px with letters of double size').toBeLessThanOrEqual(0);
    // A display 1,280 px wide at a zoom of 200 %.
    await tab.setViewportSize({ width: 640, height: 480 });
    expect(await overflow(tab), 'at 200 %').toBeLessThanOrEqual(0);
  },
);

test('beside a form that is long with what is wrong, the title of the first page stands as high as the form', async () => {
  await tab.setViewportSize({ width: 1280, height: 800 });
  await tab.goto(`${SITE_URL}/sign-up-errors`);
  const topOf = (selector: string) =>
    tab.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
  expect(await topOf('.hero > :first-child')).toBe(await topOf('.hero > .card'));
});

test.each(['answered-hard', 'data'])(
  '%s: buttons under one another are of one width on a wide screen',
  async (name) => {
    await tab.setViewportSize({ width: 1280, height: 800 });
    await tab.goto(`${SITE_URL}/${name}`);
    const widths = await tab
      .locator('.acts :is(.button, button)')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
    expect(widths).toHaveLength(2);
    expect(widths[0]).toBe(widths[1]);
  },
);

test('every word of the tables of her numbers stays whole, at 320 px with letters of double size', async () => {
  await tab.setViewportSize({ width: 320, height: 640 });
  await tab.goto(`${SITE_URL}/year`);
  await tab.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const words = await tab.evaluate(() =>
    [...document.querySelectorAll('.plot :is(th, td)')].flatMap((cell) => {
      const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      const split: string[] = [];
      for (let node = text.nextNode(); node !== null; node = text.nextNode()) {
        for (const { index, 0: word } of (node.textContent ?? '').matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (range.getClientRects().length > 1) split.push(word);
        }
      }
      return split;
    }),
  );
  expect(words).toEqual([]);
});

const SMALLEST_TARGET_PX = 44;

/** Buttons, fields and links that a thumb has to hit; a link inside a sentence is as high as its line (WCAG 2.5.5). */
function smallTargets(page: BrowserPage): Promise<string[]> {
  return page.evaluate((smallest) => {
    const inSentence = (link: Element) =>
      link.matches('a:not(.button)') &&
      (link.closest('p, li, span')?.textContent ?? '').trim() !== (link.textContent ?? '').trim();
    return [...document.querySelectorAll('main a, main button, main select, main input:not([type=hidden])')]
      .filter((target) => target.closest('.trap') === null && !inSentence(target))
      .map((target) => target.closest('label.tick') ?? target)
      .filter((target) => target.getBoundingClientRect().height < smallest)
      .map((target) => `${target.textContent?.trim()} ${target.getBoundingClientRect().height}`);
  }, SMALLEST_TARGET_PX);
}
