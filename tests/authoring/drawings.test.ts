import { expect, test } from 'vitest';
import { drawingOf } from '../../lib/authoring/programme/drawings.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { ROOT } from './planted.ts';

const read = readCourse(ownCourse(ROOT));
if (read.kind === 'broken') throw new Error('the course does not read');
const { course } = read;

test.each([
  ['PU', 0, 'PU'],
  ['PU', 2, 'PU-worktop'],
  ['PU', 4, 'PU-knees'],
  ['SQ', 3, 'SQ-goblet'],
])('%s at rung %d shows the drawing that names the rung', (move, rung, drawing) => {
  expect(drawingOf(course, { move, rung })).toBe(drawing);
});

test('a rung that borrows a drawing shows it, whatever its own exercise has', () => {
  expect(drawingOf(course, { move: 'HT', rung: 0 })).toBe('GB');
});

test('an exercise with one drawing shows it at every rung', () => {
  expect(drawingOf(course, { move: 'FC', rung: 4 })).toBe('FC');
});
