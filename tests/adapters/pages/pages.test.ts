import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { EVERY_PAGE, samplePages } from './every-page.ts';
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

test('a link to the site shows its picture, title and words, and the page of nobody else does', () => {
  const html = pages.render(EVERY_PAGE['sign-up'] ?? { kind: 'privacy' });
  const said = (property: string) =>
    new RegExp(`property="og:${property}" content="([^"]+)"`).exec(html)?.[1];
  expect(said('image')).toMatch(/^https:\/\/[^/]+\/pictures\/year-4-[0-9a-f]{10}\.png$/);
  expect(said('title')).toContain('Strength after birth');
  expect(said('description')).toContain('Free');
  expect(pages.render({ kind: 'privacy' })).not.toContain('og:');
});

test('the font comes with its licence', () => {
  const name = /\/assets\/(literata-licence\.[0-9a-f]{10}\.txt)/.exec(pages.render({ kind: 'privacy' }))?.[1];
  const licence = pages.asset(name ?? '');
  expect(Buffer.from(licence?.body ?? '').toString()).toContain('SIL OPEN FONT LICENSE');
});

test('who said that something hurts is one tap from all signs and who to ring', () => {
  const answered = EVERY_PAGE['answered-hard'];
  if (answered === undefined) throw new Error('there is no such page');
  expect(pages.render(answered)).toContain('href="/help/signs/GB-quiet">All signs and who to ring</a>');
});

test('the page of a lesson says once how heavy each move is', () => {
  const moves = pages.render(EVERY_PAGE['sample'] ?? { kind: 'privacy' }).split('class="dose"');
  const loads = moves.slice(1).map((move) => {
    const [load] = /\d+(?:\.\d+)?\sto \d+\skg in (?:each hand|one hand|all)/.exec(move) ?? [];
    return load === undefined ? 0 : move.split(load).length - 1;
  });
  expect(loads.filter((times) => times > 0).length).toBeGreaterThan(2);
  expect(Math.max(...loads)).toBe(1);
});
