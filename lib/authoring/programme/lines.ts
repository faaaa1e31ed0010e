import type { ProgrammeSource } from '../programme-schemas.ts';
import type { Content } from './planned.ts';

/** The week's walking, in one line. */
export function walkLine(
  { walk: words }: ProgrammeSource,
  { minutes, times, brisk, also, say }: Content['walk'],
  easierWeek: boolean,
): string {
  if (say !== undefined) return say;
  const line = (brisk === undefined ? words.easy : words.brisk)
    .replace('{minutes}', `${minutes}`)
    .replace('{times}', `${times}`)
    .replace('{brisk}', `${brisk}`);
  return [line, easierWeek ? words['easier-week'] : null, also ?? null]
    .filter((part) => part !== null)
    .join(' ');
}
