import { courseFrom, type Track } from '../../domain/course.ts';
import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import { chainsOf } from './check-blocks.ts';
import { findingAt } from './finding-at.ts';
import { compareDoses, patternOf, workOf } from './measures.ts';
import { type Planned, plannedSessions } from './planned.ts';

/** What holds along a way through the course: no rung skipped, no step back at a doorstep, patterns in every full week. */
export function checkPaths(course: CourseSource): Finding[] {
  return [
    ...checkPatterns(course),
    ...checkCarries(course),
    ...checkRungs(course),
    ...checkOnRamp(course),
    ...checkDoorsteps(course),
    ...checkLevels(course),
  ];
}

function isFull(course: CourseSource, { track, number, easierWeek }: Planned): boolean {
  const from = course.programmeRules.data['full-sessions-from'];
  if (easierWeek || from === undefined) return false;
  if (track === 'ladder') return number >= from.ladder;
  const onRamp = from['on-ramp'];
  return (
    track === 'loop' ||
    (onRamp !== undefined && number >= courseFrom(course.map.map).onRamp.indexOf(onRamp) + 1)
  );
}

/** Hinge, pull, squat, push, and a carry or trunk move in every full session; back and bum first. */
function checkPatterns(course: CourseSource): Finding[] {
  const rules = course.programmeRules.data;
  return plannedSessions(course)
    .filter((planned) => isFull(course, planned))
    .flatMap((planned) => {
      const patterns = planned.content.moves.map(({ move }) => patternOf(course, move));
      const lacks = rules['every-full-session'].filter(
        (wanted) => !wanted.split(' or ').some((one) => patterns.some((pattern) => pattern === one)),
      );
      const first = rules['first-moves'].every((pattern, place) => patterns[place] === pattern);
      return [
        ...lacks.map((wanted) =>
          findingAt(planned, ['moves'], 'pattern', `a full session has a ${wanted} move, this has none`),
        ),
        ...(first
          ? []
          : [
              findingAt(
                planned,
                ['moves'],
                'pattern',
                `a full session begins with ${rules['first-moves'].join(', then ')}`,
              ),
            ]),
      ];
    });
}

function checkCarries(course: CourseSource): Finding[] {
  const carry = course.programmeRules.data.carry;
  if (carry === undefined) return [];
  const { from, every } = carry;
  const full = plannedSessions(course).filter(
    ({ track, number, easierWeek }) => track === 'ladder' && number >= from && !easierWeek,
  );
  let without = 0;
  return full.flatMap((planned) => {
    const carries = planned.content.moves.some(({ move }) => patternOf(course, move) === 'carry');
    without = carries ? 0 : without + 1;
    return without >= every
      ? [findingAt(planned, ['moves'], 'pattern', `${every} full weeks running without a carry`)]
      : [];
  });
}

/** One rung at a time, along every way she may come: a quick step-up is no higher version of a high one. */
function checkRungs(course: CourseSource): Finding[] {
  const chains = chainsOf(course);
  const on = (track: Track) => chains.filter(([first]) => first?.track === track);
  const [ladder = []] = on('ladder');
  const [onRamp = []] = on('on-ramp');
  const levels = on('loop');
  const begin = course.programmeRules.data.doorstep?.to[0];
  const after = ladder.slice(ladder.findIndex(({ session }) => session === begin));
  const seen = new Set<string>();
  return [ladder, [...onRamp, ...after], [...onRamp, ...levels.flat()]]
    .flatMap((way) => leapsOf(course, way))
    .filter(({ file, line }) => !seen.has(`${file}:${line}`) && seen.add(`${file}:${line}`));
}

function leapsOf(course: CourseSource, way: readonly Planned[]): Finding[] {
  const top = new Map<string, number>();
  const free = course.programmeRules.data.weights['one-hand-free'];
  return way
    .filter(({ easierWeek }) => !easierWeek)
    .flatMap((planned) =>
      planned.content.moves.flatMap(({ move, rung }, place) => {
        const before = top.get(move);
        top.set(move, Math.max(before ?? 0, rung));
        return before !== undefined && rung > before + 1 && !free.includes(move)
          ? [
              findingAt(
                planned,
                ['moves', place],
                'rung',
                `${move} leaps from rung ${before} to ${rung}: one at a time`,
              ),
            ]
          : [];
      }),
    );
}

function checkOnRamp(course: CourseSource): Finding[] {
  const rules = course.programmeRules.data;
  const onRamp = plannedSessions(course).filter(({ track }) => track === 'on-ramp');
  return onRamp.slice(1).flatMap((planned, place) => {
    const before = onRamp[place];
    return before && workOf(rules, planned) <= workOf(rules, before)
      ? [findingAt(planned, ['moves'], 'growth', `${planned.session} is no more work than ${before.session}`)]
      : [];
  });
}

/** Where one way leads into another, nobody is sent a step back. */
function checkDoorsteps(course: CourseSource): Finding[] {
  const doorstep = course.programmeRules.data.doorstep;
  if (doorstep === undefined) return [];
  const { from, to } = doorstep;
  const all = plannedSessions(course);
  const ended = all.find(({ session }) => session === from);
  const begun = all.filter(({ session, level }) => to.includes(session) && (level ?? 1) === 1);
  return begun.flatMap((planned) =>
    planned.content.moves.flatMap((dose, place) => {
      const was = ended?.content.moves.find(({ move }) => move === dose.move);
      return was && compareDoses(dose, was) < 0
        ? [findingAt(planned, ['moves', place], 'growth', `${dose.move} is a step back from ${from}`)]
        : [];
    }),
  );
}

/** A level up is more work, week by week. */
function checkLevels(course: CourseSource): Finding[] {
  const rules = course.programmeRules.data;
  const loop = plannedSessions(course).filter(({ level, easierWeek }) => level !== null && !easierWeek);
  return loop.flatMap((planned) => {
    const below = loop.find(
      ({ session, level }) => session === planned.session && level === (planned.level ?? 0) - 1,
    );
    return below && workOf(rules, planned) <= workOf(rules, below)
      ? [findingAt(planned, ['moves'], 'growth', 'a level up is no more work')]
      : [];
  });
}
