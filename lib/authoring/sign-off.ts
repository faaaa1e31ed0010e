import { createHash } from 'node:crypto';
import { addDays } from '../domain/calendar.ts';
import { type Course, type CourseMap, courseFrom, PACES } from '../domain/course.ts';
import { planFor } from '../domain/plan.ts';
import type { CountrySource } from './course-schemas.ts';
import type { CourseSource } from './read-course.ts';

const SIGNED_LESSONS = 60;
const ANY_DAY = '2026-01-05';

/**
 * The hash of everything a clinician signs: safety texts, routes, stages, exercises, doses, the early everyday
 * moves, the tips that say `signed`, the words of the sign-up, and who gets which session when. Comments and layout of the files play no part; any change of a word or number does, and
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
    course.sessions.map(({ id, data }) => [id, data]),
    course.everyday.data.ladder.slice(0, course.everyday.data['signed-lines']),
    course.everyday.data.neutral,
    course.signUpWording,
    course.map.map,
    placementsOnce(course.map.map),
    course.tips
      .filter(({ signed }) => signed)
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
    plans: joinsOf(course).map((weeks) =>
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

/** Weeks since her date at which the plans that are signed begin: each side of every bound of the map, and no date. */
function joinsOf({ paths, sessions, weeksWithoutDate }: Course): readonly (number | null)[] {
  const opens = [...sessions.values()].flatMap((rule) => Object.values(rule.opens));
  const bounds = [...paths.map(({ from }) => from), ...(weeksWithoutDate === null ? [] : [weeksWithoutDate])];
  const weeks = bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);
  const all = [...new Set([...weeks, Math.round(Math.max(...opens) / 2)])].filter((week) => week >= 0);
  return [...all.toSorted((one, other) => one - other), ...(weeksWithoutDate === null ? [] : [null])];
}

/** When a number was last rung is no word of the course: it may change without a signature. */
function dialled(numbers: CountrySource['numbers']) {
  return Object.entries(numbers).map(([name, number]) => ({ name, ...number, checked: null }));
}
