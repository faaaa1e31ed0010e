import { stageOf } from '../domain/course.ts';
import { FIRST_COURSE } from '../domain/first-course.ts';
import type { Dose, SessionSource } from './course-schemas.ts';
import type { Finding } from './findings.ts';
import type { CourseSource } from './read-course.ts';
import { EVERY_SESSION } from './sample-lesson.ts';
import type { SourceFile } from './source-file.ts';

const LADDER = Array.from({ length: 53 }, (_, number) => `${number}`);
const ON_RAMP = Array.from({ length: 6 }, (_, number) => `R${number + 1}`);
const LOOP = Array.from({ length: 12 }, (_, number) => `E${number + 1}`);
const TIPS = Array.from({ length: 24 }, (_, number) => `M${number + 1}`);
const EXERCISES = 47;
/** Tips that the loop brings back need a wording for each of three laps. */
const LOOP_WORDINGS = 3;
/** Weeks since birth on which the fence lets the on-ramp begin (docs/rules/placement.md#fence); a return may begin at R3. */
const ON_RAMP_FROM = 12;
const FIRST_RETURN = 3;
const FULL_SESSIONS_FROM = 6;

interface Planned {
  session: SourceFile<SessionSource>;
  move: Dose;
  path: readonly PropertyKey[];
}

/** What the course is made of: all of it there, nothing too early, impact only by choice, every fourth week easier. */
export function checkPlan(course: CourseSource): Finding[] {
  return [
    ...checkPresence(course),
    ...course.sessions.flatMap((session) => [
      ...checkMoves(course, session),
      ...checkStage(session),
      ...checkEasierWeek(session),
      ...checkBackOrBum(course, session),
    ]),
  ];
}

function checkPresence(course: CourseSource): Finding[] {
  const { sessions, tips, exercises } = course;
  const sessionIds = sessions.map(({ data }) => data.id);
  const tipIds = tips.map(({ id }) => id);
  const inLoop = new Set(sessions.filter(({ data }) => LOOP.includes(data.id)).map(({ data }) => data.tip));
  const codes = Object.keys(exercises.data).length;
  return [
    ...missing('templates/course/sessions', 'session', [...LADDER, ...ON_RAMP, ...LOOP], sessionIds),
    ...missing('templates/course/tips', 'tip', TIPS, tipIds),
    ...(codes === EXERCISES
      ? []
      : [finding(exercises.file, 1, 'present', `has ${codes} exercises where the course has ${EXERCISES}`)]),
    ...sessions
      .filter(({ data }) => !tipIds.includes(data.tip))
      .map((session) =>
        finding(session.file, session.lineOf(['tip']), 'present', `there is no tip ${session.data.tip}`),
      ),
    ...tips
      .filter(({ id, variants }) => inLoop.has(id) && variants.length < LOOP_WORDINGS)
      .map(({ file, id }) =>
        finding(file, 1, 'present', `${id} comes round in the loop and needs ${LOOP_WORDINGS} wordings`),
      ),
  ];
}

function missing(
  folder: string,
  what: string,
  wanted: readonly string[],
  there: readonly string[],
): Finding[] {
  return [
    ...wanted
      .filter((id) => !there.includes(id))
      .map((id) => finding(folder, 0, 'present', `${what} ${id} is missing`)),
    ...there
      .filter((id, place) => there.indexOf(id) !== place)
      .map((id) => finding(folder, 0, 'present', `${what} ${id} is there twice`)),
  ];
}

function checkMoves(course: CourseSource, session: SourceFile<SessionSource>): Finding[] {
  return plannedMoves(session).flatMap(({ move, path }) => {
    const at = (rule: string, message: string) => [
      finding(session.file, session.lineOf(path), rule, message),
    ];
    const exercise = course.exercises.data[move.move];
    if (!exercise) return at('present', `there is no exercise ${move.move}`);
    const latest = latestStart(session.data.id);
    return [
      ...(exercise.from > latest
        ? at('early', `${move.move} may not come before session ${exercise.from}`)
        : []),
      ...(course.drawings.includes(move.move)
        ? []
        : at('picture', `there is no drawing ${move.move} in templates/pictures/poses`)),
      ...(exercise.impact && !move.optional
        ? at('impact', `${move.move} is impact and must be optional`)
        : []),
    ];
  });
}

/** The ladder session that everyone doing `id` is at least as far as. */
function latestStart(id: string): number {
  const number = Number(id.replace(/\D/, ''));
  if (id.startsWith('E')) return LADDER.length - 1;
  return id.startsWith('R') ? ON_RAMP_FROM + Math.max(0, number - FIRST_RETURN) : number;
}

function plannedMoves(session: SourceFile<SessionSource>): Planned[] {
  const { data } = session;
  const groups: readonly [readonly PropertyKey[], readonly Dose[]][] =
    'moves' in data
      ? [[['moves'], data.moves]]
      : ([1, 2, 3] as const).map((level) => [['levels', `${level}`], data.levels[level]]);
  return groups.flatMap(([start, moves]) =>
    moves.flatMap((move, place) => {
      const path = [...start, place];
      const planned = { session, move, path };
      return move.or
        ? [planned, { session, move: { ...move.or, optional: move.optional }, path: [...path, 'or'] }]
        : [planned];
    }),
  );
}

/** The stage it says it stands in is the one that placement gives it. */
function checkStage(session: SourceFile<SessionSource>): Finding[] {
  const known = EVERY_SESSION.find((one) => one.session === session.data.id);
  if (!known || stageOf(FIRST_COURSE, known.session) === session.data.stage) return [];
  const message = `session ${session.data.id} stands in ${stageOf(FIRST_COURSE, known.session)}`;
  return [finding(session.file, session.lineOf(['stage']), 'stage', message)];
}

function checkEasierWeek(session: SourceFile<SessionSource>): Finding[] {
  const { id, 'easier-week': easier } = session.data;
  const number = Number(id.replace(/\D/, ''));
  const due = id.startsWith('E')
    ? number % 4 === 0
    : !id.startsWith('R') && number >= 11 && (number - 11) % 4 === 0;
  if (due === easier) return [];
  const message = due
    ? 'every fourth week is an easier one, this is not'
    : 'an easier week stands where none is due';
  return [finding(session.file, session.lineOf(['easier-week']), 'easier-week', message)];
}

function checkBackOrBum(course: CourseSource, session: SourceFile<SessionSource>): Finding[] {
  const { id, 'easier-week': easier } = session.data;
  const early = !/^[RE]/.test(id) && Number(id) < FULL_SESSIONS_FROM;
  const groups = Map.groupBy(plannedMoves(session), ({ path }) =>
    path[0] === 'levels' ? `level ${String(path[1])}` : 'it',
  );
  if (early || easier) return [];
  return [...groups]
    .filter(([, moves]) => !moves.some(({ move }) => course.exercises.data[move.move]?.['back-or-bum']))
    .map(([group]) =>
      finding(
        session.file,
        1,
        'back-or-bum',
        `a full session needs a back or bum move, and ${group} has none`,
      ),
    );
}

function finding(file: string, line: number, rule: string, message: string): Finding {
  return { file, line, rule, message };
}
