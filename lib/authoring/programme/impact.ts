import type { Session } from '../../adapters/letters/edition.ts';
import { amountsOf } from '../amounts.ts';
import type { CourseSource } from '../course-source.ts';
import { doseWords } from '../dose-words.ts';
import { type Planned, rungsOf } from './planned.ts';

/** The optional move of a week: what it is, what comes before it, and what to do until then. */
export function impactOf(
  course: CourseSource,
  { content, level }: Pick<Planned, 'content' | 'level'>,
  say: (line: string) => string,
): Session['impact'] {
  const { impact } = content;
  const rungs = impact && rungsOf(course, impact);
  if (!impact || !rungs) return null;
  const { line, steps } = course.safety.data.impact;
  const step = steps.find(({ move, rungs: at }) => move === impact.move && at.includes(impact.rung));
  const words = level === null ? step : (step?.loop ?? step);
  return {
    line: say(line)
      .replace('{move}', say(rungs.exercise.name))
      .replace('{week}', `${impact.week}`)
      .replace('{of}', `${impact.of}`)
      .replace('{how}', say(rungs.at.say))
      .replace('{dose}', say(doseWords(amountsOf(course), impact))),
    needs: say(words?.needs ?? ''),
    otherwise: say(impact.otherwise ?? words?.otherwise ?? ''),
  };
}
