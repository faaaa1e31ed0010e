import type { Level, SessionId, Stage } from '../course.ts';
import type { CourseRecord } from '../subscriber.ts';

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
  reasons: readonly Reason[];
  /**
   * The date and pace that this decision used. If she changes either while the lesson is being sent, the next
   * decision still has to take the change into account. Null when they are no longer known.
   */
  basis: Pick<CourseRecord, 'birthDate' | 'pace'> | null;
  /** The values that her record takes when this lesson is sent. */
  becomes: Pick<CourseRecord, 'hold' | 'level' | 'tapRun' | 'anchor'>;
}
