import { daysBetween } from '../calendar.ts';
import { stageOf } from '../sessions.ts';
import type { CourseRecord, SentLesson } from '../subscriber.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { GAP_WEEKS } from './returns.ts';

/**
 * A lesson that went, to be read again: the session it had, with the week and the everyday move of the day it
 * went, worked out from her record as it is now. `before` is the lesson before it, if that is known.
 */
export function decisionAgain(record: CourseRecord, sent: SentLesson, before: SentLesson | null): Decision {
  const then = decide({ ...record, recent: [], changed: false, lessonNumber: sent.number - 1 }, sent.on);
  const gap = before !== null && daysBetween(before.on, sent.on) >= 7 * GAP_WEEKS;
  return {
    ...then,
    session: sent.session,
    level: sent.level,
    stage: stageOf(sent.session),
    opensRun: sent.number === 1 || gap,
    reasons: [],
  };
}
