import type { Course } from '../lib/domain/course.ts';
import { FIRST_COURSE } from '../lib/domain/first-course.ts';

/** The course that the tests decide over. */
export const COURSE: Course = FIRST_COURSE;
