import { join } from 'node:path';
import { readCourseMap } from '../lib/authoring/read-course.ts';
import { type Course, courseFrom } from '../lib/domain/course.ts';

/** The course that stands in `templates/course/course.yaml`. */
export const COURSE: Course = readCourse();

function readCourse(): Course {
  const read = readCourseMap(join(import.meta.dirname, '..'));
  if (read.kind === 'broken') throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return courseFrom(read.source.map);
}
