import { checkHelp } from './check-help.ts';
import { checkLook } from './check-look.ts';
import { checkGateTexts } from './check-map.ts';
import { checkPlan } from './check-plan.ts';
import { checkPlurals } from './check-plurals.ts';
import { checkReading } from './check-reading.ts';
import { checkSafety } from './check-safety.ts';
import { checkWords } from './check-words.ts';
import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';
import { checkProgramme } from './programme/check-programme.ts';
import { checkSignatures } from './signatures.ts';

/** Whether the map's gates have their words. */
function checkTexts({ map: { file, map }, safety }: CourseSource): Finding[] {
  return checkGateTexts(file, map, safety.data['stage-lines']);
}

/** Everything that must be true of the coach's files before a lesson may be built from them. */
export function checkCourse(course: CourseSource): Finding[] {
  return [
    ...[checkTexts, checkPlan, checkProgramme, checkSafety, checkHelp, checkWords, checkPlurals],
    ...[checkReading, checkLook],
    checkSignatures,
  ]
    .flatMap((check) => check(course))
    .toSorted((one, other) => one.file.localeCompare(other.file) || one.line - other.line);
}
