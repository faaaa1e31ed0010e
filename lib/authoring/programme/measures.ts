import type { CourseSource } from '../course-source.ts';
import type { ProgrammeRules } from '../programme-rules.ts';
import type { Dose, Pattern } from '../programme-schemas.ts';
import { middleOf } from './loads.ts';
import type { Planned } from './planned.ts';

/** Patterns that make a strong body: their reps and sets are what a block grows. */
const BIG_PATTERNS: readonly Pattern[] = ['squat', 'hinge', 'push', 'pull'];

export function patternOf({ exercises }: Pick<CourseSource, 'exercises'>, move: string): Pattern | null {
  return exercises.data[move]?.pattern ?? null;
}

export function isBig(course: Pick<CourseSource, 'exercises'>, { move }: Pick<Dose, 'move'>): boolean {
  const pattern = patternOf(course, move);
  return pattern !== null && BIG_PATTERNS.includes(pattern);
}

/** How much of it in one set, in its own measure; the middle of a range. */
function measureOf(dose: Dose): number {
  const amount =
    dose.reps ?? dose.seconds ?? dose.metres ?? dose.minutes ?? dose.breaths ?? dose.squeezes ?? 0;
  return typeof amount === 'number' ? amount : (amount[0] + amount[1]) / 2;
}

/** Sets times measure. */
export function volumeOf(dose: Dose): number {
  return (dose.sets ?? 1) * measureOf(dose);
}

/** Sets times measure of the big moves, by move. */
export function bigVolumes(course: Pick<CourseSource, 'exercises'>, planned: Planned): Map<string, number> {
  const big = planned.content.moves.filter((dose) => isBig(course, dose));
  return new Map(big.map((dose) => [dose.move, volumeOf(dose)]));
}

/** The work of a session in kilos x reps, each side counted; a rung without a weight has what it is worth. */
export function workOf({ worth }: Pick<ProgrammeRules, 'worth'>, { content }: Planned): number {
  return content.moves
    .filter(({ reps }) => reps !== undefined)
    .reduce((sum, dose) => sum + volumeOf(dose) * (dose['each-side'] ? 2 : 1) * effectOf(worth, dose), 0);
}

function effectOf(worth: ProgrammeRules['worth'], dose: Dose): number {
  return dose.kg ? middleOf(dose) : (worth[dose.move]?.[dose.rung] ?? 0);
}

/** Whether one dose asks no less than another of the same move: a higher rung, else more kilos, else as many. */
export function compareDoses(one: Dose, other: Dose): number {
  return one.rung - other.rung || middleOf(one) - middleOf(other) || volumeOf(one) - volumeOf(other);
}

/** The heaviest load of a session in kilos, both hands together. */
export function heaviestOf({ content }: Planned): number {
  return Math.max(0, ...content.moves.map(middleOf));
}
