import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseFolder, ownCourse } from '../../lib/brand/course-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
let elsewhere: string;

beforeAll(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'courses-'));
  mkdirSync(join(elsewhere, 'kudu'));
  writeFileSync(join(elsewhere, 'kudu/course.yaml'), '');
});
afterAll(() => rmSync(elsewhere, { recursive: true }));

test('without COURSE it is the course of this checkout, built where it always was', () => {
  expect(courseFolder({}, ROOT)).toEqual(ownCourse(ROOT));
  expect(courseFolder({ COURSE: '' }, ROOT)).toEqual(ownCourse(ROOT));
  expect(ownCourse(ROOT)).toMatchObject({
    course: 'templates/course',
    brand: 'templates/brand/brand.yaml',
    built: join(ROOT, '.build'),
    data: '.local',
  });
});

test('COURSE may lead to this very folder by another way, and nothing is built or kept anew', () => {
  expect(courseFolder({ COURSE: resolve(ROOT, 'tests/../templates/course/') }, ROOT)).toEqual(
    ownCourse(ROOT),
  );
});

test('another course is built and kept beside ours, and two of one name are two', () => {
  mkdirSync(join(elsewhere, 'more/kudu'), { recursive: true });
  writeFileSync(join(elsewhere, 'more/kudu/course.yaml'), '');
  const one = courseFolder({ COURSE: join(elsewhere, 'kudu') }, ROOT);
  const other = courseFolder({ COURSE: join(elsewhere, 'more/kudu') }, ROOT);
  expect(one.course).toBe(join(elsewhere, 'kudu'));
  expect(one.built).toMatch(new RegExp(`^${join(ROOT, '.build/courses')}/kudu-[0-9a-f]{8}$`));
  expect(one.data).toMatch(/^\.local-kudu-[0-9a-f]{8}$/);
  expect([other.built, other.data]).not.toEqual([one.built, one.data]);
});

test('the files of a brand stand in the folder, or else ours are taken', () => {
  expect(courseFolder({ COURSE: join(elsewhere, 'kudu') }, ROOT).brand).toBe('templates/brand/brand.yaml');
  writeFileSync(join(elsewhere, 'kudu/brand.yaml'), '');
  expect(courseFolder({ COURSE: join(elsewhere, 'kudu') }, ROOT).brand).toBe(
    join(elsewhere, 'kudu/brand.yaml'),
  );
});

test('a folder that is no course is told in one line, with the mend', () => {
  expect(() => courseFolder({ COURSE: join(elsewhere, 'kuddu') }, ROOT)).toThrow(
    /^COURSE names .*kuddu, and there is no such folder \(looked in .*kuddu\): mend the path$/,
  );
  expect(() => courseFolder({ COURSE: join(elsewhere, 'kudu/course.yaml') }, ROOT)).toThrow(
    /^COURSE names .*course\.yaml, which is a file: name the folder that course\.yaml stands in$/,
  );
  expect(() => courseFolder({ COURSE: elsewhere }, ROOT)).toThrow(
    /^COURSE names .*, which holds no course\.yaml: did you mean .*kudu\?$/,
  );
});
