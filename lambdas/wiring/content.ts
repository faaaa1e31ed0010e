import { join } from 'node:path';
import * as z from 'zod/mini';
import { editionsIn, picturesIn } from '../../lib/adapters/letters/built-course.ts';
import type { CourseTexts } from '../../lib/adapters/letters/letters.ts';
import type { Review } from '../../lib/adapters/letters/review.ts';
import type { Course } from '../../lib/domain/course.ts';
import { courseOf } from './course.ts';
import { text } from './variables.ts';

/** What letters and lesson pages are written from. */
export const CONTENT = {
  SITE_URL: z.url(),
  /** Where the course's editions lie, as the build wrote them: beside the function's own code. */
  COURSE_DIR: text,
  POSTAL_ADDRESS: text,
};

interface Content {
  SITE_URL: string;
  COURSE_DIR: string;
  POSTAL_ADDRESS: string;
}

/** Where nobody reviewed the course, signatures leave no country out: it is not called reviewed there. */
export function offered(course: Course, review: Review | null): Course {
  return review === null ? { ...course, countries: { ...course.countries, unsigned: [] } } : course;
}

export function textsOf(environment: Content, review: Review | null): CourseTexts {
  return {
    course: offered(courseOf(), review),
    edition: editionsIn(environment.COURSE_DIR),
    pictures: picturesIn(
      join(environment.COURSE_DIR, '../pictures.json'),
      `${environment.SITE_URL}/pictures`,
    ),
    postalAddress: environment.POSTAL_ADDRESS,
    review,
  };
}
