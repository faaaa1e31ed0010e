import { describe, expect, test } from 'vitest';
import { addDays } from '../../lib/domain/calendar.ts';
import { type Imagined, planFor } from '../../lib/domain/plan.ts';
import { kuduWithoutLoop } from '../course/courses.ts';
import { COURSE } from '../course.ts';

const imagined = (overrides: Partial<Imagined>): Imagined => ({
  born: '2026-01-05',
  joined: '2026-01-05',
  pace: 'standard',
  zone: 'Europe/London',
  lessons: 8,
  ...overrides,
});
const sessions = (overrides: Partial<Imagined>) =>
  planFor(COURSE, imagined(overrides)).map((lesson) => lesson.session);
const weeks = (overrides: Partial<Imagined>) =>
  planFor(COURSE, imagined(overrides)).map((lesson) => lesson.weeksSinceBirth);

test('a course without a loop ends with its last session', () => {
  const plan = planFor(kuduWithoutLoop, imagined({ lessons: 60 }));
  expect(plan.map(({ session }) => session)).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5']);
  expect(plan.map(({ decision }) => decision.finishes)).toEqual([false, false, false, false, false, true]);
});

describe('the worked examples of the course document (2.2)', () => {
  test('a mother who joins at week 40 trains from the first on-ramp session, and reaches session 12 at week 46', () => {
    const plan = planFor(COURSE, imagined({ joined: '2026-10-12' }));
    expect(plan.map((lesson) => lesson.session)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', '12', '13']);
    expect(plan[6]).toMatchObject({ session: '12', weeksSinceBirth: 46, date: '2026-11-23' });
  });

  test('a mother who joins at week 8 after a caesarean begins at session 6, then goes one up a week', () => {
    expect(sessions({ joined: '2026-03-02', pace: 'gentle', lessons: 6 })).toEqual([
      '6',
      '7',
      '8',
      '9',
      '10',
      '11',
    ]);
  });

  test('a mother who joins three years on takes the on-ramp, then the loop at level 1', () => {
    const plan = planFor(COURSE, imagined({ born: '2023-01-05', lessons: 20 }));
    const places = plan.map(({ session, level }) => (level === null ? session : `${session} at ${level}`));
    expect(places.slice(0, 8)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'E1 at 1', 'E2 at 1']);
    expect(places.slice(17)).toEqual(['E12 at 1', 'E1 at 1', 'E2 at 1']);
  });

  test('a mother who joins at birth has the session of her week, and the loop at level 2 after a year', () => {
    const plan = planFor(COURSE, imagined({ lessons: 55 }));
    expect(plan.slice(0, 53).map((lesson) => lesson.session)).toEqual(
      plan.slice(0, 53).map((_, week) => `${week}`),
    );
    expect(plan.slice(53)).toMatchObject([
      { session: 'E1', level: 2, weeksSinceBirth: 53 },
      { session: 'E2', level: 2 },
    ]);
  });
});

describe('whoever joins, in whichever of her first sixty weeks (2.2),', () => {
  const joins = Array.from({ length: 61 }, (_, week) => addDays('2026-01-05', 7 * week));

  test.each(['standard', 'gentle'] as const)(
    'at the %s pace is never sent too much for her training',
    (pace) => {
      for (const joined of joins) {
        const plan = planFor(COURSE, imagined({ joined, pace, lessons: 60 }));
        const joinedLate = (plan[0]?.weeksSinceBirth ?? 0) >= 6;
        const ladder = plan.filter((lesson) => !/^[RE]/.test(lesson.session));
        for (const { session, number, weeksSinceBirth } of ladder) {
          expect(Number(session)).toBeLessThanOrEqual(weeksSinceBirth ?? -1);
          if (joinedLate) expect(Number(session)).toBeLessThanOrEqual(6 + number - 1);
        }
        const climbed = ladder.map((lesson) => Number(lesson.session));
        expect(climbed).toEqual(climbed.toSorted((one, other) => one - other));
      }
    },
  );
});

describe('the week is right (Q49)', () => {
  const upTo = (last: number) => Array.from({ length: last + 1 }, (_, week) => week);

  test.each(['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Auckland'])(
    'across the clock changes of a year in %s',
    (zone) => {
      expect(weeks({ zone, lessons: 60 })).toEqual(upTo(59));
    },
  );

  test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Etc/GMT+12'])(
    'at the edge of the day in %s',
    (zone) => {
      expect(weeks({ zone, lessons: 60 })).toEqual(upTo(59));
    },
  );

  test.each(['2024-02-29', '2028-02-29', '2027-12-31'])('for a birth on %s', (born) => {
    expect(weeks({ born, joined: born, lessons: 60 })).toEqual(upTo(59));
  });
});
