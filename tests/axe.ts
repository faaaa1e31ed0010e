import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];
declare const axe: { run(): Promise<{ violations: Violations }> };

/** What axe finds by all of its rules, first in light and then in the dark, one line for each element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await new AxeBuilder({ page }).setLegacyMode().analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  // By then axe is in the page.
  const dark = await page.evaluate(() => axe.run());
  return [...lines('in light', light.violations), ...lines('in the dark', dark.violations)];
}

/** How far the page is wider than its window, in px. What scrolls inside a box of its own does not count. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

function lines(when: string, violations: Violations): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${when}: ${id} ${target} ${failureSummary}`),
  );
}
