import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CourseSource } from '../../lib/authoring/course-source.ts';
import { editedConsents } from '../../lib/authoring/edited-consents.ts';
import { printFinding } from '../../lib/authoring/findings.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { inCopy, ROOT } from './planted.ts';

const SIGN_UP = 'templates/pages/consent.yaml';
const PLAN = 'templates/pages/training/consent.yaml';
const before = courseAt(ROOT);

function courseAt(root: string): CourseSource {
  const read = readCourse(ownCourse(root));
  if (read.kind === 'broken') throw new Error(read.findings.map(printFinding).join('\n'));
  return read.course;
}

function edited(file: string, from: RegExp, to: string): string[] {
  return inCopy((root) => {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    if (!from.test(text)) throw new Error(`${file} does not say ${from}`);
    writeFileSync(path, text.replace(from, to));
    return editedConsents(before, courseAt(root)).map(printFinding);
  });
}

test.each([
  [
    'another wording of the sign-up',
    SIGN_UP,
    /agree/,
    'say yes',
    /consent\.yaml:\d+ consent-edited: version \S+ reads otherwise/,
  ],
  [
    'another wording of her plan',
    PLAN,
    /agree/,
    'say yes',
    /training\/consent\.yaml:\d+ consent-edited: .* reads otherwise/,
  ],
  [
    'another name of a version',
    SIGN_UP,
    /version: ['"]?/,
    '$&9',
    /consent\.yaml:1 consent-edited: version \S+ is gone/,
  ],
])('%s is told, with its file and the mend', (_, file, from, to, says) => {
  const found = edited(file, from, to);
  expect(found).toContainEqual(expect.stringMatching(says));
  expect(found.join()).toContain('put it back, and write what is new as a new version');
});

test('what stands, and a new version beside it, is nothing to mend', () => {
  expect(editedConsents(before, before)).toEqual([]);
  expect(edited(SIGN_UP, /^- version/m, '- version: "2099-01-01"\n  text: I agree to more.\n$&')).toEqual([]);
});
