import { letterTemplates } from '../../../.build/letters.js';
import { editionsIn } from '../../../lib/adapters/letters/built-course.ts';
import { lettersFrom } from '../../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import { sampleLesson, sampleLinks } from '../../../lib/authoring/sample-lesson.ts';
import type { Letters } from '../../../lib/ports/letters.ts';

export const POSTAL_ADDRESS = 'Strong Weeks, 1 Example Street, Exampleton EX1 1EX, United Kingdom';

/** The edition of that key, as the build wrote it. */
export const readEdition = editionsIn(new URL('../../../.build/course', import.meta.url).pathname);

export function sampleLetters(settings: Partial<Parameters<typeof lettersFrom>[0]> = {}): Letters {
  return lettersFrom({
    templates: letterTemplates,
    edition: readEdition,
    pictures: NO_PICTURES,
    postalAddress: POSTAL_ADDRESS,
    review: null,
    ...settings,
  });
}

export const letterFor = sampleLesson;
export const LINKS = sampleLinks('https://course.example');
