import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isReviewed } from '../../lib/adapters/letters/review.ts';
import { countryFile } from '../../lib/authoring/read-countries.ts';
import { type CourseSource, readCourse } from '../../lib/authoring/read-course.ts';
import { signOffHashOf } from '../../lib/authoring/sign-off.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';

const ROOT = join(import.meta.dirname, '../..');

function course(): CourseSource {
  const read = readCourse(ownCourse(ROOT));
  if (read.kind === 'broken') throw new Error('the course does not read');
  return read.course;
}

const stands = signOffHashOf(course());
const review = { by: 'A. Physio', job: 'pelvic health physiotherapist', on: '2026-11-01', hash: stands };

test('a review holds while the sign-off set stands as it was reviewed', () => {
  expect(signOffHashOf(course())).toBe(stands);
  expect(isReviewed(review, stands)).toBe(true);
  expect(isReviewed(null, stands)).toBe(false);
});

test.each([
  ['a dose', (edited: CourseSource) => edit(edited.sessions[12]?.data, 'minutes')],
  ['a help page', (edited: CourseSource) => edit(edited.help[0]?.data, 'lead')],
  ['what a button’s page says', (edited: CourseSource) => edit(edited.buttons.data.answers.hard, 'said')],
  ['a sign', (edited: CourseSource) => edit(edited.safety.data.table, 'title')],
  ['a route', (edited: CourseSource) => edit(countryFile(edited, 'NZ').data.routes, 'emergency')],
  ['an exercise', (edited: CourseSource) => edit(edited.exercises.data['SQ'], 'cue')],
  ['a pelvic floor line', (edited: CourseSource) => edit(edited.stages.data.S2, 'pelvic-floor')],
  ['an early everyday move', (edited: CourseSource) => edit(edited.everyday.data.ladder, '3')],
  ['where an absence leads', (edited: CourseSource) => edit(edited.map.map, 'gapWeeks')],
  ['the words of the sign-up', (edited: CourseSource) => edit(edited, 'signUpWording')],
  ['a country’s word', (edited: CourseSource) => edit(countryFile(edited, 'US').data.words, 'cot')],
])('changing %s returns the course to "not reviewed"', (_, change) => {
  const edited = course();
  change(edited);
  expect(isReviewed(review, signOffHashOf(edited))).toBe(false);
});

test('a tip that no clinician signs may be reworded', () => {
  const edited = course();
  const others = edited.tips.map((tip) =>
    tip.id === 'M20' ? { ...tip, variants: tip.variants.slice(1) } : tip,
  );
  expect(signOffHashOf({ ...edited, tips: others })).toBe(stands);
  const signed = edited.tips.map((tip) =>
    tip.id === 'M16' ? { ...tip, variants: tip.variants.slice(1) } : tip,
  );
  expect(signOffHashOf({ ...edited, tips: signed })).not.toBe(stands);
});

function edit(holder: object | undefined, key: string): void {
  if (holder === undefined || !(key in holder)) throw new Error(`nothing at ${key}`);
  Reflect.set(holder, key, 'something else');
}
