import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/calendar.ts';
import { status } from '../../../lib/use-cases/operator/status.ts';
import { courseInMemory, NOW, unanswered } from '../course-in-memory.ts';

test('status tells what is under way, late, unknown, put off and unreadable, and counts nothing to come', async () => {
  const course = courseInMemory();
  await course.joins({ id: 'unknown' });
  course.ses.answer = unanswered;
  await course.deliver([{ id: 'unknown', dueAt: NOW }]);
  await course.joins({ id: 'late' });
  course.pass(20 * MINUTE_MS);
  const now = course.clock.now();
  await course.joins({ id: 'under-way' });
  await course.joins({ id: 'refused', dueAt: now + MINUTE_MS });
  await course.joins({ id: 'next-week', joinedAt: now + 7 * 24 * HOUR_MS, dueAt: now + 7 * 24 * HOUR_MS });
  await course.joins({ id: 'damaged' });
  course.poison('damaged');
  await course.stores.rate.withhold('12');
  expect(await status(course.ports)).toMatchObject({
    ...{ underWay: 1, late: 1, unknown: 1, putOff: 1 },
    withheld: { '12': 0 },
    unreadable: ['damaged'],
  });
});

test('a paused course is told with its cause', async () => {
  const course = courseInMemory();
  await course.stores.rate.pause(NOW + HOUR_MS, 'quota');
  expect(await status(course.ports)).toMatchObject({
    sending: { pausedUntil: NOW + HOUR_MS, cause: 'quota' },
    withheld: {},
  });
});

test('whose session is withheld is told by session, and more than a page of due rows is read to its end', async () => {
  const course = courseInMemory();
  const many = Array.from({ length: 2_000 }, (_, index) => `m${index}`);
  for (const id of many) await course.joins({ id, address: `${id}@example.com` });
  await course.stores.rate.withhold('1');
  await course.deliver([{ id: 'm0', dueAt: NOW }]);
  expect(await status(course.ports)).toMatchObject({
    ...{ underWay: 1_999, late: 0, putOff: 0 },
    withheld: { '1': 1 },
  });
});
