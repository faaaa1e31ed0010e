import { expect, test } from 'vitest';
import { panelPage } from '../../lib/local/panel.ts';
import { axeFindings, overflow } from '../axe.ts';
import { openBrowser } from '../browser.ts';
import { at } from '../builders.ts';
import { active, paused, stopped } from '../contracts/records.ts';

const browser = openBrowser();

const QUIET = {
  now: at('2026-11-23 10:00'),
  inboxUrl: 'http://127.0.0.1:8005/',
  subscribers: [],
  suppressed: 0,
  notice: null,
};
const BUSY = {
  ...QUIET,
  subscribers: [active(), paused(), stopped(), active({ address: `${'long.name.'.repeat(6)}@example.com` })],
  suppressed: 2,
  notice: 'A week on: 3 mails went out.',
};

test.each([
  ['with nobody', QUIET],
  ['with mothers in every state', BUSY],
])('the panel %s: axe finds nothing in light or dark, and it fits a phone', async (_name, panel) => {
  const page = await browser().newPage({ viewport: { width: 320, height: 640 } });
  await page.setContent(String(await panelPage(panel)));
  expect(await axeFindings(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.close();
});
