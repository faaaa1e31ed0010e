import { courseFrom, everySession, LEVELS } from '../domain/course.ts';
import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';
import { levelsIn } from './stage-texts.ts';

/** What the course is made of: every session of the map has a file, and every file is a session of the map. */
export function checkPlan(course: CourseSource): Finding[] {
  const drawn = courseFrom(course.map.map);
  const wanted = everySession(drawn);
  const there = course.sessions.map(({ id }) => id);
  return [
    ...wanted
      .filter((id) => !there.includes(id))
      .map((id) =>
        missing(`${course.folder.course}/sessions/${id}.yaml`, `session ${id} is missing; put its file back`),
      ),
    ...course.sessions
      .filter(({ id }) => !wanted.includes(id))
      .map(({ file, id }) =>
        missing(
          file,
          `the tracks of course.yaml have no session ${id}; name the file after one of them, or delete it`,
        ),
      ),
    ...checkLevels(course, wanted),
    ...checkEveryday(course),
    ...twiceIn(course.tips.map(({ id, file }) => ({ id, file }))),
  ];
}

/** A session of the loop is written at each of its levels, and no other has one. */
function checkLevels(course: CourseSource, wanted: readonly string[]): Finding[] {
  const drawn = courseFrom(course.map.map);
  const inLoop = new Set(drawn.loop);
  const levels = levelsIn(drawn);
  return [
    ...course.sessions
      .filter(({ id, data }) => wanted.includes(id) && inLoop.has(id) !== 'levels' in data)
      .map(({ file, id }) =>
        missing(
          file,
          inLoop.has(id)
            ? `${id} is of the loop and has levels: ${levels.join(', ')}`
            : `${id} has no levels`,
        ),
      ),
    ...course.sessions.flatMap(({ file, id, data }) =>
      LEVELS.filter(
        (level) =>
          inLoop.has(id) && 'levels' in data && levels.includes(level) !== (data.levels[level] !== undefined),
      ).map((level) =>
        missing(
          file,
          levels.includes(level)
            ? `${id} has no level ${level}; course.yaml gives the loop ${levels.length}`
            : `${id} has a level ${level}, and course.yaml gives the loop ${levels.length}; take it out`,
        ),
      ),
    ),
  ];
}

/** Whoever has a date reads the line of her week: one for each session of the ladder, then those of the loop. */
function checkEveryday({ everyday, map }: CourseSource): Finding[] {
  const { ladder, loop } = courseFrom(map.map);
  const { file, data, lineOf } = everyday;
  const finding = (key: string, message: string): Finding => ({
    file,
    line: lineOf([key]),
    rule: 'present',
    message,
  });
  return [
    ...(data.ladder.length === ladder.length
      ? []
      : [
          finding(
            'ladder',
            `${data.ladder.length} lines for the ladder, which has ${ladder.length} sessions; write one for each`,
          ),
        ]),
    ...(data.loop.length >= loop.length
      ? []
      : [
          finding('loop', `${data.loop.length} lines for the loop of ${loop.length}; write at least as many`),
        ]),
  ];
}

function twiceIn(named: readonly { id: string; file: string }[]): Finding[] {
  return named
    .filter(({ id }, place) => named.findIndex((one) => one.id === id) !== place)
    .map(({ id, file }) => ({
      ...{ file, line: 1, rule: 'present' as const },
      message: `tip ${id} is there twice, also in ${named.find((one) => one.id === id)?.file}; give one of them another id`,
    }));
}

function missing(file: string, message: string): Finding {
  return { file, line: 1, rule: 'present', message };
}
