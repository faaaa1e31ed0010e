import { describe, expect, test } from 'vitest';
import type { Course } from '../../../lib/domain/course.ts';
import { FIELDS } from '../../../lib/domain/joining/fields.ts';
import { newRun } from '../../../lib/domain/joining/new-run.ts';
import { applyChange } from '../../../lib/domain/joining/preferences.ts';
import { readAbout } from '../../../lib/domain/joining/read-fields.ts';
import { STORED_FIELDS } from '../../../lib/domain/joining/stored-fields.ts';
import { planFor } from '../../../lib/domain/plan.ts';
import { nextDue } from '../../../lib/domain/sending/schedule.ts';
import { at, subscriber } from '../../builders.ts';
import { kudu } from '../../course/courses.ts';
import { COURSE } from '../../course.ts';

/** docs/rules/schedule.md#send-day-and-hour: hour and day are the course's where she chose none. */

const EVENINGS: Course = { ...COURSE, send: { hour: 18, day: 'joined' } };
/** A Wednesday; her date is a Monday. */
const JOINED = at('2026-01-07 20:00');

describe('a course that sends on the day of joining, at its own hour', () => {
  test('gives that hour to whoever asks for none', () => {
    const asked = { now: JOINED, current: null, listOrder: null } as const;
    const typed = { country: 'GB', birthDate: '2026-01-05' };
    const about = (course: Course) => readAbout({ door: 'sign-up', course, typed, ...asked });
    expect(about(EVENINGS)).toMatchObject({ about: { sendHour: 18 } });
    expect(about(COURSE)).toMatchObject({ about: { sendHour: 9 } });
    const inKudu = readAbout({ door: 'sign-up', course: kudu, typed: { ...typed, country: 'ZA' }, ...asked });
    expect(inKudu).toMatchObject({ about: { sendHour: 7 } });
    expect(STORED_FIELDS.sendHour.whenAbsent).toBe(9);
  });

  test('sends the second lesson on that weekday', () => {
    const second = (course: Course) =>
      nextDue(newRun(course, { ...subscriber(), sendDay: null }, JOINED, 1), '2026-01-07', true).dueOn;
    expect(second(EVENINGS)).toBe('2026-01-14');
    expect(second(COURSE)).toBe('2026-01-12');
  });

  test('keeps the day that she chose, and comes back to its own when she takes it back', () => {
    const hers = newRun(EVENINGS, { ...subscriber(), sendDay: 6 }, JOINED, 1);
    expect(hers.sendDay).toBe(6);
    expect(applyChange(EVENINGS, hers, { sendDay: null }, JOINED).sendDay).toBe(3);
    expect(applyChange(COURSE, hers, { sendDay: null }, JOINED).sendDay).toBeNull();
  });

  test('is planned so', () => {
    const mother = {
      born: '2026-01-05',
      joined: '2026-01-07',
      pace: 'standard',
      zone: 'Europe/London',
    } as const;
    const [first, second] = planFor(EVENINGS, { ...mother, lessons: 2 });
    expect([first?.dueAt, second?.dueAt]).toEqual([at('2026-01-07 18:00'), at('2026-01-14 18:00')]);
  });
});

test('a date before the earliest of the course is a slip in the year', () => {
  const read = (course: Course) =>
    FIELDS.birthDate.read({
      ...{ course, door: 'sign-up', typed: { birthDate: '2 May 2014' }, now: JOINED },
      ...{ current: null, listOrder: null },
    });
  expect(read(kudu)).toEqual({ problem: { input: 'birthDate', code: 'date-too-early' } });
  expect(read(COURSE)).toEqual({ value: '2014-05-02' });
});
