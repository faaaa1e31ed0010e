import { createHash } from 'node:crypto';
import type { CourseSource } from './read-course.ts';

/** Tips whose wording a clinician signs (course-design.md 0.0). */
const SIGNED_TIPS = ['M2', 'M16', 'M19', 'M23'];
/** Everyday moves of weeks 0 to 16 are signed. */
const SIGNED_EVERYDAY = 17;

/**
 * The hash of everything a clinician signs: safety texts, routes, stages, exercises, doses, the early everyday
 * moves and four tips. Comments and layout of the files play no part; any change of a word or number does, and
 * returns the course to "not reviewed".
 */
export function signOffHashOf(course: CourseSource): string {
  const signed = [
    course.safety.data,
    course.helplines.data,
    course.stages.data,
    course.exercises.data,
    course.words.data,
    course.sessions.map(({ data }) => data),
    course.everyday.data.ladder.slice(0, SIGNED_EVERYDAY),
    course.tips
      .filter((tip) => SIGNED_TIPS.includes(tip.id))
      .map((tip) => [tip.id, tip.variants.map(({ title, body, noBaby }) => [title, body, noBaby])]),
  ];
  return createHash('sha256').update(JSON.stringify(signed)).digest('hex');
}
