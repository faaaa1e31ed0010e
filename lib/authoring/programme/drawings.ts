import type { CourseSource } from '../course-source.ts';
import type { Dose } from '../programme-schemas.ts';
import { rungsOf } from './planned.ts';

/**
 * The drawing of a dose: one that its rung borrows of another exercise, the one that was drawn for this rung, or that of
 * the exercise.
 */
export function drawingOf(
  course: Pick<CourseSource, 'exercises' | 'drawings'>,
  dose: Pick<Dose, 'move' | 'rung'>,
): string {
  const borrowed = rungsOf(course, dose)?.at.picture;
  const drawn = course.drawings.find(
    ({ name, rungs }) => rungs.includes(dose.rung) && name.split('-')[0] === dose.move,
  );
  return borrowed ?? drawn?.name ?? dose.move;
}
