import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { FONTS } from './browser.ts';

/** Letters a little wider than a phone's own, so that what fits in a test fits in her hand; under the name that mails ask for. */
const LETTERS = [
  ['Regular', 400],
  ['Bold', 700],
] as const;

const PICTURES = new URL('../.build/pictures/', import.meta.url).pathname;

export interface Phone {
  width?: number;
  look?: 'light' | 'dark';
  images?: boolean;
  deviceScaleFactor?: number;
}

/** A tab as wide as a phone that shows the course's own pictures; `asked` is all that was asked for, from anywhere. */
export async function openPhone(
  browser: Browser,
  { width = 390, look = 'light', images = true, deviceScaleFactor = 1 }: Phone = {},
): Promise<{ tab: Page; asked: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme: look,
    deviceScaleFactor,
  });
  const asked: string[] = [];
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    asked.push(url);
    const file = join(PICTURES, basename(new URL(url).pathname));
    if (images && existsSync(file)) await route.fulfill({ path: file });
    else await route.abort();
  });
  return { tab: await context.newPage(), asked, close: () => context.close() };
}

/** Shows a mail as her phone would, when its letters and pictures are there. */
export async function show(tab: Page, html: string): Promise<void> {
  await tab.setContent(html.replace('</head>', `<style>${lettersCss()}</style></head>`), {
    waitUntil: 'load',
  });
  await tab.evaluate(() => document.fonts.ready);
}

let css: string | undefined;

function lettersCss(): string {
  css ??= LETTERS.map(([name, weight]) => {
    const font = readFileSync(join(FONTS, `OpenSans-${name}.ttf`)).toString('base64');
    return `@font-face{font-family:"Segoe UI";font-weight:${weight};src:url(data:font/ttf;base64,${font})}`;
  }).join('');
  return css;
}
