import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import { advance } from '../../../lib/domain/placement/advance.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import type { CourseRecord } from '../../../lib/domain/subscriber.ts';
import { record, sent } from '../../builders.ts';
import { kudu } from '../../course/courses.ts';

/** Twenty weeks after her date every session of Kudu is open. */
const TODAY = '2026-05-25';

const had = (sessions: readonly SessionId[], overrides: Partial<CourseRecord> = {}): CourseRecord =>
  record({
    ...sent(sessions, '2026-05-18'),
    highestLadderSession: sessions.at(-1) ?? null,
    ...overrides,
  });

describe('a course that was edited while women are on it', () => {
  test('sends on whoever had a session that is gone from where the course says she stands', () => {
    const decision = decide(kudu, had(['k3', 'k9']), TODAY);
    expect(decision.session).toBe('k5');
    expect(describeReasons(decision.reasons)).toBe('next');
  });

  test('takes her answer to it as one to the session that stands in for it', () => {
    expect(decide(kudu, had(['k3', 'k9'], { tap: 'hard' }), TODAY).session).toBe('k3');
  });

  test('begins anew with whoever had a session that nothing stands in for', () => {
    const decision = decide(kudu, had(['k3', 'x7']), TODAY);
    expect(decision.session).toBe('w1');
    expect(describeReasons(decision.reasons)).toBe('session x7 is gone, on-ramp');
    expect(decision.becomes.anchor).toBe(TODAY);
  });

  test('keeps the furthest session, gone or not, when she goes on', () => {
    const her = had(['k3', 'k9']);
    expect(advance(kudu, her, decide(kudu, her, TODAY), TODAY).highestLadderSession).toBe('k5');
    const back = had(['k3'], { highestLadderSession: 'k9', tap: 'hard' });
    expect(advance(kudu, back, decide(kudu, back, TODAY), TODAY).highestLadderSession).toBe('k4');
  });
});
