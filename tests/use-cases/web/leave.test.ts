import { expect, test } from 'vitest';
import { SECOND_MS } from '../../../lib/domain/calendar.ts';
import type { EnrolMessage } from '../../../lib/ports/queues.ts';
import { leaveNow, showLeave } from '../../../lib/use-cases/web/leave.ts';
import { tokens } from '../../simulation/ports.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW, sesEvent } from '../course-in-memory.ts';

test('the answer waits until a send under way can be taken by SES no more (Q22)', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = async () => {
    const { claim } = await herRecord(course);
    await leaves(course, her.id);
    expect(course.clock.now()).toBe((claim?.sendBy ?? 0) + SECOND_MS);
    return { kind: 'accepted', messageId: 'while she left' };
  };
  await course.deliver([her]);
  expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
  expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'left' });
});

test('pressed a second time while the first still waits, it waits as long', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.stores.subscribers.claim(her, { attempt: 'a', at: NOW, sendBy: NOW + 5 * SECOND_MS });
  await course.stores.suppressions.put({ id: her.id, reason: 'left', at: NOW });
  await course.stores.subscribers.deleteProfile(her.id, 'leave');
  course.pass(SECOND_MS);
  await leaves(course, her.id);
  expect(course.clock.now()).toBe(NOW + 7 * SECOND_MS);
});

test('with nothing under way it answers at once, pressed again and for someone unknown as well', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await leaves(course, her.id);
  course.pass(20 * SECOND_MS);
  await leaves(course, her.id);
  await leaves(course, 'nobody');
  expect(course.clock.now()).toBe(NOW + 20 * SECOND_MS);
});

test('where nobody can say whether she was stopped a moment ago, the answer waits a send out', async () => {
  const course = courseInMemory();
  course.ports.suppressions.get = async () => {
    throw new Error('throttled');
  };
  await leaves(course, 'nobody');
  expect(course.clock.now()).toBeGreaterThanOrEqual(NOW + 6 * SECOND_MS);
  expect(course.logged).toContainEqual(['suppression-not-read', { subscriber: 'nobody' }]);
});

test('a send that was under way when her address was stopped is waited out too', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.stores.subscribers.claim(her, { attempt: 'a', at: NOW, sendBy: NOW + 5 * SECOND_MS });
  await course.record(sesEvent(her, 'earlier', { kind: 'bounce' }));
  course.pass(SECOND_MS);
  await leaves(course, her.id);
  expect(course.clock.now()).toBe(NOW + 7 * SECOND_MS);
});

test('the second deletion is asked for before the first, so that a kill in between leaves someone to finish it', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  const asked: EnrolMessage[] = [];
  course.ports.subscribers = {
    ...course.ports.subscribers,
    deleteProfile: () => Promise.reject(new Error('killed')),
  };
  await expect(leaves(course, her.id, asked)).rejects.toThrow('killed');
  expect(asked).toEqual([{ kind: 'forget', forget: { id: her.id, run: her.run } }]);
});

test('a link is asked about, a damaged one is told, and neither changes anything', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  const show = showLeave(course.ports);
  expect(await show(await tokens.sign('unsubscribe', { id: her.id, subject: '' }))).toBe('ask');
  expect(await show('no token')).toBe('damaged');
  expect(await herRecord(course)).toEqual(her);
});

test('her country comes back for the quiet lines, once nothing is held of her none does', async () => {
  const course = courseInMemory();
  await course.joins({ country: 'IE' });
  const enrolQueue = { send: async () => {} };
  expect(await leaveNow({ ...course.ports, enrolQueue }, 'sub-1')).toEqual({ country: 'IE' });
  expect(await leaveNow({ ...course.ports, enrolQueue }, 'sub-1')).toEqual({ country: null });
});

test('where another press took the record meanwhile, this one waits as long and knows her country', async () => {
  const course = courseInMemory();
  await course.joins({ country: 'IE' });
  course.ports.subscribers = { ...course.ports.subscribers, deleteProfile: async () => null };
  const enrolQueue = { send: async () => {} };
  expect(await leaveNow({ ...course.ports, enrolQueue }, 'sub-1')).toEqual({ country: 'IE' });
  expect(course.clock.now()).toBe(NOW + 6 * SECOND_MS);
});

async function leaves(course: CourseInMemory, id: string, asked: EnrolMessage[] = []): Promise<void> {
  const enrolQueue = {
    send: async (message: EnrolMessage) => {
      asked.push(message);
    },
  };
  await leaveNow({ ...course.ports, enrolQueue }, id);
}
