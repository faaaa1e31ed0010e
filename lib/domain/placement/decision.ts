import type { Level, SessionId, Stage } from '../course.ts';
import type { CourseRecord } from '../subscriber.ts';

/** Where the everyday move comes from, and which one (0-based). The neutral list goes round: take it modulo. */
export interface EverydayMove {
  list: 'ladder' | 'loop' | 'neutral';
  index: number;
}

/** Why this session and no other. Each rule that had a say is one entry, in the order they spoke. */
export type Reason =
  | { rule: 'first-lesson'; weeksSinceBirth: number | null }
  | { rule: 'next' }
  | { rule: 'on-ramp' }
  | { rule: 'on-ramp-done' }
  | { rule: 'ladder-done' }
  | { rule: 'ceiling'; week: number; ceiling: number }
  | { rule: 'fence'; refused: SessionId }
  | { rule: 'too-easy' }
  | { rule: 'level-up' }
  | { rule: 'level-down' }
  | { rule: 'too-much'; running: number }
  | { rule: 'missed' }
  | { rule: 'not-yet' }
  | { rule: 'hold' }
  | { rule: 'ready' }
  | { rule: 'return'; weeksAway: number }
  | { rule: 'changed' };

/** Which lesson, and why; with what the record becomes if it is sent. */
export interface Decision {
  session: SessionId;
  /** Of a session of the loop; null for any other. */
  level: Level | null;
  stage: Stage;
  /** P: whole weeks since birth in her zone; null without a date. */
  weeksSinceBirth: number | null;
  everyday: EverydayMove;
  /** The first lesson of a run, or the first after a gap of 3 weeks or more: carries the self-check. */
  opensRun: boolean;
  reasons: readonly Reason[];
  /**
   * The date and pace it was worked out from, so that a change made while the lesson was being sent is not taken
   * for seen. Null when that is not known any more.
   */
  basis: Pick<CourseRecord, 'birthDate' | 'pace'> | null;
  /** What sending this lesson makes of her hold, level, run of taps, and the day her path counts from. */
  becomes: Pick<CourseRecord, 'hold' | 'level' | 'tapRun' | 'anchor'>;
}
