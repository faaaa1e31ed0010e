import { readCourseMap } from '../lib/authoring/read-course.ts';
import { courseFolder } from '../lib/brand/course-folder.ts';
import { codesOf } from '../lib/domain/countries.ts';
import { type Course, courseFrom } from '../lib/domain/course.ts';

/** The course that stands in `templates/course/course.yaml`. */
export const COURSE: Course = readCourse();

/** The codes of its countries. */
export const COUNTRIES = codesOf(COURSE.countries);

function readCourse(): Course {
  const read = readCourseMap(courseFolder());
  if (read.kind === 'broken') throw new Error(read.findings.map(({ message }) => message).join('\n'));
  return courseFrom(read.source.map);
}
