import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { slug } from './slug.ts';

const ROOT = join(import.meta.dirname, '..');
const RULES = 'docs/rules';
const CITING = ['lib', 'lambdas', 'bin', 'tests', 'templates', 'docs', 'README.md'];
/** This file plants wrong citations, and binary files cite nothing. */
const SILENT = /^tests\/citations\.test\.ts$|\.(png|jpg|woff2|ico)$/;

const requirements = readFileSync(join(ROOT, RULES, 'requirements.md'), 'utf8');
const rows = [...requirements.matchAll(/^\| (Q\d+) \|.*\| ((?:`[^`]+`(?:, )?)+) \|$/gm)].map(
  ([, name = '', shown = '']) => ({
    name,
    files: [...shown.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }),
);
const anchors = new Set(
  readdirSync(join(ROOT, RULES)).flatMap((file) =>
    [...readFileSync(join(ROOT, RULES, file), 'utf8').matchAll(/^#+ (.+)$/gm)].map(
      ([, heading = '']) => `${RULES}/${file}#${slug(heading)}`,
    ),
  ),
);

/** Citations in `text` that lead nowhere: a rule without its heading, a requirement without its row. */
function wrongCitations(text: string): string[] {
  const rules = text.match(/docs\/rules\/[\w-]+\.md(#[\w-]+)?/g) ?? [];
  const numbers = text.match(/\bQ[1-9]\d?\b/g) ?? [];
  const unwritten = text.match(/\b[Dd]esign (document )?section \d[\d.]*|course-design\.md/g) ?? [];
  return [
    ...rules.filter((cited) => (cited.includes('#') ? !anchors.has(cited) : !existsSync(join(ROOT, cited)))),
    ...numbers.filter((cited) => !rows.some(({ name }) => name === cited)),
    ...unwritten,
  ];
}

describe('a citation', () => {
  test('in the code leads to a rule or a requirement of this repository', () => {
    const files = execFileSync('git', ['ls-files', ...CITING], { cwd: ROOT, encoding: 'utf8' }).split('\n');
    const wrong = files
      .filter((file) => file !== '' && !SILENT.test(file) && existsSync(join(ROOT, file)))
      .flatMap((file) =>
        wrongCitations(readFileSync(join(ROOT, file), 'utf8')).map((cited) => `${file}: ${cited}`),
      );
    expect(files.length).toBeGreaterThan(400);
    expect(wrong).toEqual([]);
  });

  test.each([
    'Source: docs/rules/placement.md#ceilings',
    'docs/rules/weather.md',
    'at most three (Q99)',
    'the default of design section 6',
    'course-design.md 1.4',
  ])('that leads nowhere is found: %s', (planted) => {
    expect(wrongCitations(planted)).toHaveLength(1);
  });

  test.each(['docs/rules/placement.md#ceiling', 'docs/rules/sending.md', '(Q7, Q41)'])(
    'is right: %s',
    (cited) => {
      expect(wrongCitations(cited)).toEqual([]);
    },
  );
});

test.each(rows)('$name is shown by $files', ({ files }) => {
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('every requirement stands once', () => {
  const names = rows.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(50);
  expect(new Set(names).size).toBe(names.length);
});
