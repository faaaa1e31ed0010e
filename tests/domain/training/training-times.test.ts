import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, weekdayOf } from '../../../lib/domain/calendar.ts';
import { AHEAD_DAYS, trainingTimes } from '../../../lib/domain/training/training-times.ts';
import { anyTraining } from './any-training.ts';

const day = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2026-01-01', days));

describe('training times', () => {
  test('stand on her days, in the next four weeks, each of them once', () => {
    fc.assert(
      fc.property(anyTraining, day, ({ days }, today) => {
        const times = trainingTimes({ days }, today, null);
        expect(times).toHaveLength(days.length * 4);
        for (const { on } of times) {
          expect(days).toContain(weekdayOf(on));
          expect(daysBetween(today, on)).toBeGreaterThanOrEqual(0);
          expect(daysBetween(today, on)).toBeLessThan(AHEAD_DAYS);
        }
        expect(new Set(times.map(({ week, place }) => `${week} ${place}`)).size).toBe(times.length);
      }),
    );
  });

  test('keep their names from one day to the next', () => {
    fc.assert(
      fc.property(anyTraining, day, ({ days }, today) => {
        const named = new Map(trainingTimes({ days }, today, null).map((time) => [time.on, time]));
        for (const time of trainingTimes({ days }, addDays(today, 1), null))
          expect(named.get(time.on) ?? time).toEqual(time);
      }),
    );
  });

  test('stand aside until a pause is over', () => {
    fc.assert(
      fc.property(anyTraining, day, fc.nat(60), ({ days }, today, pause) => {
        const until = addDays(today, pause);
        const times = trainingTimes({ days }, today, until);
        for (const { on } of times) expect(on >= until).toBe(true);
        expect(times).toEqual(trainingTimes({ days }, today, null).filter(({ on }) => on >= until));
      }),
    );
  });

  test('move with the day that she moves, under the same name', () => {
    const [tuesday] = trainingTimes({ days: [2, 5] }, '2026-11-23', null);
    const [thursday] = trainingTimes({ days: [4, 5] }, '2026-11-23', null);
    expect(tuesday).toEqual({ week: '2026-11-23', place: 1, on: '2026-11-24' });
    expect(thursday).toEqual({ week: '2026-11-23', place: 1, on: '2026-11-26' });
  });
});
