import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCourse } from '../lib/authoring/read-course.ts';
import { ownCourse } from '../lib/brand/course-folder.ts';

/** Countries and the numbers to ring are the course folder's: no line of code knows one. */

const ROOT = join(import.meta.dirname, '..');

function lines(): { where: string; line: string }[] {
  return globSync('{lib,lambdas,bin}/**/*.ts', { cwd: ROOT }).flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((line, at) => ({ where: `${file}:${at + 1}`, line })),
  );
}

function saying(pattern: RegExp): string[] {
  return lines()
    .filter(({ line }) => pattern.test(line))
    .map(({ where, line }) => `${where} ${line.trim()}`);
}

test('no country’s code or name stands in the code', () => {
  const { countries } = source();
  const codes = Object.keys(countries)
    .filter((code) => /^[A-Z]{2}$/.test(code))
    .join('|');
  const names = Object.values(countries)
    .map(({ data }) => data.name)
    .join('|');
  expect(saying(new RegExp(`(['"\`])(?:${codes})\\1|^\\s*(?:${codes}):|\\.(?:${codes})\\b`))).toEqual([]);
  expect(saying(new RegExp(`(['"\`])(?:${names})\\1`))).toEqual([]);
});

test('and none of their numbers', () => {
  const numbers = Object.values(source().countries).flatMap(({ data }) =>
    Object.values(data.numbers).flatMap((number) => [
      number.shown,
      'tel' in number ? number.tel : number.sms,
    ]),
  );
  const any = [...new Set(numbers)].map((number) => number.replace(/[+]/g, '\\+')).join('|');
  expect(saying(new RegExp(`(?<![\\w,.-])(?:${any})(?![\\w.-])`))).toEqual([]);
});

function source() {
  const read = readCourse(ownCourse(ROOT));
  if (read.kind === 'broken') throw new Error('the course does not read');
  return read.course;
}
