import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openBrowser } from '../../browser.ts';
import { LIMIT, lessonsToJudge, otherLetters } from './letters-to-judge.ts';

const browser = openBrowser();
/** Of a page as a whole; a mail is shown inside its reader's own page, which has them. */
const OF_PAGES = ['landmark-one-main', 'region'];

test('axe finds nothing in any letter, in light or dark', LIMIT, async () => {
  const tab = await browser().newPage({ viewport: { width: 390, height: 844 } });
  for (const { name, html } of [...lessonsToJudge(12), ...otherLetters().slice(0, 2)]) {
    await tab.emulateMedia({ colorScheme: 'light' });
    await tab.setContent(html);
    expect(
      await violations(new AxeBuilder({ page: tab }).setLegacyMode().disableRules(OF_PAGES)),
      name,
    ).toEqual([]);
    await tab.emulateMedia({ colorScheme: 'dark' });
    const dark = new AxeBuilder({ page: tab }).setLegacyMode().withRules('color-contrast');
    expect(await violations(dark), `${name} in dark`).toEqual([]);
  }
  await tab.close();
});

test(
  'nothing scrolls sideways at 320 px or with letters of double size, and every tap is big enough',
  LIMIT,
  async () => {
    const tab = await browser().newPage({ viewport: { width: 320, height: 640 } });
    for (const { name, html } of lessonsToJudge(8)) {
      await tab.setContent(html);
      expect(await overflow(tab), name).toBeLessThanOrEqual(0);
      const heights = await tab
        .locator('a.button, a.choice, a.quiet, a.tap')
        .evaluateAll((taps) => taps.map((tap) => tap.getBoundingClientRect().height));
      expect(Math.min(...heights), name).toBeGreaterThanOrEqual(44);
      await tab.setViewportSize({ width: 390, height: 640 });
      await doubleLetters(tab);
      expect(await overflow(tab), `${name} at 200 %`).toBeLessThanOrEqual(0);
      await tab.setViewportSize({ width: 320, height: 640 });
    }
    await tab.close();
  },
);

test(
  'without images each move still says its name, dose and cue, and nothing loads from elsewhere',
  LIMIT,
  async () => {
    const context = await browser().newContext();
    const asked: string[] = [];
    await context.route('**/*', async (route) => {
      asked.push(route.request().url());
      await route.abort();
    });
    const tab = await context.newPage();
    for (const { name, html } of lessonsToJudge(12)) {
      await tab.setContent(html);
      const rows = await tab.locator('.move').allInnerTexts();
      expect(rows.length, name).toBeGreaterThanOrEqual(4);
      for (const row of rows)
        expect(row.split('\n').filter((line) => line.trim() !== '').length, name).toBeGreaterThanOrEqual(3);
    }
    expect(asked.filter((url) => !url.startsWith('https://course.example/pictures/'))).toEqual([]);
    await context.close();
  },
);

test('the first line that shows is the preheader: it adds her minutes to the subject', LIMIT, async () => {
  const tab = await browser().newPage();
  for (const { name, html } of lessonsToJudge(12)) {
    await tab.setContent(html);
    const first = (await tab.locator('body').innerText()).trim().split('\n')[0];
    expect(first, name).toMatch(/^About \d+ minutes\./);
  }
  await tab.close();
});

/** As a phone's own setting for big letters does: every text twice its size, and nothing else. */
async function doubleLetters(tab: Page): Promise<void> {
  await tab.evaluate(() => {
    const texts = [...document.querySelectorAll<HTMLElement>('body *')].map((element) => {
      const { fontSize, lineHeight } = getComputedStyle(element);
      return { element, fontSize, lineHeight };
    });
    for (const { element, fontSize, lineHeight } of texts) {
      element.style.setProperty('font-size', `${2 * Number.parseFloat(fontSize)}px`, 'important');
      if (lineHeight.endsWith('px'))
        element.style.setProperty('line-height', `${2 * Number.parseFloat(lineHeight)}px`, 'important');
    }
  });
}

async function violations(axe: AxeBuilder): Promise<string[]> {
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
  );
}

function overflow(tab: Page): Promise<number> {
  return tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
