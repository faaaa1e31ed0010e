import type { Page } from 'playwright-core';

/** How many lines the strip of signs has in a mail that is shown. */
export function stripLines(tab: Page): Promise<number> {
  return tab.locator('.strip td').evaluate((cell) => {
    const { paddingTop, paddingBottom, lineHeight } = getComputedStyle(cell);
    const inside = cell.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom);
    return inside / Number.parseFloat(lineHeight);
  });
}
