import { type Course, isOn, type SessionId, stageOf } from '../../domain/course.ts';

/** A group of bars of one height: those behind her, this session's, and those to come. A template counts them. */
export interface WayBars {
  height: number;
  /** Its width in percent. */
  share: number;
  done: readonly SessionId[];
  current: readonly SessionId[];
  coming: readonly SessionId[];
}

/** They climb from stage to stage as the four dots do; a path of one group has one height. */
const HEIGHTS = [6, 8, 10, 12, 15, 18, 22];
const ONE_HEIGHT = 12;

/**
 * Her way so far: a bar for each session of the path that she is on, the ladder's by stages and without its very first.
 * At the last one all of it is behind her.
 */
export function wayBars(course: Course, session: SessionId): readonly WayBars[] {
  const groups = groupsOf(course, session);
  const all = groups.flat();
  const place = all.indexOf(session);
  const done = place === all.length - 1 ? all.length : place;
  return groups.map((group, index) => ({
    height: groups.length === 1 ? ONE_HEIGHT : (HEIGHTS[index] ?? Math.max(...HEIGHTS)),
    share: Math.round((group.length / all.length) * 100),
    done: group.filter((bar) => all.indexOf(bar) < done),
    current: group.filter((bar) => bar === session && place >= done),
    coming: group.filter((bar) => all.indexOf(bar) > place),
  }));
}

function groupsOf(course: Course, session: SessionId): SessionId[][] {
  if (isOn(course, 'on-ramp', session)) return [[...course.onRamp]];
  if (isOn(course, 'loop', session)) return [[...course.loop]];
  const stages = Map.groupBy(course.ladder.slice(1), (one) => stageOf(course, one));
  return [...stages.values()];
}
