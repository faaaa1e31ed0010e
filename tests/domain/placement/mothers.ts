import type { SessionId } from '../../../lib/domain/course.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { at, record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';

/** Joined at birth on Monday 5 January 2026; 21 weeks since birth. */
export const TODAY = '2026-06-01';

export const onLadder = (last: number, overrides: Partial<Active> = {}) =>
  record({ ...sent(['0', '1', `${last - 1}`, `${last}`], '2026-05-25'), ...overrides });

/** Joined three years after birth: R1…R6, E…. */
export const inLoop = (sessions: readonly SessionId[], level: 1 | 2 | 3, overrides: Partial<Active> = {}) =>
  record({
    birthDate: '2023-01-05',
    joinedAt: at('2026-01-07 20:00'),
    ...sent(sessions, '2026-05-25', level),
    ...overrides,
  });

export const sessionOf = (mother: ReturnType<typeof record>, today = TODAY) =>
  decide(COURSE, mother, today).session;

export const whyOf = (mother: ReturnType<typeof record>, today = TODAY) =>
  describeReasons(decide(COURSE, mother, today).reasons);
