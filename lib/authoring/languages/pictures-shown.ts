import type { CourseSource } from '../course-source.ts';
import { drawingOf } from '../programme/drawings.ts';
import { plannedSessions } from '../programme/planned.ts';

/** What is said of the drawings that a lesson or a help page of this course shows, by their names. */
export function drawingsShown(course: CourseSource): Readonly<Record<string, string>> {
  const doses = plannedSessions(course).flatMap(({ content }) => content.moves);
  const ofPages = course.help.flatMap(({ data }) => data.parts.flatMap(({ pictures }) => pictures ?? []));
  const shown = new Set([
    ...doses.map((dose) => drawingOf(course, dose)),
    ...ofPages,
    ...Object.values(course.map.map.milestones),
  ]);
  return Object.fromEntries(Object.entries(course.alts).filter(([name]) => shown.has(name)));
}
