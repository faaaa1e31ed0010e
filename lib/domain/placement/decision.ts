import type { Level, SessionId, Stage } from '../course.ts';
import type { ByHand, CourseRecord } from '../subscriber.ts';

/** Where the everyday move comes from, and which one (0-based). The neutral list goes round: take it modulo. */
export interface EverydayMove {
  list: 'ladder' | 'loop' | 'neutral';
  index: number;
}

/** Why this session was chosen: one entry for each rule that applied, in order. */
export type Reason =
  | { rule: 'first-lesson'; weeksSinceBirth: number | null }
  | { rule: 'next' }
  | { rule: 'on-ramp' }
  | { rule: 'on-ramp-done' }
  | { rule: 'ladder-done' }
  | { rule: 'ceiling'; week: number; ceiling: SessionId }
  | { rule: 'fence'; refused: SessionId }
  /** Too easy, running: she is told to take the harder version this week. */
  | { rule: 'harder' }
  /** This lesson is at a higher level than the last one; `level-ahead`: from the next block on. */
  | { rule: 'level-up' }
  | { rule: 'level-ahead' }
  | { rule: 'level-down' }
  /** `back`: how many steps; 0 where her path begins, so that it is the same session with the easier versions. */
  | { rule: 'too-much'; running: number; back: number }
  | { rule: 'missed' }
  /** Not cleared for exercise. */
  | { rule: 'not-yet' }
  /** Not strong enough yet for the stage. */
  | { rule: 'weeks-more'; back: number }
  | { rule: 'hold' }
  | { rule: 'ready' }
  | { rule: 'return'; weeksAway: number }
  | { rule: 'changed' }
  /** The operator chose this session for her. */
  | { rule: 'moved' }
  | { rule: 'by-hand'; did: ByHand }
  /** The session she had last is gone from the course, and nothing stands in for it. */
  | { rule: 'gone'; session: SessionId };

/** Which lesson she gets, why, and how her record changes when it is sent. */
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
  /** The last lesson of a course without a loop: once it went, she has finished. */
  finishes: boolean;
  reasons: readonly Reason[];
  /**
   * What this decision used of all that may change while the lesson is being sent: the next decision still has to take
   * such a change into account. Null when it is no longer known.
   */
  basis: CourseRecord | null;
  /** The values that her record takes when this lesson is sent. */
  becomes: Pick<CourseRecord, 'hold' | 'level' | 'tapRun' | 'anchor'>;
}
