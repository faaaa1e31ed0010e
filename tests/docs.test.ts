import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { slug } from './slug.ts';

const ROOT = join(import.meta.dirname, '..');
const MOST_LINES = 300;
const PAGES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /^(README\.md|docs\/)/.test(file) && existsSync(join(ROOT, file)));

/** The links of a page that lead to no file, or to no heading of it. */
function deadLinks(page: string, text: string): string[] {
  const targets = [...text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)];
  return targets
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?|mailto):/.test(target) && !leads(page, target));
}

function leads(page: string, target: string): boolean {
  const [file = '', fragment] = target.split('#');
  const path = file === '' ? join(ROOT, page) : join(ROOT, dirname(page), file);
  if (!existsSync(path)) return false;
  return fragment === undefined || headingsOf(readFileSync(path, 'utf8')).includes(fragment);
}

function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
}

test.each(PAGES)('%s is no longer than a page, and each of its links leads somewhere', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  expect(deadLinks(page, text)).toEqual([]);
});

test.each(['[a](nowhere.md)', '[a](docs/runbook.md#nothing)', '[a](#nothing)'])(
  'a link that leads nowhere is found: %s',
  (planted) => {
    expect(deadLinks('README.md', planted)).toHaveLength(1);
  },
);

test('each decision has a number of its own, in its name and its title', () => {
  const decisions = PAGES.filter((page) => page.startsWith('docs/decisions/'));
  const numbers = decisions.map((page) => Number(/\/(\d{4})-[^/]+$/.exec(page)?.[1]));
  expect(numbers).toEqual([...new Set(numbers)]);
  for (const [place, page] of decisions.entries())
    expect(readFileSync(join(ROOT, page), 'utf8'), page).toMatch(new RegExp(`^# 0*${numbers[place]}\\.? `));
});

describe.each(['commands', 'runbook'])('the overview docs/%s.md', (name) => {
  const overview = readFileSync(join(ROOT, `docs/${name}.md`), 'utf8');
  const pages = PAGES.filter((page) => page.startsWith(`docs/${name}/`));

  test('leads to each page, and to each heading but those of the alarms', () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) {
      const path = relative('docs', page);
      expect(overview).toContain(`(${path}`);
      if (path === 'runbook/alarms.md') continue;
      const headings = headingsOf(readFileSync(join(ROOT, page), 'utf8')).slice(1);
      for (const heading of headings) expect(overview).toContain(`(${path}#${heading})`);
    }
  });
});
