import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import {
  type CourseInMemory,
  courseInMemory,
  herLine,
  herRecord,
  NOW,
  sesEvent,
  unanswered,
} from '../course-in-memory.ts';

const FIRST = 'attempt-0000000001';
/** When no send of a claim can be under way any more, clocks apart included. */
const SEND_OVER_MS = 16 * SECOND_MS;

describe('an unknown attempt', () => {
  test('waits an hour for its event, and is then tried once more, as the same lesson', async () => {
    const { course, her } = await unknownAttempt();
    course.set(NOW + SEND_OVER_MS + HOUR_MS - SECOND_MS);
    expect(await course.reconcile()).toMatchObject({ open: 1, 'second-attempt': 0 });
    course.set(NOW + SEND_OVER_MS + HOUR_MS);
    expect(await course.reconcile()).toMatchObject({ open: 0, 'second-attempt': 1 });
    course.ses.answer = () => ({ kind: 'accepted', messageId: 'second' });
    await sendWhatIsDue(course);
    expect(course.mails.map(({ tags }) => tags['lesson'])).toEqual([`${her.run}-1`, `${her.run}-1`]);
    expect(await herLine(course, her)).toMatchObject({ state: 'sent', number: 1 });
  });

  test('waits longer while events wait to be recorded, but not for ever', async () => {
    const { course } = await unknownAttempt();
    course.events.empty = false;
    course.set(NOW + 5 * HOUR_MS);
    expect(await course.reconcile()).toMatchObject({ open: 1 });
    course.set(NOW + SEND_OVER_MS + 6 * HOUR_MS);
    expect(await course.reconcile()).toMatchObject({ 'second-attempt': 1 });
  });

  test('whose event came after the queue was asked is not tried again, however long the run took since', async () => {
    const { course } = await unknownAttempt();
    course.set(NOW + SEND_OVER_MS + HOUR_MS - SECOND_MS);
    const { get } = course.stores.ledger;
    const slowly: typeof get = (...line) => {
      course.pass(MINUTE_MS);
      return get(...line);
    };
    course.ports.ledger = { ...course.ports.ledger, get: slowly };
    expect(await course.reconcile()).toMatchObject({ open: 1, 'second-attempt': 0 });
  });

  test('unknown twice is parked with an alarm, and her course goes on with the same session and another number', async () => {
    const { course, her } = await unknownAttempt();
    await unknownAgain(course);
    course.pass(HOUR_MS + MINUTE_MS);
    expect(await course.reconcile()).toMatchObject({ parked: 1 });
    expect(course.counted.get('LessonsParked')).toBe(1);
    const reason = 'no answer from SES and no event, twice';
    expect(await herLine(course, her)).toMatchObject({ state: 'unknown', number: 1, reason });
    expect(await herRecord(course)).toMatchObject({
      lessonNumber: 1,
      recent: [],
      claim: null,
      dueOn: '2026-01-19',
    });
    expect((await herRecord(course)).tries).toEqual({
      unknown: 0,
      lastUnknownAttempt: null,
      lineOn: null,
      broken: 0,
    });
  });

  test('a late event finds the parked week: it went', async () => {
    const { course, her } = await unknownAttempt();
    await unknownAgain(course);
    course.pass(HOUR_MS + MINUTE_MS);
    await course.reconcile();
    expect(await course.record(sesEvent(her, FIRST))).toBe('merged');
    expect(await herLine(course, her)).toMatchObject({ state: 'sent', attempt: FIRST });
  });

  test('of which a refused second attempt says nothing: the week is unknown and its number used', async () => {
    const { course, her } = await unknownAttempt();
    await afterTheHour(course);
    course.ses.answer = () => ({ kind: 'refused', why: 'message', error: 'MessageRejected' });
    await sendWhatIsDue(course);
    expect(await herLine(course, her)).toMatchObject({ state: 'unknown', number: 1 });
    expect(await herRecord(course)).toMatchObject({ lessonNumber: 1 });
  });

  test('of someone who paused since is not sent again into her pause', async () => {
    const { course, her } = await unknownAttempt();
    const read = await herRecord(course);
    const pause = { state: 'paused', pausedUntil: '2026-02-09', restUntil: '2026-02-09' } as const;
    await course.stores.subscribers.replace({ ...read, ...pause }, 'pause');
    course.set(NOW + HOUR_MS + MINUTE_MS);
    expect(await course.reconcile()).toMatchObject({ parked: 1 });
    const reason = 'no answer from SES and no event, and she paused since';
    expect(await herLine(course, her)).toMatchObject({ state: 'unknown', reason });
    expect(await herRecord(course)).toMatchObject({ state: 'paused', claim: null, dueOn: '2026-02-09' });
  });

  test('a sender that is still at it is left alone', async () => {
    const { course } = await unknownAttempt();
    const read = await herRecord(course);
    const claim = { attempt: FIRST, at: NOW, sendBy: NOW + 2 * HOUR_MS };
    await course.stores.subscribers.replace({ ...read, claim }, 'settle');
    course.set(NOW + HOUR_MS + MINUTE_MS);
    expect(await course.reconcile()).toMatchObject({ open: 1 });
  });
});

describe('lost answer and lost event, the four cases (Q4)', () => {
  test.each([
    ['neither: one mail', false, false, 1],
    ['the answer: one mail', true, false, 1],
    ['the event: one mail', false, true, 1],
    ['both: two mails, known for a duplicate when the event comes after all', true, true, 2],
  ])('%s', async (_, answerLost, eventLost, expected) => {
    const course = courseInMemory();
    const her = await course.joins();
    if (answerLost) course.ses.answer = unanswered;
    await course.deliver([her]);
    if (!eventLost) await course.record(sesEvent(her, FIRST));
    course.ses.answer = () => ({ kind: 'accepted', messageId: 'second' });
    await afterTheHour(course);
    await sendWhatIsDue(course);
    expect(course.mails).toHaveLength(expected);
    await course.record(sesEvent(her, FIRST));
    expect(await herLine(course, her)).toMatchObject({
      state: 'sent',
      otherAttempts: { length: expected - 1 },
    });
  });
});

describe('a sender that was stopped', () => {
  test('between the line and the record: the record follows the line (failure 5)', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    const { replace } = course.stores.subscribers;
    course.ports.subscribers = {
      ...course.ports.subscribers,
      replace: async () => {
        throw new Error('killed');
      },
    };
    expect(await course.deliver([her])).toEqual(['threw']);
    course.ports.subscribers = { ...course.ports.subscribers, replace };
    course.set(NOW + 16 * MINUTE_MS);
    await course.dispatch();
    expect(await course.reconcile()).toMatchObject({ settled: 1 });
    expect(await herRecord(course)).toMatchObject({
      lessonNumber: 1,
      claim: null,
      recent: [{ session: '1' }],
    });
    expect(course.mails).toHaveLength(1);
  });

  test('between a failed line and the record: her week is over, and nothing is sent again', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = () => ({ kind: 'refused', why: 'message', error: 'MessageRejected' });
    const { replace } = course.stores.subscribers;
    course.ports.subscribers = {
      ...course.ports.subscribers,
      replace: () => Promise.reject(new Error('killed')),
    };
    await course.deliver([her]);
    course.ports.subscribers = { ...course.ports.subscribers, replace };
    course.set(NOW + 16 * MINUTE_MS);
    await course.dispatch();
    expect(await course.reconcile()).toMatchObject({ settled: 1 });
    expect(await herRecord(course)).toMatchObject({ lessonNumber: 0, dueOn: '2026-01-19' });
  });
});

test('who bounced for good is deleted when her thirty days are over, and not before', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.deliver([her]);
  await course.record(sesEvent(her, FIRST, { kind: 'bounce' }));
  const { eraseAt } = { eraseAt: NOW + 30 * DAY_MS };
  course.set(eraseAt + HOUR_MS);
  await course.dispatch();
  expect(await course.reconcile()).toMatchObject({ erased: 1 });
  expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
});

test('the rows of claims are not queued again, and each run says what is open', async () => {
  const { course } = await unknownAttempt();
  course.set(NOW + 16 * MINUTE_MS);
  course.queued.length = 0;
  expect(await course.reconcile()).toMatchObject({ open: 1, requeue: 0 });
  expect(course.queued).toEqual([]);
  expect(course.counted.get('UnknownOpen')).toBe(1);
  expect(course.counted.get('DueNotSent')).toBe(1);
});

async function unknownAttempt() {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  return { course, her };
}

async function afterTheHour(course: CourseInMemory): Promise<void> {
  course.pass(HOUR_MS + MINUTE_MS);
  await course.dispatch();
  await course.reconcile();
}

async function unknownAgain(course: CourseInMemory): Promise<void> {
  await afterTheHour(course);
  await sendWhatIsDue(course);
  course.pass(10 * SECOND_MS);
  await course.dispatch();
}

async function sendWhatIsDue(course: CourseInMemory): Promise<void> {
  const { id, dueAt } = await herRecord(course);
  if (dueAt > course.clock.now() + HOUR_MS) return;
  course.set(Math.max(course.clock.now(), dueAt));
  await course.deliver([{ id, dueAt }]);
}
