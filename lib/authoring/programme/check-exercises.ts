import type { Finding } from '../findings.ts';
import type { CourseSource } from '../read-course.ts';

/** The ladders of the exercises: in order, none before its exercise, no higher rung lighter, kilos said where they are. */
export function checkExercises({ exercises, programmeRules }: CourseSource): Finding[] {
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
        const kilos = rung.kg && `${rung.kg[0]} to ${rung.kg[1]} kg`;
        return [
          ...(rung.from < Math.max(from, below?.from ?? 0)
            ? [here(`may come before ${below ? 'the rung below it' : code}: raise its from`)]
            : []),
          ...(rung.kg && below?.kg && rung.kg[0] < below.kg[0]
            ? [here('is lighter than the rung below it')]
            : []),
          ...(kilos && !rung.offer?.includes(kilos)
            ? [here(`has kilos that its offer does not say: ${kilos}`)]
            : []),
          ...(!kilos && rung.offer?.includes(' kg')
            ? [here('offers kilos that it does not name as kg')]
            : []),
        ];
      }),
    ];
  });
}
