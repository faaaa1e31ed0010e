import { expect, test } from 'vitest';
import { plannedSessions } from '../../lib/authoring/programme/planned.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { labelOf } from '../../lib/desk/field-labels.ts';
import { lessonFields, safetyFields } from '../../lib/desk/fields.ts';

test('a field is called by what it is to the coach, and a range says where it begins and ends', () => {
  expect(labelOf('', ['strip', 'call', 'baby'], false)).toBe('Strip at the top: whom to call, with baby');
  expect(labelOf('', ['table', 'rows', 6, 'sign'], false)).toBe('Table of signs: row 7, the sign');
  expect(labelOf('Hip hinge: kg', [1], true)).toBe('Hip hinge: kg, to');
  expect(labelOf('Title', [], false)).toBe('Title');
  expect(labelOf('', ['a-new-key', 'of-ours'], false)).toBe('a new key: of ours');
});

test('every field of the course has a label of its own on its page, and none shows a key of the file', () => {
  const read = readCourse(ownCourse());
  if (read.kind === 'broken') throw new Error('the course reads');
  const { course } = read;
  const pages = [
    safetyFields(course),
    ...plannedSessions(course).map((planned) => lessonFields(course, planned)),
  ];
  for (const fields of pages) {
    const labels = fields.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.filter((label) => /no-baby|not-yet|stage-lines|jump-|strip, /.test(label))).toEqual([]);
  }
});
