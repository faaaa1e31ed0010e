import { expect, test } from 'vitest';
import { newRun } from '../../../lib/domain/joining/new-run.ts';
import { at, subscriber } from '../../builders.ts';
import { kuduJoined } from '../../course/courses.ts';
import { COURSE } from '../../course.ts';

const now = at('2026-01-07 23:30', 'UTC');

test('a run begins at once, named by the moment, counted from the day in her zone', () => {
  expect(newRun(COURSE, { ...subscriber(), timeZone: 'Pacific/Auckland' }, now, 4)).toMatchObject({
    state: 'active',
    run: now.toString(36),
    dueAt: now,
    dueOn: '2026-01-08',
    anchor: '2026-01-08',
    joinedAt: now,
    revision: 4,
    sendDay: null,
    sendHour: 9,
    lessonNumber: 0,
  });
});

test('where a course counts from joining, her weeks begin on that day in her zone', () => {
  const joins = { ...subscriber({ birthDate: null }), timeZone: 'Pacific/Auckland' };
  expect(newRun(kuduJoined, joins, now, 1).birthDate).toBe('2026-01-08');
  expect(newRun(COURSE, joins, now, 1).birthDate).toBeNull();
  // A list brings the day on which she joined elsewhere.
  expect(newRun(kuduJoined, { ...joins, birthDate: '2025-12-01' }, now, 1).birthDate).toBe('2025-12-01');
});

test('a new run takes nothing over from an old one', () => {
  const old = subscriber({
    lessonNumber: 60,
    level: 3,
    hold: true,
    tap: 'hard',
    softBounced: true,
  });
  expect(newRun(COURSE, old, now, 2)).toMatchObject({
    lessonNumber: 0,
    level: 1,
    hold: false,
    tap: null,
    softBounced: false,
  });
});
