import { asksForCheck, isOn, type Level, type SessionId } from '../course.ts';
import type { TapRun } from '../subscriber.ts';
import type { Reason } from './decision.ts';
import { gentleSession, isPast, sessionBefore } from './path.ts';
import { type Move, moveTo, nextOnPath, type Underway } from './situation.ts';

/** What her answer to the last lesson asks for; without an answer, the next session. */
export function answered(situation: Underway): Move {
  const { record, last } = situation;
  switch (record.tap) {
    case 'hard':
      return tooMuch(situation);
    case 'ready':
      return ready(situation);
    default:
      if (record.hold) return waits(situation);
  }
  switch (record.tap) {
    case 'notyet':
      return notYet(situation);
    case 'back':
      return weeksMore(situation);
    case 'missed':
      return moveTo(situation, last.session, [{ rule: 'missed' }]);
    case 'easy':
      return tooEasy(situation);
    case 'heavier':
      return heavier(situation);
    default:
      return nextOnPath(situation);
  }
}

/**
 * How often in a row she gave the same answer, the last one included; null for any other answer. A change ends it. An
 * easier week that was too easy says nothing: it neither counts nor ends a run.
 */
export function runningTaps({ course, record, last }: Underway): TapRun | null {
  if (record.tap !== 'easy' && record.tap !== 'hard') return null;
  const before = !record.changed && record.tapRun?.answer === record.tap ? record.tapRun : null;
  if (record.tap === 'easy' && course.sessions.get(last.session)?.easier === true) return before;
  return { answer: record.tap, count: (before?.count ?? 0) + 1 };
}

/** Whether she waits for clearance. A hold past the gentle session comes from an answer that an older course asked for. */
export function isHeld({ course, record, path, last }: Underway): boolean {
  if (!record.hold || isOn(course, 'loop', last.session)) return false;
  const gentle = gentleSession(course, path, last.session);
  return gentle !== null && !isPast(course, path, gentle, last.session);
}

/** While she waits for clearance nothing past the gentle session is sent, whichever rule asked for it. */
export function heldBack({ course, path }: Pick<Underway, 'course' | 'path'>, move: Move): Move {
  if (!move.hold) return move;
  const gentle = gentleSession(course, path, move.session);
  // One off her path that asks to be cleared is past it too: a return may lead to where the fence once sent her.
  const isRefused = (to: SessionId) =>
    move.session !== to && (isPast(course, path, to, move.session) || asksForCheck(course, move.session));
  if (gentle === null || !isRefused(gentle)) return move;
  return { ...move, session: gentle, reasons: [...move.reasons, { rule: 'hold' }] };
}

/** She stays at the gentle session of her path, or goes on as far as that one. */
function waits(situation: Underway): Move {
  const { course, path, last } = situation;
  const gentle = gentleSession(course, path, last.session) ?? last.session;
  const next = nextOnPath(situation).session;
  const isOnHerWay = path.goes.includes(last.session) && !isPast(course, path, gentle, next);
  return moveTo(situation, isOnHerWay && last.session !== gentle ? next : gentle, [{ rule: 'hold' }]);
}

function ready(situation: Underway): Move {
  const next = nextOnPath(situation);
  return situation.record.hold ? { ...next, reasons: [{ rule: 'ready' }, ...next.reasons] } : next;
}

/**
 * Nothing is skipped, so that a block stays whole: running, the next session comes with the word to take its harder
 * version. In the loop it is a level up, from the next block on.
 */
function tooEasy(situation: Underway): Move {
  const { course, record, last } = situation;
  const next = nextOnPath(situation);
  if ((runningTaps(situation)?.count ?? 0) < course.tooEasy.running) return next;
  const level = higher(record.level, course.levels?.highest ?? 1);
  if (isOn(course, 'loop', last.session) && level !== null) return { ...next, level, jump: true };
  const rule = course.sessions.get(next.session);
  const goesOn = rule?.track === course.sessions.get(last.session)?.track && rule?.easier === false;
  if (!goesOn) return next;
  return { ...next, reasons: [...next.reasons, { rule: 'harder' }] };
}

/** Asked for at the end of a round of the loop: the next round is a level up. */
function heavier(situation: Underway): Move {
  const { course, record, last } = situation;
  const next = nextOnPath(situation);
  const level = higher(record.level, course.levels?.highest ?? 1);
  return last.session === course.loop.at(-1) && level !== null ? { ...next, level, jump: true } : next;
}

/** Back once; running, further back. In the loop a level down then, and from level 1 to what lies below the loop. */
function tooMuch(situation: Underway): Move {
  const { course, record, last } = situation;
  const { once, running, repeated } = course.tooMuch;
  const times = runningTaps(situation)?.count ?? 1;
  if (times < running) return stepsBack(situation, once, (back) => ({ rule: 'too-much', running: 1, back }));
  if (!isOn(course, 'loop', last.session)) {
    const move = stepsBack(situation, repeated, (back) => ({ rule: 'too-much', running: times, back }));
    return { ...move, jump: true };
  }
  const level = lower(last.level ?? record.level);
  const move = stepsBack(situation, once, () => ({ rule: 'level-down' }));
  const session = level === null ? (course.levels?.below ?? last.session) : move.session;
  return { ...move, session, level: level ?? 1, jump: true };
}

/** Back along her path; the reason is told how far that was, since a path has a beginning. */
function stepsBack(situation: Underway, steps: number, because: (back: number) => Reason): Move {
  const { course, path, last } = situation;
  const session = sessionBefore(course, path, last.session, steps);
  return moveTo(situation, session, [because(session === last.session ? 0 : steps)]);
}

/** Not cleared: to the gentle session, and held there. Where no check is asked for, the answer was to a stage line. */
function notYet(situation: Underway): Move {
  const { course, path, last } = situation;
  const asked = course.sessions.get(last.session)?.gates.some(({ asks }) => asks === 'check') ?? false;
  const gentle = asked ? gentleSession(course, path, last.session) : null;
  if (gentle === null) return weeksMore(situation);
  return { ...moveTo(situation, gentle, [{ rule: 'not-yet' }]), hold: true, jump: true };
}

/** Not strong enough yet for what a stage line asks: some weeks more. Where no line stands: the same again. */
function weeksMore(situation: Underway): Move {
  const { course, last } = situation;
  const line = course.sessions.get(last.session)?.gates.find((gate) => gate.asks === 'line');
  if (line === undefined) return moveTo(situation, last.session, [{ rule: 'missed' }]);
  return { ...stepsBack(situation, line.back, (back) => ({ rule: 'weeks-more', back })), jump: true };
}

function higher(level: Level, highest: Level): Level | null {
  if (level >= highest) return null;
  return level === 1 ? 2 : 3;
}

function lower(level: Level): Level | null {
  return level === 1 ? null : level === 2 ? 1 : 2;
}

/**
 * The level of a session of the loop. A lower level counts at once; a higher one from the beginning of the next block,
 * so that a block is done at one level.
 */
export function levelOf({ course, last }: Underway, move: Move, session: SessionId): Level {
  const begins =
    move.onward && session === move.session && (course.levels?.blocks.includes(session) ?? false);
  return begins || last.level === null || last.level > move.level ? move.level : last.level;
}
