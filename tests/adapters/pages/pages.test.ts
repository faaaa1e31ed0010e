import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { samplePages } from './every-page.ts';
import { everyHtml } from './every-training-page.ts';

const pages = samplePages();

test.each(Object.entries(everyHtml()))(
  'the page %s is whole: every word it asks for is there',
  (_name, html) => {
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toMatch(/<\/html>\s*$/);
    expect(html).not.toMatch(/undefined|\[object |NaN|\{\{/);
  },
);

test('the README shows the form for other sites as the page does', async () => {
  const html = pages.render({ kind: 'embed' });
  const shown = /<code>([\s\S]*?)<\/code>/.exec(html)?.[1] ?? '';
  const snippet = shown
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&amp;', '&');
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`\`\`\`html\n${snippet}\`\`\`\n`);
});
