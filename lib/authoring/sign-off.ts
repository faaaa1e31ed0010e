import { createHash } from 'node:crypto';
import { addDays } from '../domain/calendar.ts';
import { type CourseMap, courseFrom, PACES } from '../domain/course.ts';
import { planFor } from '../domain/plan.ts';
import type { CountrySource } from './course-schemas.ts';
import type { CourseSource } from './read-course.ts';

/** Tips whose wording a clinician signs (docs/rules/content.md#sign-off). */
const SIGNED_TIPS = ['M2', 'M16', 'M19', 'M23'];
/** Everyday moves of weeks 0 to 16 are signed. */
const SIGNED_EVERYDAY = 17;
/** Weeks since birth on which the plans that are signed begin: each side of every bound, and no date. */
const SIGNED_JOINS = [0, 1, 3, 5, 6, 8, 11, 12, 30, 52, 53, null];
const SIGNED_LESSONS = 60;
const ANY_DAY = '2026-01-05';

/**
 * The hash of everything a clinician signs: safety texts, routes, stages, exercises, doses, the early everyday
 * moves, four tips, the words of the sign-up, and who gets which session when. Comments and layout of the files play no part; any change of a word or number does, and
 * returns the course to "not reviewed".
 */
export function signOffHashOf(course: CourseSource): string {
  const signed = [
    course.safety.data,
    course.buttons.data,
    course.help.map(({ id, data }) => [id, data]),
    Object.values(course.countries).map(({ data }) => ({ ...data, numbers: dialled(data.numbers) })),
    course.stages.data,
    course.exercises.data,
    course.kit.data,
    course.programme.data,
    course.programmeRules.data,
    course.words.data,
    course.sessions.map(({ id, data }) => [id, data]),
    course.everyday.data.ladder.slice(0, SIGNED_EVERYDAY),
    course.everyday.data.neutral,
    course.signUpWording,
    course.map.map,
    placementsOnce(course.map.map),
    course.tips
      .filter((tip) => SIGNED_TIPS.includes(tip.id))
      .map((tip) => [tip.id, tip.variants.map(({ title, body, noBaby }) => [title, body, noBaby])]),
  ];
  return createHash('sha256').update(JSON.stringify(signed)).digest('hex');
}

const placedBefore = new WeakMap<CourseMap, ReturnType<typeof placements>>();

/** {@link placements}, worked out once for each map: most saves change no map. */
function placementsOnce(map: CourseMap): ReturnType<typeof placements> {
  const plans = placedBefore.get(map) ?? placements(map);
  placedBefore.set(map, plans);
  return plans;
}

/** The rule of placement by what it does: the sessions of plans from every beginning. */
function placements(map: CourseMap) {
  const course = courseFrom(map);
  return PACES.map((pace) => ({
    pace,
    plans: SIGNED_JOINS.map((weeks) =>
      planFor(course, {
        born: weeks === null ? null : ANY_DAY,
        joined: addDays(ANY_DAY, 7 * (weeks ?? 0)),
        pace,
        zone: 'Europe/London',
        lessons: SIGNED_LESSONS,
      }).map(({ session, level }) => [session, level]),
    ),
  }));
}

/** When a number was last rung is no word of the course: it may change without a signature. */
function dialled(numbers: CountrySource['numbers']) {
  return Object.entries(numbers).map(([name, number]) => ({ name, ...number, checked: null }));
}
