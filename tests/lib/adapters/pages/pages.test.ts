import { expect, test } from 'vitest';
import { EVERY_PAGE, samplePages } from './every-page.ts';

const pages = samplePages();

test.each(Object.entries(EVERY_PAGE))(
  'the page %s is whole: every word it asks for is there',
  (_name, page) => {
    const html = pages.render(page);
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toMatch(/<\/html>\s*$/);
    expect(html).not.toMatch(/undefined|\[object |NaN|\{\{/);
  },
);
