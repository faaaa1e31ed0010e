import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { everySession } from '../lib/domain/course.ts';
import { COURSE } from './course.ts';

/** The code knows no course: what is ours alone stands in `templates/`, in tests, and as an example in a help text. */

const ROOT = join(import.meta.dirname, '..');

/** Where a number of weeks is one of the calendar. */
const A_YEAR = new Set([
  'lib/adapters/pages/training-views.ts',
  'lib/adapters/pages/words.ts',
  'lib/cli/by-hand.ts',
  'lib/cost/monthly.ts',
  'lib/domain/training/her-year.ts',
]);

/** `GB` is a country before it is an exercise. */
const exercises = Object.keys(
  parse(readFileSync(join(ROOT, 'templates/course/exercises.yaml'), 'utf8')),
).filter((code) => code !== 'GB');
const sessions = everySession(COURSE).filter((id) => !/^\d+$/.test(id));
const tips = globSync('*.md', { cwd: join(ROOT, 'templates/course/tips') }).map((file) =>
  file.replace('.md', '').replace(/^m0?/, 'M'),
);

/** A file without its comments, and without the examples that a command's help prints. */
function code(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/const (EXAMPLES|HELP) = `[\s\S]*?`/g, '');
}

const files = globSync('{lib,lambdas,bin}/**/*.ts', { cwd: ROOT }).filter(
  // Drawings of moves, which every course may use, and settings of this deployment.
  (file) => !file.startsWith('lib/pictures/') && !file.startsWith('bin/settings/'),
);

function findingsIn(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    [...code(file).matchAll(pattern)].map(([found]) => `${file}: ${found.trim()}`),
  );
}

test.each([
  ['a session', new RegExp(`['"\`](${sessions.join('|')})['"\`]`, 'g')],
  ['an exercise', new RegExp(`['"\`](${exercises.join('|')})['"\`]`, 'g')],
  ['a tip', new RegExp(`['"\`](${tips.join('|')})['"\`]`, 'g')],
  ['the name of our course', /Strong Weeks/g],
])('no code knows %s', (_, pattern) => {
  expect(files.length).toBeGreaterThan(300);
  expect(findingsIn(files, pattern)).toEqual([]);
});

test('no code knows how many sessions there are, or the week in which the loop opens', () => {
  const counts = findingsIn(
    files.filter(
      (file) => !A_YEAR.has(file) && /^lib\/(domain|authoring|adapters|use-cases|cli|desk)/.test(file),
    ),
    /.*(?<![.\d])\b(52|53)\b(?!\.\d).*/g,
  );
  expect(counts).toEqual([]);
});
