import { LEVELS, STAGES } from '../../domain/course.ts';
import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';

/** The efforts of stages.yaml are those that rules/programme.yaml allows: a stage is no harder because its words changed. */
export function checkEfforts({ stages, programmeRules, safety }: CourseSource): Finding[] {
  const { data } = stages;
  const rules = programmeRules.data;
  type Wanted = readonly number[] | undefined;
  const efforts: readonly [readonly PropertyKey[], Wanted, Wanted][] = [
    // The last stage is the loop's: its levels say how hard.
    ...STAGES.filter((stage) => stage !== 'S8').map((stage): [readonly PropertyKey[], Wanted, Wanted] => [
      [stage, 'effort'],
      data[stage]?.effort,
      rules.stages[stage]?.effort,
    ]),
    ...LEVELS.map((level): [readonly PropertyKey[], Wanted, Wanted] => [
      ['levels', level, 'effort'],
      data.levels[level]?.effort,
      rules.levels[level],
    ]),
    ...Object.entries(data['on-ramp']).map(([id, { effort }]): [readonly PropertyKey[], Wanted, Wanted] => [
      ['on-ramp', id],
      effort,
      rules['on-ramp'][id],
    ]),
    [['easier-week', 'effort'], data['easier-week'].effort, rules['easier-week'].effort],
  ];
  const wrong = efforts
    .filter(([, is, wanted]) => is !== undefined && is.join() !== wanted?.join())
    .map(([path, is, wanted]) => ({
      file: stages.file,
      line: stages.lineOf(path),
      rule: 'effort' as const,
      message: `effort ${is?.join(' to ')}, not ${wanted?.join(' to ') ?? 'known'}`,
    }));
  const afterBirth = safety.data.impact.steps.flatMap((step, place) => {
    const weeks = rules.impact?.['after-birth'][step.move];
    const words = `${weeks} weeks or more after a birth`;
    return weeks === undefined || step.loop === undefined || step.loop.needs?.includes(words)
      ? []
      : [
          {
            file: safety.file,
            line: safety.lineOf(['impact', 'steps', place]),
            rule: 'impact' as const,
            message: `a reader without a date is not asked: say "${words}"`,
          },
        ];
  });
  return [...wrong, ...afterBirth];
}
