import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import type { SesEvent } from '../../../lib/domain/sending/ledger.ts';
import type { MailEvent } from '../../../lib/ports/mailer.ts';
import { stopReceiving } from '../../../lib/use-cases/sending/stop-receiving.ts';
import {
  type CourseInMemory,
  courseInMemory,
  herLine,
  herRecord,
  NOW,
  sesEvent,
  unanswered,
} from '../course-in-memory.ts';
import { FIRST, SECOND, sentLesson, unknownAttempt } from './record-scenes.ts';

const hard: Partial<SesEvent> = { kind: 'bounce' };

describe('a hard bounce', () => {
  test('suppresses, stops her, and is deleted thirty days later', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, hard));
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'bounced' });
    expect(await course.stores.subscribers.get(her.id)).toMatchObject({
      ...{ state: 'stopped', eraseAt: NOW + 30 * DAY_MS },
    });
  });

  test('that comes twice keeps the earlier day of erasing, in either order', async () => {
    for (const [first, second] of [
      [NOW, NOW + DAY_MS],
      [NOW + DAY_MS, NOW],
    ] as const) {
      const { course, her } = await sentLesson();
      for (const at of [first, second]) await course.record(sesEvent(her, FIRST, { ...hard, at }));
      expect(await course.stores.subscribers.get(her.id)).toMatchObject({
        ...{ state: 'stopped', why: 'bounced', eraseAt: NOW + 30 * DAY_MS },
      });
    }
  });

  test('of who leaves in that moment leaves no line behind', async () => {
    const { course, her } = await unknownAttempt();
    const { put } = course.ports.ledger;
    course.ports.ledger.put = async (line) => {
      await put(line);
      await course.stores.subscribers.deleteProfile(her.id, 'leave');
    };
    await stopReceiving(course.ports, her.id, NOW);
    expect(await course.stores.ledger.of(her.id, 10)).toEqual([]);
  });

  test('says at the week that was under way why it is unknown', async () => {
    const { course, her } = await unknownAttempt();
    await stopReceiving(course.ports, her.id, NOW);
    expect(await herLine(course, her)).toMatchObject({
      ...{ state: 'unknown', reason: 'her address bounced while it was under way' },
    });
  });

  test('of an unknown attempt settles it first', async () => {
    const { course, her } = await unknownAttempt();
    await course.record(sesEvent(her, FIRST, hard));
    expect(await herLine(course, her)).toMatchObject({ state: 'sent', fate: 'bounce' });
  });

  test('while another lesson is under way: its week is unknown until an event says that it went', async () => {
    const { course, her } = await sentLesson();
    const next = await dueAgain(course);
    course.ses.answer = unanswered;
    await course.deliver([next]);
    await course.record(sesEvent(her, FIRST, hard));
    expect(await herLine(course, next)).toMatchObject({ state: 'unknown', attempt: SECOND });
    await course.record(sesEvent(next, SECOND));
    expect(await herLine(course, next)).toMatchObject({ state: 'sent', attempt: SECOND });
  });

  test('while the first lesson after an outage is half settled: the weeks in between get their lines', async () => {
    const { course, her } = await sentLesson();
    const next = await dueAgain(course);
    course.pass(15 * DAY_MS);
    course.ses.answer = unanswered;
    await course.deliver([next]);
    await course.record(sesEvent(her, FIRST, hard));
    const lines = await course.stores.ledger.of(her.id, 10);
    expect(lines.map(({ dueOn, state }) => `${dueOn} ${state}`)).toEqual([
      '2026-02-02 skipped',
      '2026-01-26 skipped',
      '2026-01-19 unknown',
      '2026-01-12 sent',
    ]);
  });

  test('of a confirmation mail suppresses as well', async () => {
    const course = courseInMemory();
    const event: MailEvent = {
      ...sesEvent(await course.joins(), FIRST, hard),
      kind: 'confirmation',
      lesson: null,
    };
    expect(await course.record(event)).toBe('dropped');
    expect(await course.stores.suppressions.get('sub-1')).toMatchObject({ reason: 'bounced' });
  });
});

describe('a complaint', () => {
  test('is counted once after her last session, by week and without her, as her ledger goes with her', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    const weeks = await course.stores.counts.all();
    const counted = weeks.flatMap(({ counts }) => Object.entries(counts));
    expect(counted.filter(([name]) => name.startsWith('complained:'))).toEqual([
      [expect.stringMatching(/^complained:\d/), 1],
    ]);
  });

  test('erases her at once, and stays a complaint whatever bounces later', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    await course.record(sesEvent(her, FIRST, hard));
    expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'complained' });
  });

  test('takes with it, five minutes later, the tick whose function died before it looked (5)', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    const lesson = { number: 1, session: '10', level: null, on: '2026-01-12' } as const;
    await course.stores.training.putDone(her.id, her.run, lesson, 1);
    expect(await course.stores.subscribers.everything(her.id)).toHaveLength(1);
    expect(course.enrolQueue).toEqual([
      { message: { kind: 'forget', forget: { id: her.id, run: her.run } }, delaySeconds: 300 },
    ]);
    for (const { message } of course.enrolQueue) await course.enrol(message);
    expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
  });

  test('asks for the second deletion before the first, so that a kill in between leaves someone to finish it', async () => {
    const { course, her } = await sentLesson();
    course.ports.subscribers = {
      ...course.ports.subscribers,
      deleteProfile: () => Promise.reject(new Error('killed')),
    };
    await expect(course.record(sesEvent(her, FIRST, { kind: 'complaint' }))).rejects.toThrow('killed');
    expect(course.enrolQueue).toHaveLength(1);
  });

  test('after a hard bounce erases what was kept', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, hard));
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'complained' });
  });

  test.each(['ledger does not answer', 'record cannot be parsed'])(
    'is obeyed although the %s (4)',
    async (what) => {
      const { course, her } = await sentLesson();
      if (what === 'record cannot be parsed') course.poison(her.id);
      else
        course.ports.ledger = {
          ...course.ports.ledger,
          of: () => Promise.reject(new Error('no answer')),
          mergeEvent: () => Promise.reject(new Error('no answer')),
        };
      await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
      expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'complained' });
      expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
    },
  );
});

describe('soft bounces', () => {
  test('on five lessons running stop her before the sixth', async () => {
    const course = await afterFiveLessons(['soft-bounce']);
    const her = await dueAgain(course);
    expect(await course.deliver([her])).toEqual(['stopped']);
    expect(course.mails).toHaveLength(5);
    expect(await course.stores.subscribers.get(her.id)).toMatchObject({ state: 'stopped' });
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'bounced' });
    expect(await course.stores.ledger.of(her.id, 10)).toHaveLength(5);
  });

  test.each([
    ['bounce', 'delivery'],
    ['delivery', 'bounce'],
  ])('that are automatic replies, %s then %s each week, stop nobody (15)', async (first) => {
    const kinds = ['soft-bounce', 'delivery'] as const;
    const course = await afterFiveLessons(first === 'bounce' ? kinds : kinds.toReversed());
    expect(await course.deliver([await dueAgain(course)])).toEqual(['sent']);
    expect(await herRecord(course)).toMatchObject({ state: 'active', lessonNumber: 6 });
  });

  test('on four lessons stop nobody, nor on five with a delivered one between', async () => {
    const four = await afterFiveLessons(['soft-bounce'], { deliveredNumber: 1 });
    expect(await four.deliver([await dueAgain(four)])).toEqual(['sent']);
    await four.record(sesEvent({ ...(await lastOf(four)) }, attemptOf(6), { kind: 'soft-bounce' }));
    expect(await four.deliver([await dueAgain(four)])).toEqual(['stopped']);
    const between = await afterFiveLessons(['soft-bounce'], { deliveredNumber: 3 });
    expect(await between.deliver([await dueAgain(between)])).toEqual(['sent']);
  });

  test('one that settles an unknown attempt is noted', async () => {
    const { course, her } = await unknownAttempt();
    expect(await course.record(sesEvent(her, FIRST, { kind: 'soft-bounce' }))).toBe('settled');
    expect(await herRecord(course)).toMatchObject({ softBounced: true });
  });

  test('one that comes twice is noted once', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, { kind: 'soft-bounce' }));
    const { revision } = await herRecord(course);
    await course.record(sesEvent(her, FIRST, { kind: 'soft-bounce' }));
    expect(await herRecord(course)).toMatchObject({ softBounced: true, revision });
  });
});

describe('what the operator is told of', () => {
  test('each delivery once, and nothing else counts as one', async () => {
    const { course, her } = await sentLesson();
    for (const kind of ['send', 'delay', 'delivery', 'delivery'] as const)
      await course.record(sesEvent(her, FIRST, { kind }));
    expect(course.counted.get('Delivered')).toBe(1);
    expect([course.counted.get('Bounces'), course.counted.get('Complaints')]).toEqual([undefined, undefined]);
  });

  test('a delivery that settles an unknown attempt', async () => {
    const { course, her } = await unknownAttempt();
    expect(await course.record(sesEvent(her, FIRST, { kind: 'delivery' }))).toBe('settled');
    expect(course.counted.get('Delivered')).toBe(1);
  });

  test('a delivery of nobody is none', async () => {
    const { course, her } = await sentLesson();
    await course.record({ ...sesEvent(her, FIRST, { kind: 'delivery' }), subscriber: 'sub-9' });
    expect(course.counted.get('Delivered')).toBeUndefined();
  });

  test('bounces and complaints', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, { kind: 'soft-bounce' }));
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    expect([course.counted.get('Bounces'), course.counted.get('Complaints')]).toEqual([1, 1]);
  });
});

/** Five lessons, a week apart, each with these events; `deliveredNumber` was delivered instead. */
async function afterFiveLessons(
  kinds: readonly SesEvent['kind'][],
  { deliveredNumber = 0 } = {},
): Promise<CourseInMemory> {
  const { course, her } = await sentLesson();
  let lesson = her;
  for (let number = 1; number <= 5; number += 1) {
    for (const kind of number === deliveredNumber ? (['delivery'] as const) : kinds)
      await course.record(sesEvent(lesson, attemptOf(number), { kind }));
    if (number === 5) break;
    lesson = await dueAgain(course);
    await course.deliver([lesson]);
  }
  return course;
}

function attemptOf(number: number): string {
  return `attempt-${String(number).padStart(10, '0')}`;
}

/** Who got the last lesson, as she was when it was due. */
async function lastOf(course: CourseInMemory) {
  const read = await herRecord(course);
  const [line] = await course.stores.ledger.of(read.id, 1);
  if (read.state !== 'active' || line === undefined) throw new Error('she got no lesson');
  return { ...read, dueOn: line.dueOn, lessonNumber: read.lessonNumber - 1 };
}

async function dueAgain(course: CourseInMemory) {
  const read = await herRecord(course);
  if (read.state !== 'active') throw new Error('she is paused');
  course.set(read.dueAt);
  return read;
}
