import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import { advance, advanceParked } from '../../../lib/domain/placement/advance.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';

/** Joined at birth on Monday 5 January 2026. */
const TODAY = '2026-06-01';

const onLadder = (last: number, overrides: Partial<Active> = {}) =>
  record({ ...sent(['0', '1', `${last - 1}`, `${last}`], '2026-05-25'), ...overrides });

describe('progress', () => {
  test('remembers what was sent and forgets the answer to the lesson before', () => {
    const mother = onLadder(14, { tap: 'right', changed: false });
    expect(advance(COURSE, mother, decide(COURSE, mother, TODAY), TODAY)).toMatchObject({
      lessonNumber: 5,
      tap: null,
      countedFrom: TODAY,
      highestLadderSession: '15',
      firstLessonOn: '2026-05-04',
    });
  });

  test('keeps the last twelve lessons', () => {
    const sessions = Array.from({ length: 20 }, (_, index): SessionId => `${index}`);
    const mother = record(sent(sessions, '2026-05-25'));
    const { recent } = advance(COURSE, mother, decide(COURSE, mother, TODAY), TODAY);
    expect(recent.map((lesson) => lesson.session)).toEqual(
      Array.from({ length: 12 }, (_, index) => `${index + 9}`),
    );
  });

  test('keeps 52 as the highest session when she goes back', () => {
    const mother = record({
      birthDate: '2025-05-19',
      anchor: '2025-05-20',
      ...sent(['51', '52'], '2026-05-25'),
    });
    const back = { ...mother, tap: 'hard' } as const;
    expect(advance(COURSE, back, decide(COURSE, back, TODAY), TODAY).highestLadderSession).toBe('52');
  });

  test('of a parked lesson uses up its number and week, and the next has the same session', () => {
    const mother = onLadder(14, { tap: 'hard' });
    const parked = { ...mother, ...advanceParked(mother, TODAY) };
    expect(parked).toMatchObject({ lessonNumber: mother.lessonNumber + 1, countedFrom: TODAY });
    expect(decide(COURSE, parked, '2026-06-08').session).toBe(decide(COURSE, mother, TODAY).session);
  });
});
