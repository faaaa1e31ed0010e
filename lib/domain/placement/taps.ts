import type { Level, SessionId } from '../course.ts';
import { isEasierWeek, isLoop, isOnRamp, ladderNumber, opensStage } from '../sessions.ts';
import type { TapRun } from '../subscriber.ts';
import { sessionAfter, sessionBefore } from './ladder.ts';
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
  const next = nextOnPath(situation);
  if ((runningTaps(situation)?.count ?? 0) < 2) return next;
  if (isLoop(situation.last.session)) {
    const level = higher(situation.record.level);
    return level === null ? next : { ...next, level, jump: true, reasons: [{ rule: 'level-up' }] };
  }
  if (!mayBePassedOver(next.session)) return next;
  return { ...next, session: sessionAfter(next.session, true), jump: true, reasons: [{ rule: 'too-easy' }] };
}

function mayBePassedOver(session: SessionId): boolean {
  const number = ladderNumber(session);
  return number !== null && number >= 13 && number <= 50 && !isEasierWeek(number) && !opensStage(number);
}

/** One back; two running, three back. In the loop the second time a level down, from level 1 to R4. */
function tooMuch(situation: Underway): Move {
  const { record, last, path } = situation;
  const running = runningTaps(situation)?.count ?? 1;
  if (running < 2) {
    return moveTo(situation, sessionBefore(last.session, 1, path), [{ rule: 'too-much', running: 1 }]);
  }
  if (!isLoop(last.session)) {
    const session = sessionBefore(last.session, 3, path);
    return { ...moveTo(situation, session, [{ rule: 'too-much', running }]), jump: true };
  }
  const level = lower(record.level);
  const session = level === null ? 'R4' : sessionBefore(last.session, 1, path);
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

function safeBefore({ last, path }: Underway): SessionId | null {
  if (isOnRamp(last.session)) return 'R1';
  const number = ladderNumber(last.session);
  if (number === null) return null;
  if (number >= 6 && number <= 12) return '5';
  return opensStage(number) ? sessionBefore(last.session, 3, path) : null;
}

function higher(level: Level): Level | null {
  return level === 3 ? null : level === 2 ? 3 : 2;
}

function lower(level: Level): Level | null {
  return level === 1 ? null : level === 2 ? 1 : 2;
}
