import { contrast, SHAPES, TEXTS } from '../brand/contrast.ts';
import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';

/** What must be read, and what must be made out: contrast of WCAG 2.2. */
const KINDS = [
  { pairs: TEXTS, what: 'text', least: 4.5 },
  { pairs: SHAPES, what: 'a shape', least: 3 },
] as const;

/** Whether each colour can be read on what it stands on, in the light and in the dark. */
export function checkLook({ look: { file, data, lineOf } }: CourseSource): Finding[] {
  return (['light', 'dark'] as const).flatMap((mode) =>
    KINDS.flatMap(({ pairs, what, least }) =>
      pairs.flatMap(([name, ground]) => {
        const far = contrast(data.colours[mode][name], data.colours[mode][ground]);
        if (far >= least) return [];
        const mend = contrast(data.colours[mode][ground], '#FFFFFF') > 4.5 ? 'lighter' : 'darker';
        const message = `${mode}.${name} on ${mode}.${ground} is ${rounded(far)}, and ${what} needs ${least} or more; make it ${mend}`;
        return [{ file, line: lineOf(['colours', mode, name]), rule: 'contrast', message }];
      }),
    ),
  );
}

/** Down: what is just too little never reads as enough. */
function rounded(far: number): string {
  return (Math.floor(far * 10) / 10).toFixed(1);
}
