import { courseMap } from '../../../.build/course-map.js';
import { letterTemplates } from '../../../.build/letters.js';
import { editionsIn } from '../../../lib/adapters/letters/built-course.ts';
import { lettersFrom } from '../../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import {
  type AtLevel,
  everyAtLevel,
  type SampleOptions,
  sampleLesson,
  sampleLinks,
} from '../../../lib/authoring/sample-lesson.ts';
import { courseFrom } from '../../../lib/domain/course.ts';
import type { LessonLetter, Letters } from '../../../lib/ports/letters.ts';

export const POSTAL_ADDRESS = 'Strong Weeks, 1 Example Street, Exampleton EX1 1EX, United Kingdom';

export const COURSE = courseFrom(courseMap);

/** Every session of the course, the loop's at each of its levels. */
export const EVERY_SESSION = everyAtLevel(COURSE);

/** The edition of that key, as the build wrote it. */
export const readEdition = editionsIn(new URL('../../../.build/course', import.meta.url).pathname);

export function sampleLetters(settings: Partial<Parameters<typeof lettersFrom>[0]> = {}): Letters {
  return lettersFrom({
    course: COURSE,
    templates: letterTemplates,
    edition: readEdition,
    pictures: NO_PICTURES,
    postalAddress: POSTAL_ADDRESS,
    review: null,
    ...settings,
  });
}

export function letterFor(which: AtLevel, options: SampleOptions = {}): LessonLetter {
  return sampleLesson(COURSE, which, options);
}
export const LINKS = sampleLinks('https://course.example', COURSE.exits);
