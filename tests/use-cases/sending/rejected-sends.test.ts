import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { NO_TRIES } from '../../../lib/domain/subscriber.ts';
import { line } from '../../builders.ts';
import {
  type CourseInMemory,
  courseInMemory,
  herLine,
  herRecord,
  NOW,
  unanswered,
} from '../course-in-memory.ts';

const ATTEMPT = 'attempt-0000000001';
const EARLIER = 'attempt-of-before';
const TRIED_BEFORE = { tries: { ...NO_TRIES, unknown: 1, lastUnknownAttempt: EARLIER } };

describe('a refusal for now', () => {
  test.each([
    ['throttled', 30 * SECOND_MS, false],
    ['unreachable', MINUTE_MS, false],
    ['quota', 15 * MINUTE_MS, true],
    ['account', 15 * MINUTE_MS, true],
  ] as const)(
    '%s: the lesson is due again %i ms later; all sending pauses: %s',
    async (why, later, pauses) => {
      const course = courseInMemory();
      const her = await course.joins();
      course.ses.answer = () => ({ kind: 'refused', why, error: 'Refused' });
      expect(await course.deliver([her])).toEqual(['put-off']);
      const until = course.clock.now() + later;
      expect((await herRecord(course)).dueAt).toBe(until);
      expect(course.logged).toEqual([
        ['send-refused', { subscriber: her.id, attempt: ATTEMPT, error: 'Refused' }],
        ...(pauses ? [['sending-paused', { cause: why, until }]] : []),
      ]);
      expect(course.counted.get('SendingPaused')).toBe(pauses ? 1 : undefined);
      expect(await course.stores.rate.state()).toMatchObject(
        pauses ? { pausedUntil: until, cause: why } : { pausedUntil: null },
      );
    },
  );
});

describe('a refusal of this message', () => {
  test('fails her week with its reason, and is counted', async () => {
    const { course, her } = await refusedForGood();
    expect(await herLine(course, her)).toMatchObject({ state: 'failed', reason: 'refused: Rejected' });
    expect(countsOf(course)).toEqual({ LessonsFailed: 1 });
  });

  test('after an attempt that stayed unknown leaves her week unknown, and is counted as parked', async () => {
    const { course, her } = await refusedForGood(TRIED_BEFORE);
    expect(await herLine(course, her)).toMatchObject({ state: 'unknown' });
    expect(countsOf(course)).toEqual({ LessonsParked: 1 });
  });
});

test('a lesson that cannot be written is tried again after five minutes, twice, and then fails', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.ports.letters = {
    ...course.ports.letters,
    lesson: () => {
      throw new Error('no such word');
    },
  };
  for (const broken of [1, 2]) {
    expect(await course.deliver([dueOf(await herRecord(course))])).toEqual(['put-off']);
    const { dueAt, tries } = await herRecord(course);
    expect([dueAt, tries.broken]).toEqual([course.clock.now() + 5 * MINUTE_MS, broken]);
    course.set(dueAt);
  }
  expect(await course.deliver([dueOf(await herRecord(course))])).toEqual(['failed']);
  expect(await herLine(course, her)).toMatchObject({ reason: 'the lesson could not be written' });
  expect(countsOf(course)).toEqual({ LessonsFailed: 1 });
});

describe('a send without an answer', () => {
  test('is told with its attempt, and counted', async () => {
    const course = courseInMemory();
    course.ses.answer = unanswered;
    const her = await course.joins();
    expect(await course.deliver([her])).toEqual(['unknown']);
    expect(course.logged).toEqual([
      ['send-unknown', { subscriber: her.id, attempt: ATTEMPT, error: 'timeout' }],
    ]);
    expect(countsOf(course)).toEqual({ LessonsUnknown: 1 });
  });

  test('the fifth in a row pauses sending for five minutes, and the fourth does not', async () => {
    const course = courseInMemory();
    course.ses.answer = unanswered;
    for (let number = 1; number <= 4; number += 1)
      await course.deliver([await course.joins({ id: `her-${number}` })]);
    expect(course.counted.get('SendingPaused')).toBeUndefined();
    await course.deliver([await course.joins({ id: 'her-5' })]);
    const until = course.clock.now() + 5 * MINUTE_MS;
    expect(course.logged.at(-1)).toEqual(['sending-paused', { cause: 'circuit', until }]);
    expect(course.counted.get('SendingPaused')).toBe(1);
  });
});

describe('an earlier attempt whose outcome stayed unknown', () => {
  test.each([
    ['was told of before this one began: nothing is sent', 'sent', 0, 'sent'],
    ['was not told of: this one is sent', 'unknown', 1, 'sent'],
  ] as const)('%s', async (_, state, mails, outcome) => {
    const course = courseInMemory();
    const her = await course.joins(TRIED_BEFORE);
    await course.stores.ledger.put(line({ run: her.run, dueOn: her.dueOn, state, attempt: EARLIER }));
    expect(await course.deliver([her])).toEqual([outcome]);
    expect(course.mails).toHaveLength(mails);
    expect((await herRecord(course)).lessonNumber).toBe(1);
  });

  test.each([
    ['refused for now', 'throttled'],
    ['refused for good', 'message'],
  ] as const)('was told of while this one was %s: the lesson went', async (_, why) => {
    const course = courseInMemory();
    const her = await course.joins(TRIED_BEFORE);
    course.ses.answer = async () => {
      await course.stores.ledger.put(line({ run: her.run, dueOn: her.dueOn, attempt: EARLIER }));
      return { kind: 'refused', why, error: 'Refused' };
    };
    expect(await course.deliver([her])).toEqual(['sent']);
    expect(await herRecord(course)).toMatchObject({ lessonNumber: 1, claim: null });
    expect(await herLine(course, her)).toMatchObject({ state: 'sent', attempt: EARLIER });
  });

  test('of someone who was never tried is not looked for', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.pass(HOUR_MS);
    await course.stores.ledger.put(line({ run: her.run, dueOn: her.dueOn, attempt: EARLIER, at: NOW }));
    expect(await course.deliver([her])).toEqual(['sent']);
    expect(course.mails).toHaveLength(1);
  });
});

async function refusedForGood(overrides = {}) {
  const course = courseInMemory();
  const her = await course.joins(overrides);
  course.ses.answer = () => ({ kind: 'refused', why: 'message', error: 'Rejected' });
  expect(await course.deliver([her])).toEqual(['failed']);
  return { course, her };
}

function dueOf({ id, dueAt }: { id: string; dueAt: number }) {
  return { id, dueAt };
}

function countsOf({ counted }: CourseInMemory): Record<string, number> {
  return Object.fromEntries(counted);
}
