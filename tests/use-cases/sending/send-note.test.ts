import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../lib/domain/calendar.ts';
import type { NoteStore } from '../../../lib/ports/note-store.ts';
import { audit } from '../../../lib/use-cases/operator/audit.ts';
import { noteRecipients } from '../../../lib/use-cases/operator/note-recipients.ts';
import { sendNote } from '../../../lib/use-cases/sending/send-note.ts';
import { sendNotes } from '../../../lib/use-cases/sending/send-notes.ts';
import { leaveNow } from '../../../lib/use-cases/web/leave.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW, unanswered } from '../course-in-memory.ts';
import { LATER, NOTE, URGENT } from '../sample-note.ts';

async function withMother(overrides = {}): Promise<CourseInMemory> {
  const course = courseInMemory();
  await course.joins({ ...LATER, ...overrides });
  return course;
}
const toHer = (course: CourseInMemory, note = NOTE) => sendNote(course.ports)(note, 'sub-1');

describe('a note', () => {
  test('goes once, in her country’s words, with one-click, and the audit accounts for it', async () => {
    const course = await withMother({ country: 'IE' });
    expect(await toHer(course)).toBe('sent');
    expect(await toHer(course)).toBe('already');
    expect(course.mails).toMatchObject([
      {
        ...{ to: 'mother@example.com', subject: 'A word to IE', kind: 'note' },
        unsubscribeUrl: 'https://course.example/unsubscribe/unsubscribe.sub-1..',
        tags: { note: 'note-a', subscriber: 'sub-1' },
      },
    ]);
    expect(await audit(course.ports)()).toMatchObject({ notes: { sent: 1, open: 0, duplicates: 0 } });
    expect(await herRecord(course)).toMatchObject({ revision: 1, ...LATER });
  });

  test('goes to the paused only when it is urgent', async () => {
    const course = await withMother();
    const her = await herRecord(course);
    await course.stores.subscribers.replace(
      { ...her, state: 'paused', pausedUntil: '2026-02-09', restUntil: '2026-02-09' },
      'pause',
    );
    expect(await toHer(course)).toBe('resting');
    expect(await toHer(course, URGENT)).toBe('sent');
  });

  test('goes to nobody who left, whose address is suppressed, or who may not receive yet', async () => {
    const course = await withMother();
    course.ports.settings.mayReceive = ['op@example.com'];
    expect(await toHer(course)).toBe('unreviewed');
    course.ports.settings.mayReceive = 'everyone';
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'bounced', at: NOW });
    expect(await toHer(course)).toBe('left');
    expect(await sendNote(course.ports)(NOTE, 'nobody')).toBe('left');
    expect(course.mails).toEqual([]);
    expect(await course.stores.notes.get('sub-1', 'note-a')).toBeNull();
  });

  test('waits while all sending is paused, and keeps the rate with the lessons', async () => {
    const course = await withMother();
    await course.stores.rate.pause(NOW + HOUR_MS, 'operator');
    expect(await toHer(course)).toBe('paused');
    await course.stores.rate.resume();
    const ids = ['a', 'b', 'c', 'd'];
    for (const id of ids) await course.joins({ ...LATER, id, address: `${id}@example.com` });
    const began = course.clock.machineNow();
    await sendNotes(course.ports)(NOTE, ids);
    const { moments } = await course.stores.rate.reserve(1, 10, began);
    expect(moments[0]).toBeGreaterThanOrEqual(began + 4 * 100);
  });
});

describe('without an answer from SES', () => {
  test('an event tells that it went, and it never goes again', async () => {
    const course = await withMother();
    course.ses.answer = unanswered;
    expect(await toHer(course)).toBe('open');
    const attempt = course.mails[0]?.tags['attempt'] ?? '';
    const event = { kind: 'delivery', at: NOW, attempt, messageId: 'm' } as const;
    const about = { kind: 'note', subscriber: 'sub-1', lesson: null, note: 'note-a', event } as const;
    expect(await course.record(about)).toBe('merged');
    expect(await course.record(about)).toBe('unchanged');
    course.pass(7 * HOUR_MS);
    expect(await toHer(course)).toBe('already');
    expect(course.mails).toHaveLength(1);
  });

  test('after six hours it is tried once more, and then given up', async () => {
    const course = await withMother();
    course.ses.answer = unanswered;
    expect([await toHer(course), await toHer(course)]).toEqual(['open', 'open']);
    // Its event may lie in the dead-letter queue as long as a lesson's.
    course.pass(6 * HOUR_MS);
    expect(await toHer(course)).toBe('open');
    expect(course.mails).toHaveLength(1);
    course.pass(HOUR_MS);
    expect(await toHer(course)).toBe('open');
    course.pass(7 * HOUR_MS);
    expect([await toHer(course), await toHer(course)]).toEqual(['unknown', 'already']);
    expect(course.mails).toHaveLength(2);
    expect(await audit(course.ports)()).toMatchObject({ notes: { unknown: 1, open: 0 } });
  });

  test('who pauses meanwhile gets no second attempt: it is given up, and the audit has nothing open', async () => {
    const course = await withMother();
    course.ses.answer = unanswered;
    await toHer(course);
    const rests = { state: 'paused', pausedUntil: '2026-02-09', restUntil: '2026-02-09' } as const;
    await course.stores.subscribers.replace({ ...(await herRecord(course)), ...rests }, 'pause');
    course.pass(7 * HOUR_MS);
    const whom = await noteRecipients(course.ports, { kind: 'all' }, NOTE, () => {});
    expect(whom.receives.map(({ id }) => id)).toEqual(['sub-1']);
    expect([await toHer(course), course.mails.length]).toEqual(['unknown', 1]);
    expect(await audit(course.ports)()).toMatchObject({ notes: { unknown: 1, open: 0 } });
    expect((await noteRecipients(course.ports, { kind: 'all' }, NOTE, () => {})).resting).toBe(1);
  });

  test('an event about someone who left makes no line', async () => {
    const course = await withMother();
    const event = { kind: 'delivery', at: NOW, attempt: 'attempt-z', messageId: 'm' } as const;
    const about = { kind: 'note', subscriber: 'sub-1', lesson: null, note: 'note-a', event } as const;
    expect(await course.record(about)).toBe('dropped');
    expect(await course.stores.notes.get('sub-1', 'note-a')).toBeNull();
  });
});

test.each([
  ['throttled', 'put-off', null],
  ['account', 'paused', null],
  ['message', 'failed', { state: 'failed' }],
] as const)('SES refuses it as %s: %s, and the claim is given back', async (why, outcome, line) => {
  const course = await withMother();
  course.ses.answer = () => ({ kind: 'refused', why, error: 'no' });
  expect(await toHer(course)).toBe(outcome);
  const standing = await course.stores.notes.get('sub-1', 'note-a');
  if (line === null) expect(standing).toBeNull();
  else expect(standing).toMatchObject(line);
});

test('of two processes that send the same note each mother gets it from one', async () => {
  const course = courseInMemory();
  const ids = ['a', 'b', 'c', 'd', 'e'];
  for (const id of ids) await course.joins({ ...LATER, id, address: `${id}@example.com` });
  const reports = await Promise.all([sendNotes(course.ports)(NOTE, ids), sendNotes(course.ports)(NOTE, ids)]);
  expect(reports.reduce((sum, { sent: one }) => sum + one, 0)).toBe(5);
  expect(course.mails.map(({ to }) => to).toSorted()).toEqual(ids.map((id) => `${id}@example.com`));
});

describe('killed at any call and started again', () => {
  /** The process dies at its `nth` call of a store or of SES, before or after the call took effect. */
  function dyingAt(course: CourseInMemory, nth: number, tookEffect: boolean) {
    let calls = 0;
    const dies = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
      calls += 1;
      if (calls > nth) throw new Error('killed');
      if (calls === nth && !tookEffect) throw new Error('killed');
      const answer = await call();
      if (calls === nth) throw new Error('killed');
      return answer;
    };
    const { notes, mailer, suppressions, subscribers } = course.ports;
    const dying: NoteStore = {
      get: (id, note) => dies(() => notes.get(id, note)),
      create: (line) => dies(() => notes.create(line)),
      replace: (line) => dies(() => notes.replace(line)),
      delete: (line) => dies(() => notes.delete(line)),
      all: (unreadable) => notes.all(unreadable),
    };
    return {
      ...course.ports,
      notes: dying,
      suppressions: { get: (id: string) => dies(() => suppressions.get(id)) },
      subscribers: { get: (id: string) => dies(() => subscribers.get(id)) },
      mailer: {
        send: (mail: Parameters<typeof mailer.send>[0], by: number) => dies(() => mailer.send(mail, by)),
      },
    };
  }

  const calls = Array.from({ length: 8 }, (_, index) => index + 1);
  test.each(calls.flatMap((nth) => [[nth, true] as const, [nth, false] as const]))(
    'call %i (took effect: %s): she gets it once, or twice only where SES said nothing for six hours',
    async (nth, tookEffect) => {
      const course = await withMother();
      await sendNote(dyingAt(course, nth, tookEffect))(NOTE, 'sub-1').catch(() => {});
      const wentBefore = course.mails.length;
      // SES tells of what it took, as it does within the hour.
      for (const { tags } of course.mails)
        await course.record({
          ...{ kind: 'note', subscriber: 'sub-1', lesson: null, note: 'note-a' },
          event: { kind: 'send', at: NOW, attempt: tags['attempt'] ?? '', messageId: 'm' },
        });
      course.pass(7 * HOUR_MS);
      await toHer(course);
      expect(course.mails).toHaveLength(1);
      expect(wentBefore).toBeLessThanOrEqual(1);
      expect(await audit(course.ports)()).toMatchObject({
        notes: { sent: 1, open: 0, unknown: 0, duplicates: 0 },
      });
    },
  );
});

test('who left since the list was made gets no line, not even one that a kill would leave standing', async () => {
  const course = await withMother();
  await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW });
  const { create } = course.ports.notes;
  const lines: string[] = [];
  course.ports.notes = {
    ...course.ports.notes,
    create: async (line) => {
      lines.push(line.id);
      return create(line);
    },
  };
  expect(await toHer(course)).toBe('left');
  expect(lines).toEqual([]);
});

test('who leaves while a note is on its way is answered once nothing can be accepted any more, and no line stays', async () => {
  const course = await withMother();
  let leftAt = 0;
  const leaving = { ...course.ports, enrolQueue: { send: async () => {} } };
  course.ses.answer = async (mail) => {
    await leaveNow(leaving, 'sub-1');
    leftAt = course.clock.machineNow();
    return { kind: 'accepted', messageId: mail.subject };
  };
  const began = course.clock.machineNow();
  expect(await toHer(course)).toBe('sent');
  expect(leftAt - began).toBeGreaterThanOrEqual(6_000);
  expect(await course.stores.subscribers.everything('sub-1')).toEqual([]);
  expect(await toHer(course)).toBe('left');
});

test('a second attempt that SES refuses for now leaves the first one as it stood', async () => {
  const course = await withMother();
  course.ses.answer = unanswered;
  await toHer(course);
  const standing = await course.stores.notes.get('sub-1', 'note-a');
  course.pass(7 * HOUR_MS);
  course.ses.answer = () => ({ kind: 'refused', why: 'throttled', error: 'slow down' });
  expect(await toHer(course)).toBe('put-off');
  expect((await course.stores.notes.get('sub-1', 'note-a'))?.attempts).toEqual(standing?.attempts);
});
