import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import type { ProgrammeRules } from '../programme-rules.ts';
import { chainsOf } from './check-blocks.ts';
import { findingAt } from './finding-at.ts';
import { type Planned, rungsOf } from './planned.ts';

/** The optional move: in every full week that has it and no other, never before what it needs, each step long enough. */
export function checkImpact(course: CourseSource): Finding[] {
  return chainsOf(course).flatMap((chain) => [
    ...chain.flatMap((planned) => checkOne(course, planned)),
    ...checkOrder(course, chain),
  ]);
}

function isDue(course: CourseSource, { track, number, level, easierWeek }: Planned): boolean {
  const rules = course.programmeRules.data.impact;
  if (easierWeek || rules === undefined) return false;
  if (level !== null) return rules.levels.includes(level);
  return track === 'ladder' && number >= rules.from;
}

function checkOne(course: CourseSource, planned: Planned): Finding[] {
  const { impact } = planned.content;
  const due = isDue(course, planned);
  const at = (message: string) => [findingAt(planned, impact ? ['impact'] : [], 'impact', message)];
  if (!impact) return due ? at('a full week has its optional move: write "impact:"') : [];
  if (!due)
    return at(
      'no impact here: an easier week, the on-ramp, the first level and the weeks before it have none',
    );
  const rungs = rungsOf(course, impact);
  if (!rungs) return at(`there is no ${impact.move} rung ${impact.rung}`);
  const steps = course.safety.data.impact.steps;
  const most = rungs.exercise.most ?? {};
  const over = (what: 'sets' | 'reps' | 'seconds') =>
    (impact[what] ?? 0) > (most[what] ?? Number.POSITIVE_INFINITY);
  return [
    ...(rungs.exercise.pattern === 'impact' ? [] : at(`${impact.move} is no impact move`)),
    ...(Math.max(rungs.exercise.from, rungs.at.from) > planned.reach
      ? at(
          `${impact.move} rung ${impact.rung} may not come before session ${Math.max(rungs.exercise.from, rungs.at.from)}`,
        )
      : []),
    ...(over('sets') || over('reps') || over('seconds')
      ? at(`${impact.move} asks more than its "most" in exercises.yaml`)
      : []),
    ...(steps.some(({ move, rungs: known }) => move === impact.move && known.includes(impact.rung))
      ? []
      : at(
          `safety.yaml does not say what comes before ${impact.move} rung ${impact.rung}, and what to do until then`,
        )),
    ...(impact.week > impact.of ? at(`week ${impact.week} of ${impact.of}`) : []),
  ];
}

const NONE: NonNullable<ProgrammeRules['impact']> = { from: 0, needs: {}, levels: [], 'after-birth': {} };

/** Followed week by week, each step has had the weeks of the one before that its condition asks for. */
function checkOrder(course: CourseSource, chain: readonly Planned[]): Finding[] {
  const { needs, levels } = course.programmeRules.data.impact ?? NONE;
  const level = chain[0]?.level ?? null;
  if (level !== null && level !== levels[0]) return [];
  const done = new Map<string, number>();
  return chain.flatMap((planned) => {
    const { impact } = planned.content;
    if (!impact) return [];
    const lacking = Object.entries(needs[impact.move] ?? {}).filter(
      ([move, weeks]) => (done.get(move) ?? 0) < weeks,
    );
    done.set(impact.move, (done.get(impact.move) ?? 0) + 1);
    return lacking.map(([move, weeks]) =>
      findingAt(planned, ['impact'], 'impact', `${impact.move} comes before ${weeks} weeks of ${move}`),
    );
  });
}
