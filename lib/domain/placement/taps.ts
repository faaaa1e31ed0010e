import { type Course, isOn, type Level, type SessionId } from '../course.ts';
import type { TapRun } from '../subscriber.ts';
import { sessionAfter, sessionBefore } from './path.ts';
import { type Move, moveTo, nextOnPath, type Underway } from './situation.ts';

/** What her answer to the last lesson asks for; without an answer, the next session. */
export function answered(situation: Underway): Move {
  const { record, last } = situation;
  switch (record.tap) {
    case 'hard':
      return tooMuch(situation);
    case 'notyet':
      return notYet(situation);
    case 'ready':
      return record.hold
        ? { ...nextOnPath(situation), reasons: [{ rule: 'ready' }, ...nextOnPath(situation).reasons] }
        : nextOnPath(situation);
    default:
      if (record.hold) return moveTo(situation, last.session, [{ rule: 'hold' }]);
  }
  if (record.tap === 'missed') return moveTo(situation, last.session, [{ rule: 'missed' }]);
  return record.tap === 'easy' ? tooEasy(situation) : nextOnPath(situation);
}

/** How often in a row she gave the same answer, the last one included; null for any other answer. A change ends it. */
export function runningTaps({ record }: Pick<Underway, 'record'>): TapRun | null {
  if (record.tap !== 'easy' && record.tap !== 'hard') return null;
  const before = !record.changed && record.tapRun?.answer === record.tap ? record.tapRun.count : 0;
  return { answer: record.tap, count: before + 1 };
}

/** Two running: two on, over an ordinary session of the ladder only; in the loop a level up. */
function tooEasy(situation: Underway): Move {
  const { course, record, last, path } = situation;
  const next = nextOnPath(situation);
  if ((runningTaps(situation)?.count ?? 0) < course.tooEasy.running) return next;
  if (isOn(course, 'loop', last.session)) {
    const level = higher(record.level, course.levels?.highest ?? 1);
    return level === null ? next : { ...next, level, jump: true, reasons: [{ rule: 'level-up' }] };
  }
  if (!mayBePassedOver(course, next.session)) return next;
  const session = sessionAfter(course, path, next.session, true) ?? next.session;
  return { ...next, session, jump: true, reasons: [{ rule: 'too-easy' }] };
}

function mayBePassedOver(course: Course, session: SessionId): boolean {
  const { ladder, sessions } = course;
  const gated = ladder.findLastIndex((id) => sessions.get(id)?.gates.some(({ asks }) => asks === 'check'));
  const rule = sessions.get(session);
  const place = ladder.indexOf(session);
  return place > gated && place < ladder.length - 1 && rule?.easier === false && rule.gates.length === 0;
}

/** Back once; running, further back. In the loop a level down then, and from level 1 to what lies below the loop. */
function tooMuch(situation: Underway): Move {
  const { course, record, last, path } = situation;
  const { once, running: twice, repeated } = course.tooMuch;
  const back = (steps: number) => sessionBefore(course, path, last.session, steps);
  const running = runningTaps(situation)?.count ?? 1;
  if (running < twice) return moveTo(situation, back(once), [{ rule: 'too-much', running: 1 }]);
  if (!isOn(course, 'loop', last.session)) {
    return { ...moveTo(situation, back(repeated), [{ rule: 'too-much', running }]), jump: true };
  }
  const level = lower(record.level);
  const session = level === null ? (course.levels?.below ?? last.session) : back(once);
  return { ...moveTo(situation, session, [{ rule: 'level-down' }]), level: level ?? 1, jump: true };
}

/** Back to where it is safe, and held there. Where nothing is asked before the session: the same again. */
function notYet(situation: Underway): Move {
  const { record, last } = situation;
  if (record.hold) return moveTo(situation, last.session, [{ rule: 'hold' }]);
  const safe = safeBefore(situation);
  if (safe === null) return moveTo(situation, last.session, [{ rule: 'missed' }]);
  return { ...moveTo(situation, safe, [{ rule: 'not-yet' }]), hold: true, jump: true };
}

function safeBefore({ course, last, path }: Underway): SessionId | null {
  const gate = course.sessions.get(last.session)?.gates[0];
  if (gate === undefined) return null;
  return gate.asks === 'check' ? gate.notYet : sessionBefore(course, path, last.session, gate.back);
}

function higher(level: Level, highest: Level): Level | null {
  if (level >= highest) return null;
  return level === 1 ? 2 : 3;
}

function lower(level: Level): Level | null {
  return level === 1 ? null : level === 2 ? 1 : 2;
}
