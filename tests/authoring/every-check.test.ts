import { cpSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkLetters } from '../../lib/authoring/check-letters.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { sampleLetters } from '../adapters/letters/sample-letters.ts';
import { COURSE, findingsIn, inCopy, ROOT } from './planted.ts';

/** The names of the checks, as the compiler holds every finding to them. */
const NAMES = namesIn(readFileSync(join(import.meta.dirname, '../../lib/authoring/findings.ts'), 'utf8'));

function namesIn(source: string): string[] {
  const list = /^type CheckName =\n([^;]*);/m.exec(source)?.[1] ?? '';
  return [...list.matchAll(/'([a-z-]+)'/g)].map(([, name = '']) => name);
}

/** The ways in which the tests write a planted fault: a row of a table, a finding, or the line that is printed. */
function isPlanted(name: string, tests: string): boolean {
  return [
    `\\[\\s*'${name}',`,
    `^\\s+'${name}',$`,
    `, '${name}', \\d`,
    `rule: '${name}'`,
    `[\\d}] ${name}: `,
    `['"\`/^]${name}: `,
    `'${name} \\w+'`,
    `startsWith\\('${name}'\\)`,
  ].some((way) => new RegExp(way, 'm').test(tests));
}

test('each check has a planted fault that it names', () => {
  const folders = [import.meta.dirname, join(import.meta.dirname, '../languages')];
  const tests = folders
    .flatMap((cwd) => globSync('*.test.ts', { cwd }).map((file) => readFileSync(join(cwd, file), 'utf8')))
    .join('\n');
  expect(NAMES.length).toBeGreaterThan(70);
  expect(NAMES.filter((name) => !isPlanted(name, tests))).toEqual([]);
});

test.each<[string, (course: string) => void, string]>([
  [
    'help',
    (course) => cpSync(join(course, 'help/kit.yaml'), join(course, 'help/kitchen.yaml')),
    'no email leads to a page called "kitchen"',
  ],
  [
    'missing',
    (course) => {
      for (const file of globSync(join(course, 'countries/*.yaml'))) rmSync(file);
    },
    'there is no file of a country: write one, countries/<its code>.yaml, with who to ring there',
  ],
])('%s: a file too many, or none at all', (rule, plant, message) => {
  const found = inCopy((root) => {
    plant(join(root, COURSE));
    return findingsIn(root);
  });
  expect(found).toContainEqual(expect.objectContaining({ rule, message }));
});

test('a lesson that says nothing of what each mail must carry is found', () => {
  const read = readCourse(ownCourse(ROOT));
  if (read.kind === 'broken') throw new Error('the course does not read');
  const letters = { ...sampleLetters(), lesson: () => ({ subject: '', html: '', text: '' }) };
  const [found] = checkLetters({ course: read.course, letters, everyEdition: false });
  expect(found).toMatchObject({ rule: 'letter' });
});
