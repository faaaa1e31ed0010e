import { letterTemplates } from '../../.build/letters.js';
import { type CourseTexts, lettersFrom } from '../../lib/adapters/letters/letters.ts';

/** The letters with their compiled templates, which a function that sends nothing need not load. */
export function lettersOf(texts: CourseTexts) {
  return lettersFrom({ ...texts, templates: letterTemplates });
}
