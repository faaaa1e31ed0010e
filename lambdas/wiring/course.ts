import type { Course } from '../../lib/domain/course.ts';
import { FIRST_COURSE } from '../../lib/domain/first-course.ts';

/** The map that placement decides by. */
export function courseOf(): Course {
  return FIRST_COURSE;
}
