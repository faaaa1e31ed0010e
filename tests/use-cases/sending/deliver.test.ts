import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { applyChange } from '../../../lib/domain/joining/preferences.ts';
import { aboutWith } from '../../../lib/domain/joining/read-fields.ts';
import type { SendOutcome } from '../../../lib/ports/mailer.ts';
import { COURSE } from '../../course.ts';
import { courseInMemory, herLine, herRecord, NOW, unanswered } from '../course-in-memory.ts';

type Why = Extract<SendOutcome, { kind: 'refused' }>['why'];

const refusedFor = (why: Why): SendOutcome => ({ kind: 'refused', why, error: why });

describe('a lesson that SES accepts', () => {
  test('is in the ledger with its attempt, and the next one is due a week on', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    expect(await course.deliver([her])).toEqual(['sent']);
    expect(await herLine(course, her)).toMatchObject({
      ...{ state: 'sent', number: 1, session: '1', messageId: 'message-1', fate: 'send' },
    });
    expect(await herRecord(course)).toMatchObject({ claim: null, lessonNumber: 1, dueOn: '2026-01-19' });
  });

  test('carries who, which lesson, which week and which attempt as tags, and nothing personal', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.deliver([her]);
    expect(course.mails[0]?.tags).toEqual({
      ...{ attempt: 'attempt-0000000001', lesson: `${her.run}-1`, due: '2026-01-12', subscriber: 'sub-1' },
      session: '1',
    });
  });

  test('goes once, however often its message comes', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    expect(await course.deliver([her, her])).toEqual(['sent', 'taken']);
    expect(await course.deliver([her])).toEqual(['taken']);
    expect(course.mails).toHaveLength(1);
  });

  test('goes to one of fifty who try at once (Q2)', async () => {
    const course = courseInMemory({ rate: 100 });
    const her = await course.joins();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => course.deliver([her])));
    expect(outcomes.flat().filter((outcome) => outcome === 'sent')).toHaveLength(1);
  });
});

describe('she paused while an attempt was open that was given back unsent', () => {
  async function pausedMeanwhile(course: ReturnType<typeof courseInMemory>) {
    const her = await course.joins();
    const { subscribers } = course.stores;
    const claim = { attempt: 'attempt-lost', at: NOW, sendBy: NOW + 5 * SECOND_MS };
    await subscribers.claim(her, claim);
    const claimed = await herRecord(course);
    if (claimed === null) throw new Error('she receives');
    expect(await subscribers.replace(applyChange(COURSE, claimed, { pause: 4 }, NOW), 'pause')).toBe(
      'written',
    );
    await subscribers.unclaim(her.id, claim.attempt);
    return her;
  }

  test('nothing goes in her pause, and it goes on', async () => {
    const course = courseInMemory();
    const her = await pausedMeanwhile(course);
    expect(await course.deliver([her])).toEqual(['put-off']);
    expect(course.mails).toEqual([]);
    expect(await herRecord(course)).toMatchObject({
      ...{ state: 'paused', pausedUntil: '2026-02-09', claim: null, lessonNumber: 0, dueOn: '2026-02-09' },
    });
  });

  test('the lesson goes when it is over', async () => {
    const course = courseInMemory();
    const her = await pausedMeanwhile(course);
    await course.deliver([her]);
    course.pass(28 * 24 * HOUR_MS);
    const now = await herRecord(course);
    expect(await course.deliver([{ ...her, dueAt: now?.state === 'paused' ? now.dueAt : 0 }])).toEqual([
      'sent',
    ]);
    expect(course.mails).toHaveLength(1);
  });
});

describe('consent is checked with the claim (Q6)', () => {
  test('nothing goes to someone who left between the queue and the send', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.stores.subscribers.deleteProfile(her.id, 'leave');
    expect(await course.deliver([her])).toEqual(['taken']);
    expect(course.mails).toEqual([]);
  });

  test('nothing goes to a suppressed address whose record something brought back, and the record goes', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.stores.suppressions.put({ id: her.id, reason: 'left', at: NOW });
    expect(await course.deliver([her])).toEqual(['taken']);
    expect(course.mails).toEqual([]);
    expect(await course.stores.subscribers.get(her.id)).toBeNull();
  });

  test('a sign-up newer than her leaving outlives that record', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.stores.suppressions.put({ id: her.id, reason: 'left', at: NOW - HOUR_MS });
    await course.stores.subscribers.putSignUp(signUpOf(her.id));
    await course.deliver([her]);
    expect(await course.stores.subscribers.getSignUp(her.id)).not.toBeNull();
  });
});

describe('what SES refuses for certain', () => {
  test.each<[Why, number]>([
    ['throttled', 30 * SECOND_MS],
    ['unreachable', MINUTE_MS],
    ['quota', 15 * MINUTE_MS],
    ['account', 15 * MINUTE_MS],
  ])('%s: is due again later, in the same week, with the claim given up', async (why, later) => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = () => refusedFor(why);
    expect(await course.deliver([her])).toEqual(['put-off']);
    const after = await herRecord(course);
    expect(after).toMatchObject({ claim: null, dueOn: her.dueOn, lessonNumber: 0 });
    expect(after.dueAt).toBe(course.sentAt[0] === undefined ? 0 : course.sentAt[0] + later);
    expect(await herLine(course, her)).toBeNull();
  });

  test.each<Why>(['quota', 'account'])('%s: stops all sending, and fails no lesson', async (why) => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = () => refusedFor(why);
    await course.deliver([her]);
    expect(await course.stores.rate.state()).toMatchObject({ cause: why });
    expect(await course.deliver([{ ...her, dueAt: NOW + 15 * MINUTE_MS }])).toEqual(['deferred']);
    expect(course.mails).toHaveLength(1);
    expect(course.counted.get('LessonsFailed')).toBeUndefined();
  });

  test.each<Why>(['throttled', 'unreachable'])('%s: stops nobody else', async (why) => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = () => refusedFor(why);
    await course.deliver([her]);
    expect(await course.stores.rate.state()).toMatchObject({ pausedUntil: null });
  });

  test('this message: the week failed with its reason, its number is free, and her course goes on', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = () => refusedFor('message');
    expect(await course.deliver([her])).toEqual(['failed']);
    expect(await herLine(course, her)).toMatchObject({
      state: 'failed',
      reason: 'refused: message',
      number: null,
    });
    expect(await herRecord(course)).toMatchObject({ lessonNumber: 0, dueOn: '2026-01-19', recent: [] });
    expect(course.counted.get('LessonsFailed')).toBe(1);
  });

  test('does not send into a pause that began during the send', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = async () => {
      await pausesUntil(course, '2026-02-09');
      return refusedFor('throttled');
    };
    await course.deliver([her]);
    expect(await herRecord(course)).toMatchObject({ state: 'paused', claim: null, dueOn: '2026-02-09' });
  });
});

describe('what stays unknown', () => {
  test('keeps its claim: nobody sends it again', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ses.answer = unanswered;
    expect(await course.deliver([her])).toEqual(['unknown']);
    expect((await herRecord(course)).claim?.attempt).toBe('attempt-0000000001');
    expect(await course.deliver([her])).toEqual(['taken']);
    expect(course.mails).toHaveLength(1);
  });

  test('five in a row stop sending for five minutes; then one lesson probes', async () => {
    const course = courseInMemory();
    const all = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => course.joins({ id })));
    course.ses.answer = unanswered;
    await course.deliver(all.slice(0, 4));
    expect((await course.stores.rate.state()).pausedUntil).toBeNull();
    await course.deliver(all.slice(4, 5));
    expect(await course.stores.rate.state()).toMatchObject({ cause: 'circuit', unknownsRunning: 5 });
    expect((await course.stores.rate.state()).pausedUntil).toBe(course.clock.now() + 5 * MINUTE_MS);
    course.pass(5 * MINUTE_MS + 1);
    course.ses.answer = () => ({ kind: 'accepted', messageId: 'at last' });
    expect(await course.deliver(all.slice(5))).toEqual(['sent', 'deferred']);
    expect(await course.stores.rate.state()).toMatchObject({ unknownsRunning: 0 });
    expect(await course.deliver(all.slice(6))).toEqual(['sent']);
  });

  test('any answer of SES ends the row, a connection that fails does not', async () => {
    const course = courseInMemory();
    const all = await Promise.all(['a', 'b', 'c'].map((id) => course.joins({ id })));
    course.ses.answer = unanswered;
    await course.deliver(all.slice(0, 1));
    course.ses.answer = () => refusedFor('unreachable');
    await course.deliver(all.slice(1, 2));
    expect(await course.stores.rate.state()).toMatchObject({ unknownsRunning: 1 });
    course.ses.answer = () => refusedFor('message');
    await course.deliver(all.slice(2));
    expect(await course.stores.rate.state()).toMatchObject({ unknownsRunning: 0 });
  });
});

describe('a lesson that cannot be written (Q14)', () => {
  test('is tried three times, fails, and blocks nobody else', async () => {
    const course = courseInMemory();
    const [her, other] = [
      await course.joins(),
      await course.joins({ id: 'sub-2', address: 'other@example.com' }),
    ];
    course.ports.letters = {
      ...course.ports.letters,
      lesson: (letter) => {
        if (letter.links.unsubscribe.includes('sub-1')) throw new Error('a broken session');
        return { subject: '1', html: '', text: '' };
      },
    };
    expect(await course.deliver([her, other])).toEqual(['put-off', 'sent']);
    for (const expected of ['put-off', 'failed']) {
      const { dueAt } = await herRecord(course);
      expect(dueAt - course.clock.now()).toBeGreaterThan(4 * MINUTE_MS);
      course.set(dueAt);
      expect(await course.deliver([{ id: her.id, dueAt }])).toEqual([expected]);
    }
    expect(await herLine(course, her)).toMatchObject({
      state: 'failed',
      reason: 'the lesson could not be written',
    });
  });
});

test('a store that does not answer shows the message again, and does not stop the batch', async () => {
  const course = courseInMemory();
  const [her, other] = [await course.joins(), await course.joins({ id: 'sub-2' })];
  const { claim } = course.stores.subscribers;
  course.ports.subscribers = {
    ...course.ports.subscribers,
    claim: async (due, by) => {
      if (due.id === 'sub-1') throw new Error('no answer');
      return claim(due, by);
    },
  };
  expect(await course.deliver([her, other])).toEqual(['threw', 'sent']);
});

type Course = ReturnType<typeof courseInMemory>;

async function pausesUntil(course: Course, day: string): Promise<void> {
  const read = await herRecord(course);
  await course.stores.subscribers.replace(
    { ...read, state: 'paused', pausedUntil: day, restUntil: day },
    'pause',
  );
}

function signUpOf(id: string) {
  return {
    ...{ signUpId: 'new', id, address: 'mother@example.com' },
    ...aboutWith(COURSE, { country: 'GB', timeZone: 'Europe/London', babyMentions: false }),
    ...{ at: NOW, expiresAt: NOW + HOUR_MS, mailed: true },
    consent: { version: '1', hash: 'h', askedAt: NOW, page: '/', ip: '', userAgent: '', locale: 'en' },
  };
}
