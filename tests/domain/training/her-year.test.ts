import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import {
  DONE,
  doneOf,
  type HerWeek,
  type LessonOfHers,
  yearOf,
} from '../../../lib/domain/training/her-year.ts';
import { COURSE } from '../../course.ts';
import { OBJECT_WORDS } from '../../object-words.ts';

const lesson = (number: number, session = String(number)): LessonOfHers => ({
  ...{ number, session, level: null, on: addDays('2026-01-05', 7 * number) },
});
const week = (number: number, overrides: Partial<HerWeek> = {}): HerWeek => ({
  ...{ ...lesson(number), done: 0, numbers: {}, ...overrides },
});

describe('her year', () => {
  test('is empty before her first lesson', () => {
    expect(yearOf(COURSE, [], [])).toEqual({ marks: [], milestones: [], measured: [], done: 0 });
  });

  test('has one mark for each lesson, with the ticks that she gave it and no others', () => {
    const ticked = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(...DONE)), {
      selector: ([number]) => number,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), ticked, (sent, ticks) => {
        const lessons = Array.from({ length: sent }, (_, at) => lesson(at + 1));
        const weeks = ticks.map(([number, done]) => week(number, { done }));
        const { marks, done } = yearOf(COURSE, lessons, weeks);
        const numbers = new Set([...lessons, ...weeks].map(({ number }) => number));
        expect(marks.map(({ number }) => number)).toEqual([...numbers].sort((one, other) => one - other));
        for (const mark of marks)
          expect(mark.done).toBe(weeks.find(({ number }) => number === mark.number)?.done ?? 0);
        expect(done).toBe(ticks.reduce((sum, [, one]) => sum + one, 0));
      }),
    );
  });

  test('names what she reached, in the order in which she reached it', () => {
    const lessons = Array.from({ length: 53 }, (_, at) => lesson(at + 1, String(at)));
    const weeks = [week(3, { session: '2', done: 1 })];
    const { milestones } = yearOf(COURSE, lessons, weeks);
    expect(milestones.map(({ milestone }) => milestone)).toEqual([
      ...['began', 'first-tick', 'first-weights', 'halfway', 'year'],
    ]);
    expect(milestones[1]?.on).toBe(lesson(3).on);
  });

  test('shows the weeks in which she measured, oldest first', () => {
    const weeks = [week(24, { numbers: { stands: 15 } }), week(11, { numbers: { stands: 12 } }), week(12)];
    expect(yearOf(COURSE, [], weeks).measured.map(({ number }) => number)).toEqual([11, 24]);
  });
});

test.each(['3', '-1', '', 'yes', ...OBJECT_WORDS])('"%s" is no number of ticks', (text) =>
  expect(doneOf(text)).toBeNull(),
);
