import { describe, expect, test } from 'vitest';
import type { LocalDate } from '../../../lib/domain/calendar.ts';
import type { SessionId } from '../../../lib/domain/course.ts';
import { fence } from '../../../lib/domain/placement/fence.ts';
import { situationOf } from '../../../lib/domain/placement/situation.ts';
import type { CourseRecord } from '../../../lib/domain/subscriber.ts';
import { record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';

const TODAY = '2026-06-01';

const fenced = (mother: CourseRecord, today: LocalDate, session: SessionId) =>
  fence(situationOf(COURSE, mother, today), session);

describe('the fence', () => {
  test('lets nothing past the ceiling', () => {
    expect(fenced(record(), '2026-01-19', '9').session).toBe('2');
    expect(fenced(record(), '2026-01-19', '2').reasons).toEqual([]);
  });

  test('keeps the on-ramp shut before 12 weeks and opens it at 12', () => {
    expect(fenced(record(), '2026-03-29', 'R3').session).toBe('5');
    expect(fenced(record(sent(['0', '1'], '2026-03-22')), '2026-03-29', 'R3').session).toBe('1');
    expect(fenced(record(), '2026-03-30', 'R3').session).toBe('R3');
  });

  test('keeps the loop shut before 53 weeks unless session 52 was sent', () => {
    expect(fenced(record(sent(['48', '49'], '2027-01-04')), '2027-01-10', 'E1').session).toBe('5');
    expect(fenced(record(), '2027-01-11', 'E1').session).toBe('E1');
    expect(fenced(record(sent(['51', '52'], '2027-01-04')), '2027-01-10', 'E1').session).toBe('E1');
  });

  test('lets R and E pass without a date, and no session that needs one', () => {
    const dateless = record({ birthDate: null });
    expect((['R4', 'E4'] as const).map((session) => fenced(dateless, TODAY, session).session)).toEqual([
      'R4',
      'E4',
    ]);
    expect(fenced(dateless, TODAY, '20').session).toBe('R1');
  });
});
