import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  DAY_MS,
  daysBetween,
  firstWeekdayFrom,
  HOUR_MS,
  instantAt,
  isoWeek,
  isTimeZone,
  localDate,
  parseLocalDate,
  timeZones,
  weekdayOf,
  wholeWeeksBetween,
} from '../../lib/domain/calendar.ts';
import { at } from '../builders.ts';

describe('a day of the calendar', () => {
  test('is the one on her wall, not in UTC', () => {
    const moment = at('2026-01-05 10:30', 'UTC');
    expect(localDate(moment, 'Pacific/Kiritimati')).toBe('2026-01-06');
    expect(localDate(moment, 'Pacific/Pago_Pago')).toBe('2026-01-04');
  });

  test('is counted without regard to clocks', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  });

  test('goes over the ends of months, years and leap days, both ways', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(daysBetween('2023-12-31', '2025-01-01')).toBe(367);
    expect(['2026-11-22', '2026-11-23'].map(weekdayOf)).toEqual([7, 1]);
  });

  test('is refused when there is no such month', () => {
    expect(() => addDays('2026-13-01', 1)).toThrow('not a day: 2026-13-01');
    expect(() => daysBetween('2026-01-01', 'soon')).toThrow('not a day: soon');
  });

  test('makes whole weeks, never below 0', () => {
    expect(wholeWeeksBetween('2026-01-05', '2026-01-11')).toBe(0);
    expect(wholeWeeksBetween('2026-01-05', '2026-01-12')).toBe(1);
    expect(wholeWeeksBetween('2026-01-12', '2026-01-05')).toBe(0);
  });

  test('is found by its weekday, itself included', () => {
    expect(firstWeekdayFrom('2026-01-05', 1)).toBe('2026-01-05');
    expect(firstWeekdayFrom('2026-01-05', 7)).toBe('2026-01-11');
  });
});

describe('a local hour', () => {
  test('that clocks jump over moves forward', () => {
    expect(instantAt('2026-03-29', 1, 'Europe/London')).toBe(at('2026-03-29 02:00'));
    // Santiago jumps at midnight.
    expect(instantAt('2026-09-06', 0, 'America/Santiago')).toBe(at('2026-09-06 01:00', 'America/Santiago'));
  });

  test('that comes twice is its first coming', () => {
    expect(instantAt('2026-10-25', 1, 'Europe/London')).toBe(at('2026-10-25 00:00', 'UTC'));
  });
});

test('a time zone is one that the time zone data knows', () => {
  expect(['Europe/London', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});

describe('as Temporal counts it, in every zone and around each change of its clocks', () => {
  const anyZone = fc.constantFrom(...timeZones());
  const anyMoment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });
  const hours = fc.integer({ min: -50, max: 50 });
  const later = fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 1, maxLength: 6 });

  function changeAfter(moment: number, zone: string): number {
    const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
    return there.getTimeZoneTransition('next')?.epochMilliseconds ?? moment;
  }

  test('the day on her wall', () => {
    fc.assert(
      fc.property(anyZone, anyMoment, hours, later, (zone, moment, away, days) => {
        const near = changeAfter(moment, zone) + away * HOUR_MS;
        for (const at of [near, ...days.map((day) => near + day * DAY_MS), near - 1, near]) {
          const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
          expect(localDate(at, zone)).toBe(there.toPlainDate().toString());
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the moment of an hour of hers', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(anyZone, anyMoment, hours, hour, later, (zone, moment, away, plain, days) => {
        const near = changeAfter(moment, zone) + away * HOUR_MS;
        for (const on of [near, ...days.map((day) => near + day * DAY_MS), near]) {
          const day = localDate(on, 'UTC');
          const plainTime = Temporal.PlainTime.from({ hour: plain });
          const there = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime });
          expect(instantAt(day, plain, zone)).toBe(there.epochMilliseconds);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the week of the year', () => {
    fc.assert(
      fc.property(anyMoment, (at) => {
        const { yearOfWeek, weekOfYear } =
          Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
        expect(isoWeek(at)).toBe(`${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`);
      }),
    );
  });

  test('which days there are', () => {
    const number = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), number, number, (year, month, day) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        expect(parseLocalDate(text)).toBe(isADay(text) ? text : null);
      }),
    );
  });

  function isADay(text: string): boolean {
    try {
      return Temporal.PlainDate.from(text).toString() === text;
    } catch {
      return false;
    }
  }
});
