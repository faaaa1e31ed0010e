import { checkHelp } from './check-help.ts';
import { checkLook } from './check-look.ts';
import { checkExitTexts, checkGateTexts } from './check-map.ts';
import { checkName } from './check-name.ts';
import { checkPlan } from './check-plan.ts';
import { checkPlurals } from './check-plurals.ts';
import { checkReading } from './check-reading.ts';
import { checkSafety } from './check-safety.ts';
import { checkWords } from './check-words.ts';
import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';
import { byLanguage } from './languages/translated-course.ts';
import { checkProgramme } from './programme/check-programme.ts';
import { checkSignatures } from './signatures.ts';

/** Whether the map's gates and reasons to leave have their words. */
function checkTexts({ map: { file, map }, safety, exits }: CourseSource): Finding[] {
  return [...checkGateTexts(file, map, safety.data['stage-lines']), ...checkExitTexts(file, map, exits.data)];
}

/** Everything that must be true of the coach's files before a lesson may be built from them. */
export function checkCourse(course: CourseSource): Finding[] {
  const [home = course, ...translations] = byLanguage(course);
  const own = [...checkSpoken(home), ...checkLook(course), ...checkName(course), ...checkSignatures(course)];
  // What is wrong in the course itself would be found in each of its languages again.
  return (own.length > 0 ? own : translations.flatMap(checkSpoken)).toSorted(
    (one, other) => one.file.localeCompare(other.file) || one.line - other.line,
  );
}

/** What must be true of a course in each language that it is written in. */
function checkSpoken(course: CourseSource): Finding[] {
  return [
    ...[checkTexts, checkPlan, checkProgramme, checkSafety, checkHelp, checkWords, checkPlurals],
    checkReading,
  ].flatMap((check) => check(course));
}
