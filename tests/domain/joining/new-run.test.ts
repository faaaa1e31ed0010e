import { expect, test } from 'vitest';
import { newRun } from '../../../lib/domain/joining/new-run.ts';
import { at, subscriber } from '../../builders.ts';
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
