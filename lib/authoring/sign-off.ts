import { createHash } from 'node:crypto';
import { addDays } from '../domain/calendar.ts';
import { type Country, countryOf, languageOf } from '../domain/countries.ts';
import { type Course, type CourseMap, courseFrom, PACES } from '../domain/course.ts';
import { planFor } from '../domain/plan.ts';
import type { CountrySource } from './course-schemas.ts';
import type { CourseSource } from './course-source.ts';

const SIGNED_LESSONS = 60;
const ANY_DAY = '2026-01-05';

/** What is signed by itself, so that a change in one leaves the others signed. */
export interface SignedPart {
  /** `plan`, `moves`, `safety`, `countries/GB`. */
  part: string;
  /** SHA-256, over what the files say: their comments, order of keys and layout play no part. */
  hash: string;
}

/**
 * What a clinician signs, part by part (docs/rules/content.md#sign-off). `plan`: who gets which session when. `moves`:
 * exercises, doses and how they are said, efforts. `safety`: its texts, the help pages, the pages behind the buttons, the signed tips and the
 * sign-up's wording. A translation: what the latter two say in its words. A country: whom to ring, and its words for ours. All
 * else is words.
 */
export function signedPartsOf(course: CourseSource): readonly SignedPart[] {
  const { countries: _, ...map } = course.map.map;
  const part = (name: string, ...signed: readonly unknown[]) => ({ part: name, hash: hashOf(signed) });
  return [
    part('plan', map, placementsOnce(course.map.map)),
    part('moves', ...movesOf(course)),
    part('safety', ...safetyTextsOf(course)),
    ...[...course.languages].map(([tag, spoken]) =>
      part(languagePart(tag), ...movesOf(spoken), ...safetyTextsOf(spoken)),
    ),
    ...Object.entries(course.countries).map(([code, { data }]) => part(countryPart(code), spokenIn(data))),
  ];
}

function movesOf(course: CourseSource): unknown[] {
  const { stages, exercises, kit, programme, programmeRules, units, everyday } = course;
  return [
    ...[stages.data, exercises.data, kit.data, programme.data, programmeRules.data, units.data],
    course.sessions.map(({ id, data }) => [id, withoutWords(data)]),
    everyday.data.ladder.slice(0, everyday.data['signed-lines']),
    everyday.data.neutral,
  ];
}

function safetyTextsOf(course: CourseSource): unknown[] {
  return [
    ...[course.safety.data, course.buttons.data, course.exits.data, course.signUpWording],
    course.help.map(({ id, data }) => [id, data]),
    course.tips
      .filter(({ signed }) => signed)
      .map((tip) => [tip.id, tip.variants.map(({ title, body, noBaby }) => [title, body, noBaby])]),
  ];
}

/** What is signed of a translation: what `moves` and `safety` say, in its words. */
export function languagePart(tag: string): string {
  return `languages/${tag}`;
}

export function countryPart(code: Country): string {
  return `countries/${code}`;
}

/** Whether who signed a part, if anybody did, signed it as it stands. */
export function isSigned({ part, hash }: SignedPart, { signed }: CourseSource): boolean {
  const signature = signed !== null && Object.hasOwn(signed.data, part) ? signed.data[part] : undefined;
  return signature !== undefined && hash.startsWith(signature.hash);
}

/** Countries that nobody signed as they stand, or whose language nobody did; none in a course without `signed.yaml`, which is signed as a whole. */
export function unsignedCountries(course: CourseSource): readonly Country[] {
  if (course.signed === null) return [];
  const open = new Set(signedPartsOf(course).flatMap((part) => (isSigned(part, course) ? [] : [part.part])));
  const { countries } = course.map.map;
  return Object.keys(course.countries).filter((code) => {
    const tag = languageOf(countries, code);
    return open.has(countryPart(code)) || (tag !== null && open.has(languagePart(tag)));
  });
}

/**
 * The hash of what is signed: what a review names. With `signed.yaml` each country and each translation stands by its own
 * signature there, so that one that nobody signed yet keeps neither a deployment nor anyone's lessons.
 */
export function signOffHashOf(course: CourseSource): string {
  return hashOf(signedPartsOf(course).filter(({ part }) => course.signed === null || !isAside(part)));
}

/** The same for the readers of each country: of one that nobody signed it is another, since no review is of its lines. */
export function hashesByCountry(course: CourseSource): (country: Country) => string {
  const whole = signOffHashOf(course);
  const unsigned = unsignedCountries(course);
  return (country) => (unsigned.includes(country) ? hashOf([whole, country]) : whole);
}

function isAside(part: string): boolean {
  return [countryPart(''), languagePart('')].some((kind) => part.startsWith(kind));
}

/** Keys in any order are the same. */
function hashOf(signed: unknown): string {
  const inOrder = (_key: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(signed, inOrder)).digest('hex');
}

/** What a session is called and why it comes: no dose, no cue, no sign. */
const WORDS = new Set(['title', 'subject', 'why', 'why-years-ago', 'laps', 'ready-next']);

function withoutWords(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const entries = Object.entries(data).filter(([key]) => !WORDS.has(key));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, key === 'levels' ? withoutWordsAtEach(value) : value]),
  );
}

function withoutWordsAtEach(levels: object): unknown {
  return Object.entries(levels).map(([level, content]) => [level, withoutWords(content)]);
}

/** What a country's readers are told. Where it stands on the form, and when a number was rung, is none of it. */
function spokenIn({ place, also, zones, 'complain-to': to, numbers, ...words }: CountrySource) {
  return { ...words, numbers: dialled(numbers) };
}

/** Which sessions the signed plans lead through, by the week they begin at; null: without a date. */
export function signedPlans({ map }: CourseSource['map']) {
  const beginnings = joinsOf(courseFrom(map));
  return placementsOnce(map).map(({ pace, plans }) => ({
    pace,
    plans: plans.map((sessions, place) => ({ from: beginnings[place] ?? null, sessions })),
  }));
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
        zone: countryOf(course.countries, course.countries.home).zone,
        lessons: SIGNED_LESSONS,
      }).map(({ session, level }) => [session, level]),
    ),
  }));
}

/** Weeks since her date at which the plans that are signed begin: each side of every bound of the map, and no date. */
function joinsOf({ anchor, paths, sessions, weeksWithoutDate }: Course): readonly (number | null)[] {
  if (anchor === 'joined') return [0];
  const opens = [...sessions.values()].flatMap((rule) => Object.values(rule.opens));
  const bounds = [...paths.map(({ from }) => from), ...(weeksWithoutDate === null ? [] : [weeksWithoutDate])];
  const weeks = bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);
  const all = [...new Set([...weeks, Math.round(Math.max(...opens) / 2)])].filter((week) => week >= 0);
  return [...all.toSorted((one, other) => one - other), ...(weeksWithoutDate === null ? [] : [null])];
}

/** When a number was last rung is no word of the course: it may change without a signature. */
function dialled(numbers: CountrySource['numbers']) {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, number]) => [name, { ...number, checked: null }]),
  );
}
