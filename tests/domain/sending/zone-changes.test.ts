import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, daysBetween, HOUR_MS, localDate, type Weekday } from '../../../lib/domain/calendar.ts';
import { applyChange } from '../../../lib/domain/joining/preferences.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { dueNow } from '../../../lib/domain/sending/schedule.ts';
import { settleSent } from '../../../lib/domain/sending/settlement.ts';
import type { Receiving } from '../../../lib/domain/subscriber.ts';
import { at, sent, subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';

const FARTHEST_WEST = 'Etc/GMT+12';
const FARTHEST_EAST = 'Pacific/Kiritimati';

test.each([
  ['the first', 0, 4],
  ['another', 3, 6],
])('after %s lesson no change of zone shortens the week (18)', (_, lessonsBefore, fewestDays) => {
  const zones = fc.constantFrom(
    FARTHEST_WEST,
    FARTHEST_EAST,
    'Europe/London',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Auckland',
  );
  const change = fc.record({
    timeZone: zones,
    sendDay: fc.constantFrom<Weekday | null>(null, 1, 2, 3, 4, 5, 6, 7),
    sendHour: fc.integer({ min: 0, max: 23 }),
    afterHours: fc.integer({ min: 0, max: 30 }),
  });
  fc.assert(
    fc.property(
      zones,
      fc.integer({ min: 0, max: 400 }),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (zone, hours, changes) => {
        const went = at('2026-02-02 00:00', 'UTC') + hours * HOUR_MS;
        let her: Receiving = afterLesson(zone, went, lessonsBefore);
        let now = went;
        for (const { afterHours, ...one } of changes) {
          now += afterHours * HOUR_MS;
          her = applyChange(COURSE, her, one, now);
        }
        const lastDay = localDate(went, her.timeZone);
        expect(daysBetween(lastDay, her.dueOn)).toBeGreaterThanOrEqual(fewestDays);
        expect(her.dueAt - went).toBeGreaterThan((fewestDays - 1) * DAY_MS);
      },
    ),
    { numRuns: 500 },
  );
});

test('from the farthest west to the farthest east, two days and a half after the first lesson was the shortest', () => {
  const went = at('2026-02-02 23:30', FARTHEST_WEST);
  const moved = applyChange(
    COURSE,
    afterLesson(FARTHEST_WEST, went, 0),
    { timeZone: FARTHEST_EAST, sendHour: 0 },
    went,
  );
  expect(daysBetween(localDate(went, FARTHEST_EAST), moved.dueOn)).toBeGreaterThanOrEqual(4);
});

test('a record of a release that kept the day alone counts from that day', () => {
  const her = { ...subscriber(sent(['0', '1'], '2026-01-12')), countedAt: null };
  expect(dueNow(her).dueOn).toBe('2026-01-19');
});

/** Who got a lesson at `went`, in that zone, as many lessons before it. */
function afterLesson(timeZone: string, went: number, lessonsBefore: number): Receiving {
  const on = localDate(went, timeZone);
  const before = sent(['0', '1', '2'].slice(0, lessonsBefore), localDate(went - 7 * DAY_MS, timeZone));
  const was = subscriber({ timeZone, joinedAt: went - 30 * DAY_MS, ...(lessonsBefore > 0 ? before : {}) });
  const claimed = { ...was, dueOn: on, dueAt: went };
  const { next } = settleSent(COURSE, claimed, decide(COURSE, claimed, on), { at: went, on }, went);
  if (next.state === 'stopped') throw new Error('a lesson stopped her');
  return next;
}
