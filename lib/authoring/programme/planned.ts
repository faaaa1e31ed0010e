import {
  type Course,
  courseFrom,
  type Level,
  type Place,
  placeOf,
  ruleOf,
  type SessionId,
  type Stage,
} from '../../domain/course.ts';
import type { CourseSource, SessionFile } from '../course-source.ts';
import type { Dose, ExerciseSource, ImpactDose, Rung, SessionSource } from '../programme-schemas.ts';
import { type AtLevel, everyAtLevel } from '../sample-lesson.ts';

/** What one session asks at one level; sessions outside the loop have none. */
export interface Planned extends AtLevel, Place {
  /** `12`, `R1`, `E3/2`. */
  name: string;
  file: SessionFile;
  /** Where its content stands in the file. */
  path: readonly PropertyKey[];
  title: string;
  tip: string;
  content: Content;
  stage: Stage;
  easierWeek: boolean;
  /** The ladder session that everyone who does it is at least as far as. */
  reach: number;
}

export type Content = Omit<Extract<SessionSource, { moves: unknown }>, 'title' | 'tip' | 'short'>;

/** Every session that has a file, in the order of the course, the loop's once for each level. */
export function plannedSessions(course: CourseSource): readonly Planned[] {
  const planned = PLANNED.get(course) ?? planAll(course);
  PLANNED.set(course, planned);
  return planned;
}

/** They are asked for by every letter that is checked. */
const PLANNED = new WeakMap<CourseSource, readonly Planned[]>();

function planAll(course: CourseSource): readonly Planned[] {
  const drawn = courseFrom(course.map.map);
  return everyAtLevel(drawn).flatMap(({ session, level }) => {
    const file = course.sessions.find(({ id }) => id === session);
    if (!file || 'levels' in file.data !== (level !== null)) return [];
    if ('levels' in file.data && file.data.levels[level ?? 1] === undefined) return [];
    return [plannedAt(drawn, file, session, level)];
  });
}

function plannedAt(course: Course, file: SessionFile, session: SessionId, level: Level | null): Planned {
  const { data } = file;
  const at = 'levels' in data ? data.levels[level ?? 1] : null;
  const content: Content = 'moves' in data ? data : { ...(data.levels[level ?? 1] ?? data.levels[1]) };
  const { stage, easier } = ruleOf(course, session);
  return {
    session,
    level,
    ...placeOf(course, session),
    name: level === null ? session : `${session}/${level}`,
    file,
    path: level === null ? [] : ['levels', level],
    title: at?.title ?? data.title,
    tip: at?.tip ?? data.tip,
    content,
    stage,
    easierWeek: easier,
    reach: reachOf(course, session),
  };
}

/** On the on-ramp: the week in which it opens, and from where a return may begin on it, a session more for each week. */
function reachOf(course: Course, session: SessionId): number {
  const { track, opens } = ruleOf(course, session);
  if (track === 'loop') return course.ladder.length - 1;
  if (track === 'ladder') return course.ladder.indexOf(session);
  const open = opens[course.paces[0] ?? ''] ?? 0;
  return open + Math.max(0, course.onRamp.indexOf(session) - furthestReturn(course));
}

/** How far along the on-ramp a return may lead, from 0. */
function furthestReturn({ returns, onRamp }: Course): number {
  return Math.max(
    0,
    ...returns.map(({ to }) => (typeof to === 'object' && 'session' in to ? onRamp.indexOf(to.session) : 0)),
  );
}

export interface Rungs {
  exercise: ExerciseSource;
  at: Rung;
  below: Rung | null;
  above: Rung | null;
}

/** The rung of a dose and its neighbours; null where the exercise or the rung does not exist. */
export function rungsOf(
  course: Pick<CourseSource, 'exercises'>,
  { move, rung }: Pick<Dose | ImpactDose, 'move' | 'rung'>,
): Rungs | null {
  const exercise = course.exercises.data[move];
  const at = exercise?.rungs[rung];
  if (!exercise || !at) return null;
  return {
    exercise,
    at,
    below: exercise.rungs[rung - 1] ?? null,
    above: exercise.rungs[rung + 1] ?? null,
  };
}

/** Whether a session has the whole of a full week: no easier week, and past the first two stages. */
export function isFullWork({ easierWeek, stage }: Pick<Planned, 'easierWeek' | 'stage'>): boolean {
  return !easierWeek && stage !== 'S1' && stage !== 'S2';
}

/** The chain a session stands in: what is done one after another. */
export function chainOf(all: readonly Planned[], { track, level }: Planned): Planned[] {
  return all.filter((one) => one.track === track && one.level === level);
}

export interface Block {
  name: string;
  sessions: readonly Planned[];
}

/** The four-week blocks of a chain, as programme.yaml draws them. */
export function blocksIn(course: Pick<CourseSource, 'programme'>, chain: readonly Planned[]): Block[] {
  return Object.entries(course.programme.data.blocks).flatMap(([name, { from, to }]) => {
    const start = chain.findIndex(({ session }) => session === `${from}`);
    const end = chain.findIndex(({ session }) => session === `${to}`);
    return start < 0 || end < start ? [] : [{ name, sessions: chain.slice(start, end + 1) }];
  });
}

/** Moves of a session that come for the first time. */
export interface FirstTimes {
  /** In their block; outside blocks, on the way. */
  inBlock: ReadonlySet<string>;
  /** On the whole way. */
  onWay: ReadonlySet<string>;
  /** The week in which a block's moves come in: what is said once a block is said here. */
  opensBlock: boolean;
  block: string | null;
  /** The way brings its first weights. */
  firstWeights: boolean;
}

export function firstTimes(
  course: Pick<CourseSource, 'programme'>,
  all: readonly Planned[],
  planned: Planned,
): FirstTimes {
  const chain = chainOf(all, planned);
  const way = chain.slice(0, chain.indexOf(planned));
  const block = blocksIn(course, chain).find(({ sessions }) => sessions.includes(planned));
  const before = block ? block.sessions.slice(0, block.sessions.indexOf(planned)) : way;
  return {
    inBlock: newAfter(before.filter(isInFull), planned, byWeight),
    onWay: newAfter(way, planned, byMove),
    opensBlock: block ? block.sessions[0] === planned : newAfter(before, planned, byMove).size > 1,
    block: block?.name ?? null,
    // Nobody comes to a higher level of the loop without weeks with bags behind her.
    firstWeights: (planned.level ?? 1) === 1 && !hasWeights(way),
  };
}

function hasWeights(way: readonly Planned[]): boolean {
  return way.some(({ content }) => content.moves.some(({ kg }) => kg !== undefined));
}

/** A lesson with short lines in place of the long ones says no caution. */
function isInFull({ file: { data } }: Planned): boolean {
  return !('short' in data && data.short !== undefined);
}

const byMove = ({ move }: Dose) => move;

/** The first bag asks for words of its own: how to hold it, and what to take care of. */
const byWeight = ({ move, kg }: Dose) => (kg === undefined ? move : `${move} with a weight`);

function newAfter(
  before: readonly Planned[],
  { content }: Planned,
  keyOf: (dose: Dose) => string,
): ReadonlySet<string> {
  const known = new Set(before.flatMap((one) => one.content.moves.map(keyOf)));
  return new Set(content.moves.filter((dose) => !known.has(keyOf(dose))).map(byMove));
}
