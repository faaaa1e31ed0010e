import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import { checkBlocks, checkKilos } from './check-blocks.ts';
import { checkDoses } from './check-doses.ts';
import { checkEfforts } from './check-efforts.ts';
import { checkExercises } from './check-exercises.ts';
import { checkImpact } from './check-impact.ts';
import { checkPaths } from './check-paths.ts';
import { checkSessionWords } from './check-session-words.ts';
import { checkTips } from './check-tips.ts';
import { checkWeeks } from './check-weeks.ts';

/** The whole training programme against `rules/programme.yaml`. */
export function checkProgramme(course: CourseSource): Finding[] {
  return [
    checkExercises,
    checkDoses,
    checkEfforts,
    checkBlocks,
    checkKilos,
    checkPaths,
    checkWeeks,
    checkImpact,
    checkSessionWords,
    checkTips,
  ].flatMap((check) => check(course));
}
