import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/calendar.ts';
import type { SesEvent } from '../../../lib/domain/sending/ledger.ts';
import type { MailEvent } from '../../../lib/ports/mailer.ts';
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
const SECOND = 'attempt-0000000002';
const hard: Partial<SesEvent> = { kind: 'bounce', permanent: true };

describe('an event settles an attempt whose answer was lost', () => {
  test('its line is written and her course goes on', async () => {
    const { course, her } = await unknownAttempt();
    expect(await course.record(sesEvent(her, FIRST))).toBe('settled');
    expect(await herLine(course, her)).toMatchObject({
      state: 'sent',
      attempt: FIRST,
      messageId: `of-${FIRST}`,
    });
    expect(await herRecord(course)).toMatchObject({ claim: null, lessonNumber: 1, dueOn: '2026-01-19' });
  });

  test('also when she paused meanwhile, and her pause stands', async () => {
    const { course, her } = await unknownAttempt();
    await pauses(course);
    expect(await course.record(sesEvent(her, FIRST))).toBe('settled');
    expect(await herRecord(course)).toMatchObject({ state: 'paused', claim: null, dueOn: '2026-02-09' });
  });

  test('two events of it, handled side by side, settle one week', async () => {
    const { course, her } = await unknownAttempt();
    await secondAttemptIsDue(course);
    const both = [sesEvent(her, FIRST), sesEvent(her, FIRST, { kind: 'delivery', at: NOW + MINUTE_MS })];
    await Promise.all(both.map((event) => course.record(event)));
    expect(await herRecord(course)).toMatchObject({ lessonNumber: 1, dueOn: '2026-01-19' });
    expect(await herLine(course, her)).toMatchObject({ fate: 'delivery' });
  });

  test('an event of another attempt, of another run or of nobody changes nothing', async () => {
    const { course, her } = await unknownAttempt();
    expect(await course.record(sesEvent(her, 'attempt-of-old'))).toBe('dropped');
    expect(await course.record(sesEvent({ ...her, run: 'run-of-old' }, FIRST))).toBe('dropped');
    expect(await course.record(sesEvent({ ...her, id: 'nobody' }, FIRST))).toBe('dropped');
    expect((await herRecord(course)).claim?.attempt).toBe(FIRST);
    expect(await herLine(course, her)).toBeNull();
  });

  test('a line is not left behind for someone who left while it was written', async () => {
    const { course, her } = await unknownAttempt();
    const { put } = course.stores.ledger;
    course.ports.ledger = {
      ...course.ports.ledger,
      put: async (line) => {
        await course.stores.subscribers.deleteProfile(her.id, 'leave');
        await put(line);
      },
    };
    await course.record(sesEvent(her, FIRST));
    expect(await course.stores.ledger.of(her.id, 10)).toEqual([]);
  });
});

describe('an event of the first attempt that comes after the hour', () => {
  test('before the second attempt began: there is no second attempt', async () => {
    const { course, her } = await unknownAttempt();
    const due = await secondAttemptIsDue(course);
    expect(await course.record(sesEvent(her, FIRST, { at: NOW + HOUR_MS }))).toBe('settled');
    expect(await course.deliver([due])).toEqual(['taken']);
    expect(course.mails).toHaveLength(1);
  });

  test('during the second attempt: the second counts as a duplicate', async () => {
    const { course, her } = await unknownAttempt();
    const due = await secondAttemptIsDue(course);
    course.ses.answer = async () => {
      await course.record(sesEvent(her, FIRST));
      return { kind: 'accepted', messageId: 'second' };
    };
    expect(await course.deliver([due])).toEqual(['sent']);
    expect(await herLine(course, her)).toMatchObject({ attempt: FIRST, otherAttempts: [SECOND] });
    expect(await herRecord(course)).toMatchObject({ lessonNumber: 1 });
  });

  test('during a second attempt that is then refused: there is no third', async () => {
    const { course, her } = await unknownAttempt();
    const due = await secondAttemptIsDue(course);
    course.ses.answer = async () => {
      await course.record(sesEvent(her, FIRST));
      return { kind: 'refused', why: 'throttled', error: 'Throttling' };
    };
    expect(await course.deliver([due])).toEqual(['sent']);
    expect(await herRecord(course)).toMatchObject({ lessonNumber: 1, dueOn: '2026-01-19', claim: null });
    expect(await herLine(course, her)).toMatchObject({ state: 'sent', attempt: FIRST, otherAttempts: [] });
  });

  test('after another day moved the lesson and the second attempt went: it is told as its duplicate', async () => {
    const { course, her } = await unknownAttempt();
    const due = await secondAttemptIsDue(course);
    const moved = { ...(await herRecord(course)), dueOn: '2026-01-10' };
    await course.stores.subscribers.replace(moved, 'change');
    course.ses.answer = async () => ({ kind: 'accepted', messageId: 'second' });
    expect(await course.deliver([due])).toEqual(['sent']);
    const next = await dueAgain(course);
    expect(await course.deliver([next])).toEqual(['sent']);
    expect(await course.record(sesEvent({ ...her, lessonNumber: 7 }, FIRST))).toBe('dropped');
    expect(await course.record(sesEvent({ ...her, run: 'earlier' }, FIRST))).toBe('dropped');
    expect(await course.record(sesEvent(her, FIRST, { kind: 'delivery' }))).toBe('merged');
    expect(await course.stores.ledger.of(her.id, 10)).toMatchObject([
      { dueOn: next.dueOn, number: 2, otherAttempts: [] },
      { dueOn: moved.dueOn, number: 1, attempt: FIRST, otherAttempts: [SECOND], fate: 'delivery' },
    ]);
    expect(await course.record(sesEvent(her, FIRST, { kind: 'delivery' }))).toBe('unchanged');
  });

  test('after another day moved the lesson: the line is of the week that its tags name', async () => {
    const { course, her } = await unknownAttempt();
    await secondAttemptIsDue(course);
    await pauses(course);
    await course.record(sesEvent(her, FIRST));
    expect(await course.stores.ledger.of(her.id, 10)).toMatchObject([{ dueOn: her.dueOn, state: 'sent' }]);
    expect(await herRecord(course)).toMatchObject({ state: 'paused', dueOn: '2026-02-09', lessonNumber: 1 });
  });
});

describe('merging (Q7)', () => {
  test('events in any order, doubled, before or after the sender stored its own, end the same', async () => {
    const kinds = fc.constantFrom<SesEvent['kind']>('send', 'delay', 'delivery', 'bounce', 'reject');
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 6 }), fc.nat(6), async (order, after) => {
        const course = courseInMemory();
        const her = await course.joins();
        const events = order.map((kind) => sesEvent(her, FIRST, { kind }));
        course.ses.answer = async () => {
          for (const event of events.slice(0, after)) await course.record(event);
          return { kind: 'accepted', messageId: `of-${FIRST}` };
        };
        await course.deliver([her]);
        for (const event of events.slice(after)) await course.record(event);
        const strongest = (['bounce', 'reject', 'delivery', 'send'] as const).find((kind) =>
          order.includes(kind),
        );
        expect(await herLine(course, her)).toMatchObject({
          state: 'sent',
          attempt: FIRST,
          fate: strongest ?? 'send',
        });
        expect(await herRecord(course)).toMatchObject({ lessonNumber: 1, claim: null });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a hard bounce', () => {
  test('suppresses, stops her, and is deleted thirty days later', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, hard));
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'bounced' });
    expect(await course.stores.subscribers.get(her.id)).toMatchObject({
      ...{ state: 'stopped', eraseAt: course.clock.now() + 30 * DAY_MS },
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

  test('after a hard bounce erases what was kept', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, hard));
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    expect(await course.stores.subscribers.everything(her.id)).toEqual([]);
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'complained' });
  });

  test('suppresses even when the ledger does not answer', async () => {
    const { course, her } = await sentLesson();
    course.ports.ledger = {
      ...course.ports.ledger,
      mergeEvent: async () => {
        throw new Error('no answer');
      },
    };
    await expect(course.record(sesEvent(her, FIRST, { kind: 'complaint' }))).rejects.toThrow('no answer');
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'complained' });
  });
});

describe('soft bounces', () => {
  test('on five lessons running suppress', async () => {
    const { course, her } = await sentLesson();
    let lesson = her;
    for (let count = 1; count <= 5; count += 1) {
      expect((await course.stores.subscribers.get(her.id))?.state).toBe('active');
      const attempt = `attempt-${String(count).padStart(10, '0')}`;
      await course.record(sesEvent(lesson, attempt, { kind: 'bounce' }));
      if (count === 5) break;
      lesson = await dueAgain(course);
      await course.deliver([lesson]);
    }
    expect((await course.stores.subscribers.get(her.id))?.state).toBe('stopped');
    expect(await course.stores.suppressions.get(her.id)).toMatchObject({ reason: 'bounced' });
  });

  test('one that settles an unknown attempt counts', async () => {
    const { course, her } = await unknownAttempt();
    expect(await course.record(sesEvent(her, FIRST, { kind: 'bounce' }))).toBe('settled');
    expect(await herRecord(course)).toMatchObject({ softBounces: 1 });
  });

  test('are not forgotten for what is no delivery', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, { kind: 'bounce' }));
    const { revision } = await herRecord(course);
    const next = await dueAgain(course);
    await course.deliver([next]);
    await course.record(sesEvent(next, SECOND, { kind: 'delay' }));
    expect(await herRecord(course)).toMatchObject({ softBounces: 1, revision: revision + 2 });
    await course.record(sesEvent(next, SECOND, { kind: 'delivery' }));
    expect(await herRecord(course)).toMatchObject({ softBounces: 0, revision: revision + 3 });
  });

  test('a delivery begins the count anew, and an event that comes twice counts once', async () => {
    const { course, her } = await sentLesson();
    await course.record(sesEvent(her, FIRST, { kind: 'bounce' }));
    await course.record(sesEvent(her, FIRST, { kind: 'bounce' }));
    expect(await herRecord(course)).toMatchObject({ softBounces: 1 });
    const next = await dueAgain(course);
    await course.deliver([next]);
    await course.record(sesEvent(next, SECOND, { kind: 'delivery' }));
    expect(await herRecord(course)).toMatchObject({ softBounces: 0 });
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
    await course.record(sesEvent(her, FIRST, { kind: 'bounce' }));
    await course.record(sesEvent(her, FIRST, { kind: 'complaint' }));
    expect([course.counted.get('Bounces'), course.counted.get('Complaints')]).toEqual([1, 1]);
  });
});

async function sentLesson() {
  const course = courseInMemory();
  const her = await course.joins();
  await course.deliver([her]);
  return { course, her };
}

async function unknownAttempt() {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  return { course, her };
}

async function dueAgain(course: CourseInMemory) {
  const read = await herRecord(course);
  if (read.state !== 'active') throw new Error('she is paused');
  course.set(read.dueAt);
  return read;
}

/** The hour is over, and reconcile gave the claim up. */
async function secondAttemptIsDue(course: CourseInMemory) {
  course.pass(HOUR_MS + MINUTE_MS);
  await course.dispatch();
  await course.reconcile();
  const { id, dueAt, tries } = await herRecord(course);
  expect(tries).toMatchObject({ unknown: 1, lastUnknownAttempt: FIRST });
  course.set(dueAt);
  return { id, dueAt };
}

async function pauses(course: CourseInMemory): Promise<void> {
  const read = await herRecord(course);
  const paused = { ...read, state: 'paused', pausedUntil: '2026-02-09', restUntil: '2026-02-09' } as const;
  const dueAt = read.claim === null ? NOW + 28 * DAY_MS : read.dueAt;
  const dueOn = read.claim === null ? '2026-02-09' : read.dueOn;
  await course.stores.subscribers.replace({ ...paused, dueAt, dueOn }, 'pause');
}
