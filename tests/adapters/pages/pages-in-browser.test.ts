import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictureFiles } from '../../../lib/adapters/pages/picture-files.ts';
import { openBrowser } from '../../browser.ts';
import { EVERY_PAGE, SITE_URL, samplePages } from './every-page.ts';

const browser = openBrowser();
const pages = samplePages();
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
    const page = EVERY_PAGE[pathname.slice(1)];
    return page === undefined
      ? route.abort()
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: pages.render(page) });
  });
  tab = await context.newPage();
});
afterAll(async () => {
  await context.close();
});

/** Pages that differ from one of these in words only are left to the other tests. */
const SAME_SHAPE = /^(?:feedback|answered)-(?!hard|away)/;
const SHAPES = Object.keys(EVERY_PAGE).filter((name) => !SAME_SHAPE.test(name));

test.each(SHAPES)('%s: axe finds nothing in light or dark, and nothing scrolls sideways', async (name) => {
  await tab.setViewportSize({ width: 390, height: 844 });
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.goto(`${SITE_URL}/${name}`);
  const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode().analyze();
  expect(findings(violations), 'in light').toEqual([]);
  await tab.emulateMedia({ colorScheme: 'dark' });
  // Only the colours are other ones, and axe is in the page already.
  const dark = await tab.evaluate(() => axe.run({ runOnly: ['color-contrast'] }));
  expect(findings(dark.violations), 'in the dark').toEqual([]);
  await tab.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(tab), 'at 320 px').toBeLessThanOrEqual(0);
  // A display 1,280 px wide at a zoom of 200 %, and letters of double size on a phone.
  await tab.setViewportSize({ width: 640, height: 480 });
  await tab.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await overflow(tab), 'at 200 %').toBeLessThanOrEqual(0);
});

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];
declare const axe: { run(options: { runOnly: string[] }): Promise<{ violations: Violations }> };

function findings(violations: Violations): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
  );
}

/** How far the page is wider than its window, in px. What scrolls inside a box of its own does not count. */
function overflow(page: BrowserPage): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
