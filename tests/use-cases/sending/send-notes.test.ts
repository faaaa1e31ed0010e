import { describe, expect, test } from 'vitest';
import { sendNotes } from '../../../lib/use-cases/sending/send-notes.ts';
import { courseInMemory, unanswered } from '../course-in-memory.ts';
import { LATER, NOTE } from '../sample-note.ts';

describe('a round of notes', () => {
  test('that SES puts off is tried again, and who is put off to the end is counted so', async () => {
    const course = courseInMemory();
    await course.joins(LATER);
    let refusals = 0;
    course.ses.answer = () => {
      refusals += 1;
      return refusals < 3
        ? { kind: 'refused', why: 'throttled', error: 'slow down' }
        : { kind: 'accepted', messageId: 'third' };
    };
    let done = 0;
    const report = await sendNotes(course.ports)(NOTE, ['sub-1'], () => {
      done += 1;
    });
    expect([report.sent, done, course.mails.length]).toEqual([1, 1, 3]);
  });

  test('ends when the account is refused, and whoever was not come to counts as paused', async () => {
    const course = courseInMemory({ rate: 1_000 });
    const many = Array.from({ length: 40 }, (_, index) => `m${index}`);
    for (const id of many) await course.joins({ ...LATER, id, address: `${id}@example.com` });
    course.ses.answer = () => ({ kind: 'refused', why: 'account', error: 'sandbox' });
    const report = await sendNotes(course.ports)(NOTE, many);
    expect([report.sent, report.paused]).toEqual([0, 40]);
    expect(course.mails.length).toBeLessThan(40);
  });

  test('leaves out nobody but her whose record cannot be read, and ends where every call fails', async () => {
    const course = courseInMemory();
    for (const id of ['a', 'throttled', 'c'])
      await course.joins({ ...LATER, id, address: `${id}@example.com` });
    const { get } = course.ports.subscribers;
    course.ports.subscribers.get = async (id) => {
      if (id === 'throttled') throw new Error('throttled');
      return get(id);
    };
    const report = await sendNotes(course.ports)(NOTE, ['throttled', 'a', 'c']);
    expect([report.sent, report['put-off']]).toEqual([2, 1]);
    await expect(sendNotes(course.ports)(NOTE, ['throttled'])).rejects.toThrow('throttled');
  });

  test('without any answer from SES pauses all sending, as lessons do', async () => {
    const course = courseInMemory({ rate: 1_000 });
    const many = Array.from({ length: 60 }, (_, index) => `m${index}`);
    for (const id of many) await course.joins({ ...LATER, id, address: `${id}@example.com` });
    course.ses.answer = unanswered;
    await sendNotes(course.ports)(NOTE, many);
    expect((await course.stores.rate.state()).cause).toBe('circuit');
  });
});
