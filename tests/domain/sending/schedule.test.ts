import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, localDate, weekdayOf } from '../../../lib/domain/calendar.ts';
import { newRun } from '../../../lib/domain/joining/new-run.ts';
import { applyChange } from '../../../lib/domain/joining/preferences.ts';
import { planFor } from '../../../lib/domain/plan.ts';
import {
  defaultSendDay,
  dueAfterPause,
  dueNow,
  firstDue,
  nextDue,
  skippedWeeks,
} from '../../../lib/domain/sending/schedule.ts';
import { at, record, sent, subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';

const MONDAY = 1;
const WEDNESDAY = 3;
const SATURDAY = 6;

describe('the first lesson', () => {
  test('is due the moment she confirms', () => {
    const now = at('2026-01-07 20:00');
    expect(firstDue(now)).toBe(now);
    expect(dueNow(record({ joinedAt: now }))).toEqual({ dueOn: '2026-01-07', dueAt: now });
  });
});

describe('the send day', () => {
  test('is the weekday of the birth unless she chose one', () => {
    expect(defaultSendDay(record())).toBe(MONDAY);
  });

  test('is the weekday she confirmed in her zone without a date or with baby mentions off', () => {
    expect(defaultSendDay(record({ birthDate: null }))).toBe(WEDNESDAY);
    expect(defaultSendDay(record({ babyMentions: false }))).toBe(WEDNESDAY);
    expect(
      defaultSendDay(record({ birthDate: null, timeZone: 'UTC', joinedAt: at('2026-01-07 23:30', 'UTC') })),
    ).toBe(WEDNESDAY);
    const inAuckland = { birthDate: null, joinedAt: at('2026-01-07 23:30', 'UTC') };
    expect(defaultSendDay({ ...record(inAuckland), timeZone: 'Pacific/Auckland' })).toBe(4);
  });
});

describe('the next lesson', () => {
  test('is due on the first send day at least 4 days after the first lesson', () => {
    expect(nextDue(record(), '2026-01-08', true)).toEqual({
      dueOn: '2026-01-12',
      dueAt: at('2026-01-12 09:00'),
    });
    expect(nextDue(record(), '2026-01-09', true).dueOn).toBe('2026-01-19');
  });

  test('is due on the first send day at least 6 days after any other', () => {
    expect(nextDue(record(), '2026-01-12', false).dueOn).toBe('2026-01-19');
    expect(nextDue(record(), '2026-01-13', false).dueOn).toBe('2026-01-19');
    expect(nextDue(record(), '2026-01-14', false).dueOn).toBe('2026-01-26');
  });

  test('is counted from the day the last one went, however late that was', () => {
    expect(dueNow(record({ ...sent(['0', '1'], '2026-01-14') })).dueOn).toBe('2026-01-26');
  });

  test('comes no sooner for a change of day', () => {
    const mother = record(sent(['0', '1'], '2026-01-12'));
    const days = ([1, 2, 3, 4, 5, 6, 7] as const).map((sendDay) => dueNow({ ...mother, sendDay }).dueOn);
    expect(days).toEqual([
      '2026-01-19',
      '2026-01-20',
      '2026-01-21',
      '2026-01-22',
      '2026-01-23',
      '2026-01-24',
      '2026-01-18',
    ]);
  });
});

describe('a pause', () => {
  test('ends with a lesson on the first send day on or after its end', () => {
    const mother = record(sent(['0', '1'], '2026-01-12'));
    expect(dueAfterPause(mother, '2026-01-28').dueOn).toBe('2026-02-02');
    expect(dueAfterPause(mother, '2026-02-02').dueOn).toBe('2026-02-02');
  });

  test('never brings a lesson sooner than without it', () => {
    expect(dueAfterPause(record(sent(['0', '1'], '2026-01-12')), '2026-01-13').dueOn).toBe('2026-01-19');
  });

  test('is remembered by the weeks it covers', () => {
    const mother = applyChange(
      COURSE,
      subscriber(sent(['0', '1'], '2026-01-12')),
      { pause: 2 },
      at('2026-01-14 10:00'),
    );
    expect(mother.dueOn).toBe('2026-02-02');
    const weeks = skippedWeeks(mother, '2026-02-02').map(({ dueOn, reason }) => `${dueOn} ${reason}`);
    expect(weeks).toEqual(['2026-01-19 paused', '2026-01-26 paused']);
  });
});

describe('weeks without a lesson', () => {
  const overdue = subscriber({
    ...sent(['0', '1'], '2026-01-12'),
    dueOn: '2026-01-19',
    dueAt: at('2026-01-19 09:00'),
  });

  test('are none when the lesson goes within its week', () => {
    expect(skippedWeeks(overdue, '2026-01-25')).toEqual([]);
  });

  test('are each due day that passed until the day the lesson went', () => {
    expect(skippedWeeks(overdue, '2026-02-10')).toEqual([
      { dueOn: '2026-01-26', dueAt: at('2026-01-26 09:00'), reason: 'outage' },
      { dueOn: '2026-02-02', dueAt: at('2026-02-02 09:00'), reason: 'outage' },
      { dueOn: '2026-02-09', dueAt: at('2026-02-09 09:00'), reason: 'outage' },
    ]);
  });

  test('are told apart: those of the pause, and those of an outage after it', () => {
    const mother = applyChange(
      COURSE,
      subscriber(sent(['0', '1'], '2026-01-12')),
      { pause: 2 },
      at('2026-01-14 10:00'),
    );
    const weeks = skippedWeeks(mother, '2026-02-09').map(({ dueOn, reason }) => `${dueOn} ${reason}`);
    expect(weeks).toEqual(['2026-01-19 paused', '2026-01-26 paused', '2026-02-09 outage']);
  });
});

describe('clock changes', () => {
  test('a local hour that does not exist moves forward, one that comes twice is used once', () => {
    const early = { sendDay: 7, sendHour: 1 } as const;
    const spring = dueNow(record({ ...early, ...sent(['9', '10'], '2026-03-22') }));
    expect(spring).toEqual({ dueOn: '2026-03-29', dueAt: at('2026-03-29 02:00') });
    const autumn = dueNow(record({ ...early, ...sent(['38', '39'], '2026-10-18') }));
    expect(autumn.dueAt).toBe(at('2026-10-25 00:00') + HOUR_MS);
  });
});

describe('what breaks in other systems does not break here:', () => {
  const london = { pace: 'standard', zone: 'Europe/London' } as const;

  test('1. a date long past brings one lesson, not a heap', () => {
    const joined = at('2026-05-25 10:00');
    const mother = subscriber({ birthDate: '2026-01-05', joinedAt: joined, ...sent(['R1'], '2026-05-25') });
    expect(dueNow(mother).dueAt - joined).toBeGreaterThan(4 * DAY_MS);
  });

  test('2. registering exactly as the week turns costs her no silent week', () => {
    const joined = ['2026-02-01', '2026-02-02', '2026-02-03'];
    const starts = joined.map((day) =>
      planFor(COURSE, { born: '2026-01-05', joined: day, lessons: 2, ...london }),
    );
    const dates = starts.map((plan) => plan.map((lesson) => lesson.date));
    expect(dates).toEqual([
      ['2026-02-01', '2026-02-09'],
      ['2026-02-02', '2026-02-09'],
      ['2026-02-03', '2026-02-09'],
    ]);
  });

  test('3. a changed date counts at once, and brings nothing twice', () => {
    const before = subscriber({ ...sent(['0', '1'], '2026-01-12'), dueOn: '2026-01-19' });
    const after = applyChange(COURSE, before, { birthDate: '2026-01-03' }, at('2026-01-14 10:00'));
    expect(after.dueOn).toBe('2026-01-24');
    expect(weekdayOf(after.dueOn)).toBe(SATURDAY);
    expect(after.lessonNumber).toBe(2);
  });

  test('4. weeks are counted in days of the calendar: nine o’clock stays nine o’clock all year', () => {
    const plan = planFor(COURSE, { born: '2026-01-05', joined: '2026-01-05', lessons: 60, ...london });
    const hours = plan.map(({ dueAt, date }) => (dueAt - at(`${date} 00:00`)) / HOUR_MS);
    // On the two Sundays on which clocks change nothing is due: the weekday of the birth is a Monday.
    expect(new Set(hours)).toEqual(new Set([9]));
  });

  test('4. the week number turns with the calendar on either side of a clock change', () => {
    const plan = planFor(COURSE, { born: '2026-03-22', joined: '2026-03-22', lessons: 4, ...london });
    expect(plan.map((lesson) => lesson.weeksSinceBirth)).toEqual([0, 1, 2, 3]);
  });

  test('12. a lesson is known by its run and number: the same session may come again, the lesson never', () => {
    const plan = planFor(COURSE, {
      born: '2026-01-05',
      joined: '2026-01-05',
      lessons: 4,
      zone: 'UTC',
      pace: 'gentle',
    });
    expect(plan.map((lesson) => lesson.session)).toEqual(['0', '1', '1', '2']);
    expect(plan.map((lesson) => lesson.number)).toEqual([1, 2, 3, 4]);
  });

  test('12. a second baby is a new run, and nothing of the old one holds it back', () => {
    const old = subscriber(sent(['E1', 'E2'], '2027-01-11'));
    const now = at('2028-03-01 10:00');
    const again = newRun(COURSE, { ...old, birthDate: '2028-02-29' }, now, old.revision + 1);
    expect(again.run).not.toBe(old.run);
    expect(again).toMatchObject({ lessonNumber: 0, recent: [], dueAt: now, state: 'active' });
  });
});

test('the day is hers: a mother at UTC+14 is due on her Monday, not on London’s', () => {
  const mother = record({ timeZone: 'Pacific/Kiritimati', ...sent(['0', '1'], '2026-01-12') });
  const { dueAt } = dueNow(mother);
  expect(localDate(dueAt, 'Pacific/Kiritimati')).toBe('2026-01-19');
  expect(localDate(dueAt, 'Europe/London')).toBe('2026-01-18');
});
