import { letterTemplates } from '../../.build/letters.js';
import { type CourseTexts, lettersFrom, type Replies } from '../../lib/adapters/letters/letters.ts';

/** The letters with their compiled templates, which a function that sends nothing need not load. */
export function lettersOf(texts: CourseTexts, replies: Replies | null) {
  return lettersFrom({ ...texts, replies, templates: letterTemplates });
}
