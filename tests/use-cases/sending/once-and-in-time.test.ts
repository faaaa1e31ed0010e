import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { leaveNow } from '../../../lib/use-cases/web/leave.ts';
import {
  type CourseInMemory,
  courseInMemory,
  herRecord,
  NOW,
  sesEvent,
  unanswered,
} from '../course-in-memory.ts';

const FIRST = 'attempt-0000000001';

test('SES is given until the moment that the claim names, however long the claim took (34)', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  const { claim } = course.stores.subscribers;
  course.ports.subscribers = {
    ...course.ports.subscribers,
    claim: async (...args) => {
      course.pass(2 * SECOND_MS);
      return claim(...args);
    },
  };
  const until: number[] = [];
  course.ports.mailer = {
    send: async (_, sendBy) => {
      until.push(sendBy, (await herRecord(course)).claim?.sendBy ?? 0);
      return { kind: 'accepted', messageId: 'message-1' };
    },
  };
  expect(await course.deliver([her])).toEqual(['sent']);
  const claimedAt = NOW;
  expect(until).toEqual([claimedAt + 5 * SECOND_MS, claimedAt + 5 * SECOND_MS]);
});

test('a lesson whose first attempt was told of is not sent again, though its record was not settled (35)', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  course.pass(HOUR_MS + MINUTE_MS);
  await course.dispatch();
  await course.reconcile();
  const again = await herRecord(course);
  await recordThatDiesAfterTheLine(course, again.id, () => course.record(sesEvent(her, FIRST)));
  course.set(again.dueAt);
  expect(await course.deliver([{ id: her.id, dueAt: again.dueAt }])).toEqual(['sent']);
  expect(course.mails).toHaveLength(1);
  expect(await herRecord(course)).toMatchObject({ lessonNumber: 1, claim: null });
});

test.each([-5, -2, 2, 5])(
  'with a clock that is %i s off, leaving is answered no sooner than SES can take the mail (17)',
  async (seconds) => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.stores.subscribers.claim(her, { attempt: FIRST, at: NOW, sendBy: NOW + 5 * SECOND_MS });
    const off = seconds * SECOND_MS;
    const clock = {
      now: () => course.clock.now() + off,
      machineNow: () => course.clock.machineNow() + off,
      wait: course.clock.wait,
    };
    await leaveNow({ ...course.ports, clock, enrolQueue: { send: async () => {} } }, her.id);
    expect(course.clock.now()).toBeGreaterThanOrEqual(NOW + 6 * SECOND_MS);
  },
);

async function recordThatDiesAfterTheLine(
  course: CourseInMemory,
  id: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const { replace } = course.stores.subscribers;
  course.ports.subscribers = {
    ...course.ports.subscribers,
    replace: () => Promise.reject(new Error(`died before ${id} was settled`)),
  };
  await expect(work()).rejects.toThrow('died');
  course.ports.subscribers = { ...course.ports.subscribers, replace };
}
