import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/calendar.ts';
import { audit } from '../../../lib/use-cases/operator/audit.ts';
import { type CourseInMemory, herLine, herRecord, NOW, sesEvent } from '../course-in-memory.ts';
import { FIRST, SECOND, sentLesson, unknownAttempt } from './record-scenes.ts';

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

  test('with the session that went, and not with the one that she was moved to since', async () => {
    const { course, her } = await unknownAttempt();
    const went = course.mails[0]?.tags['session'] ?? '';
    await course.stores.subscribers.replace({ ...(await herRecord(course)), movedTo: '0' }, 'move');
    const event = sesEvent(her, FIRST);
    const named = {
      ...event,
      lesson: event.lesson && { ...event.lesson, sent: { session: went, level: null } },
    };
    expect(await course.record(named)).toBe('settled');
    expect(await herLine(course, her)).toMatchObject({ session: went });
    expect(await herRecord(course)).toMatchObject({ movedTo: '0', lessonNumber: 1 });
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

  test('during the second attempt on another day that she chose since: one line, and the second is its duplicate (16)', async () => {
    const { course, her } = await unknownAttempt();
    await secondAttemptIsDue(course);
    const dueAt = course.clock.now() + DAY_MS;
    const moved = { ...(await herRecord(course)), dueOn: '2026-01-13', dueAt };
    await course.stores.subscribers.replace(moved, 'change');
    course.set(dueAt);
    course.ses.answer = async () => {
      await course.record(sesEvent(her, FIRST, { kind: 'delivery' }));
      return { kind: 'accepted', messageId: 'second' };
    };
    expect(await course.deliver([{ id: her.id, dueAt }])).toEqual(['sent']);
    expect(course.mails.map(({ tags }) => [tags['lesson'], tags['due']])).toEqual([
      [`${her.run}-1`, her.dueOn],
      [`${her.run}-1`, her.dueOn],
    ]);
    expect(await course.stores.ledger.of(her.id, 10)).toMatchObject([
      { dueOn: her.dueOn, number: 1, attempt: FIRST, otherAttempts: [SECOND], fate: 'delivery' },
    ]);
    expect(await audit(course.ports)()).toMatchObject({ sent: 1, duplicates: 1, unaccounted: 0 });
  });

  test('under whose day an earlier release wrote no line: the line of its number is the one', async () => {
    const { course, her } = await sentLesson();
    const [line] = await course.stores.ledger.of(her.id, 1);
    if (line === undefined) throw new Error('no line was written');
    const ofEarlierRelease = { ...her, dueOn: '2026-01-09' };
    expect(await course.record(sesEvent({ ...ofEarlierRelease, lessonNumber: 7 }, FIRST))).toBe('dropped');
    expect(await course.record(sesEvent({ ...ofEarlierRelease, run: 'earlier' }, FIRST))).toBe('dropped');
    expect(await course.record(sesEvent(ofEarlierRelease, 'attempt-of-another', { kind: 'delivery' }))).toBe(
      'merged',
    );
    expect(await course.record(sesEvent(ofEarlierRelease, 'attempt-of-another', { kind: 'delivery' }))).toBe(
      'unchanged',
    );
    expect(await course.stores.ledger.of(her.id, 10)).toMatchObject([
      {
        ...line,
        seen: ['send', 'delivery'],
        otherAttempts: ['attempt-of-another'],
        fate: 'delivery',
        fateAt: NOW,
      },
    ]);
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
