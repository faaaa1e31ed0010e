import { amountsOf } from '../amounts.ts';
import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import { bareKilos } from './loads.ts';
import { spanOf } from './swaps.ts';

/** The ladders of the exercises: in order, none before its exercise, no higher rung lighter, kilos said where they are. */
export function checkExercises(course: CourseSource): Finding[] {
  const { exercises, programmeRules, units } = course;
  const { kilos: signs } = units.data.written;
  const [fewest, most] = programmeRules.data.rungs;
  return Object.entries(exercises.data).flatMap(([code, { from, rungs }]) => {
    const at = (path: readonly PropertyKey[], message: string): Finding => ({
      file: exercises.file,
      line: exercises.lineOf([code, ...path]),
      rule: 'rung',
      message,
    });
    return [
      ...(rungs.length >= fewest && rungs.length <= most
        ? []
        : [at(['rungs'], `${code} has ${rungs.length} rungs (${fewest} to ${most})`)]),
      ...rungs.flatMap((rung, place) => {
        const below = rungs[place - 1];
        const here = (message: string) => at(['rungs', place], `${code} rung ${place} ${message}`);
        return [
          ...(rung.from < Math.max(from, below?.from ?? 0)
            ? [here(`may come before ${below ? 'the rung below it' : code}: raise its from`)]
            : []),
          ...(rung.kg && below?.kg && rung.kg[0] < below.kg[0]
            ? [here('is lighter than the rung below it')]
            : []),
          ...(rung.kg && !spanOf(rung.kg).test(rung.offer ?? '')
            ? [here(`has kilos that its offer does not say: ${bareKilos(amountsOf(course), rung.kg)}`)]
            : []),
          ...(!rung.kg && signs.some((sign) => rung.offer?.includes(` ${sign}`))
            ? [here('offers kilos that it does not name as kg')]
            : []),
        ];
      }),
    ];
  });
}
