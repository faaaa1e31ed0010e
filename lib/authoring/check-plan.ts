import { courseFrom, everySession } from '../domain/course.ts';
import type { Finding } from './findings.ts';
import type { CourseSource } from './read-course.ts';

/** What the course is made of: every session of the map has a file, and every file is a session of the map. */
export function checkPlan(course: CourseSource): Finding[] {
  const drawn = courseFrom(course.map.map);
  const wanted = everySession(drawn);
  const there = course.sessions.map(({ id }) => id);
  const inLoop = new Set(drawn.loop);
  return [
    ...wanted
      .filter((id) => !there.includes(id))
      .map((id) =>
        missing(`${course.folder.course}/sessions/${id}.yaml`, `session ${id} is missing; put its file back`),
      ),
    ...course.sessions
      .filter(({ id }) => !wanted.includes(id))
      .map(({ file, id }) => missing(file, `the course has no session ${id}; name the file after one`)),
    ...course.sessions
      .filter(({ id, data }) => wanted.includes(id) && inLoop.has(id) !== 'levels' in data)
      .map(({ file, id }) =>
        missing(
          file,
          inLoop.has(id) ? `${id} is of the loop and has levels: 1, 2, 3` : `${id} has no levels`,
        ),
      ),
    ...twiceIn(course.tips.map(({ id, file }) => ({ id, file }))),
  ];
}

function twiceIn(named: readonly { id: string; file: string }[]): Finding[] {
  return named
    .filter(({ id }, place) => named.findIndex((one) => one.id === id) !== place)
    .map(({ id, file }) => ({ file, line: 1, rule: 'present', message: `tip ${id} is there twice` }));
}

function missing(file: string, message: string): Finding {
  return { file, line: 1, rule: 'present', message };
}
