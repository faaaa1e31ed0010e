import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { transitionBetween } from '../../../lib/domain/subscriber.ts';
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
const OTHER = 'attempt-of-another';

describe('settling writes only while the attempt holds the lesson:', () => {
  test.each([
    ['accepted', { kind: 'accepted', messageId: 'message-1' }],
    ['refused for its content', { kind: 'refused', why: 'message', error: 'MessageRejected' }],
    ['refused for now', { kind: 'refused', why: 'throttled', error: 'Throttling' }],
  ] as const)('%s after another attempt took the claim over', async (_, outcome) => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = async () => {
      const read = await herRecord(course);
      const claim = { attempt: OTHER, at: NOW, sendBy: NOW };
      await course.stores.subscribers.replace({ ...read, claim }, 'settle');
      return outcome;
    };
    await course.deliver([her]);
    expect(await herRecord(course)).toMatchObject({ claim: { attempt: OTHER }, lessonNumber: 0 });
  });

  test('accepted after a new run began', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = async () => {
      const { revision } = await herRecord(course);
      const again = { ...her, run: 'run-of-later', revision: revision + 1 };
      await course.stores.subscribers.confirm(again, revision);
      return { kind: 'accepted', messageId: 'message-1' };
    };
    await course.deliver([her]);
    expect(await herRecord(course)).toMatchObject({ run: 'run-of-later', lessonNumber: 0, recent: [] });
  });
});

describe('a change that comes in between', () => {
  test('is kept, and the lesson is settled all the same', async () => {
    const { course, her } = await attemptGivenUp();
    changesDuringTheNextLine(course);
    expect(await course.record(sesEvent(her, FIRST))).toBe('settled');
    expect(await herRecord(course)).toMatchObject({ firstName: 'Mia', lessonNumber: 1, dueOn: '2026-01-19' });
  });

  test('a second attempt settles nothing for the first', async () => {
    const { course, her } = await attemptGivenUp();
    const claim = { attempt: OTHER, at: NOW, sendBy: NOW };
    changesDuringTheNextLine(course, { claim });
    expect(await course.record(sesEvent(her, FIRST))).toBe('settled');
    expect(await herRecord(course)).toMatchObject({ claim, lessonNumber: 0 });
    expect(await herLine(course, her)).toMatchObject({ state: 'sent', attempt: FIRST });
  });
});

test('a parked line is followed by the record with its number used', async () => {
  const { course, her } = await attemptGivenUp();
  course.set((await herRecord(course)).dueAt);
  await course.deliver([{ id: her.id, dueAt: (await herRecord(course)).dueAt }]);
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  course.pass(HOUR_MS + MINUTE_MS);
  const { replace } = course.stores.subscribers;
  course.ports.subscribers = {
    ...course.ports.subscribers,
    replace: () => Promise.reject(new Error('killed')),
  };
  expect(await course.reconcile()).toMatchObject({ failed: 1 });
  course.ports.subscribers = { ...course.ports.subscribers, replace };
  expect(await course.reconcile()).toMatchObject({ settled: 1, parked: 0 });
  expect(await herLine(course, her)).toMatchObject({ state: 'unknown', number: 1 });
  expect(await herRecord(course)).toMatchObject({ lessonNumber: 1, claim: null, dueOn: '2026-01-19' });
});

test('when she leaves before the record is written, no line of a skipped week stays', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.deliver([her]);
  const next = await herRecord(course);
  course.set(next.dueAt + 15 * DAY_MS);
  course.ses.answer = async () => {
    await course.stores.subscribers.deleteProfile(her.id, 'leave');
    await course.stores.subscribers.deleteRest(her.id);
    return { kind: 'accepted', messageId: 'message-2' };
  };
  await course.deliver([next]);
  expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
});

/** One attempt whose outcome stayed unknown for an hour; the second is not begun. */
async function attemptGivenUp() {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  course.pass(HOUR_MS + MINUTE_MS);
  await course.reconcile();
  expect(await herRecord(course)).toMatchObject({ claim: null, tries: { lastUnknownAttempt: FIRST } });
  return { course, her };
}

function changesDuringTheNextLine(course: CourseInMemory, change: object = {}): void {
  const { put } = course.stores.ledger;
  course.ports.ledger = {
    ...course.ports.ledger,
    put: async (line) => {
      await put(line);
      course.ports.ledger = { ...course.ports.ledger, put };
      const read = await herRecord(course);
      const next = { ...read, firstName: 'Mia', ...change };
      await course.stores.subscribers.replace(next, transitionBetween(read, next));
    },
  };
}
