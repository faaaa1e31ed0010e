import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { eraseLeftovers } from '../../../lib/use-cases/sending/erase-record.ts';
import { consent, signUp } from '../../contracts/records.ts';
import { type CourseInMemory, courseInMemory, NOW, sesEvent } from '../course-in-memory.ts';

const kept = async ({ stores }: CourseInMemory) => (await stores.subscribers.everything('sub-1')).length;

async function leftAPiece(): Promise<CourseInMemory> {
  const course = courseInMemory();
  await course.stores.subscribers.putConsent('sub-1', 'run1', consent());
  return course;
}

describe('what a killed function left of someone', () => {
  test('is erased where she is suppressed and has no record', async () => {
    const course = await leftAPiece();
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW });
    await eraseLeftovers(course.ports, 'sub-1');
    expect(await kept(course)).toBe(0);
  });

  test('stays where nothing stands against her', async () => {
    const course = await leftAPiece();
    await eraseLeftovers(course.ports, 'sub-1');
    expect(await kept(course)).toBe(1);
  });

  test('stays where she signed up since, and goes where that was before', async () => {
    const course = await leftAPiece();
    const waits = signUp({ at: NOW, expiresAt: NOW + DAY_MS });
    await course.stores.subscribers.putSignUp(waits);
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW - 1 });
    await eraseLeftovers(course.ports, 'sub-1');
    expect(await kept(course)).toBe(2);
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW + 1 });
    await eraseLeftovers(course.ports, 'sub-1');
    expect(await kept(course)).toBe(0);
  });

  test('stays where she has a record', async () => {
    const course = await leftAPiece();
    await course.joins();
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW });
    const before = await kept(course);
    await eraseLeftovers(course.ports, 'sub-1');
    expect(await kept(course)).toBe(before);
  });
});

describe('an event of who bounced', () => {
  test('without a line changes nothing', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.record(sesEvent(her, 'attempt-0000000001', { kind: 'bounce' }));
    expect(await course.record(sesEvent(her, 'attempt-0000000001', { kind: 'delivery' }))).toBe('dropped');
  });
});

describe('a link that is mailed afresh', () => {
  const changeLink = { id: 'sub-1', run: 'run1', changeId: 'change-1', at: NOW };

  test('is dropped for who is not here, for who bounced, and for a change that is gone', async () => {
    const course = courseInMemory();
    expect(await course.enrol({ kind: 'change-link', changeLink })).toBe('dropped');
    const her = await course.joins();
    expect(await course.enrol({ kind: 'change-link', changeLink: { ...changeLink, run: her.run } })).toBe(
      'dropped',
    );
    await course.record(sesEvent(her, 'attempt-0000000001', { kind: 'bounce' }));
    expect(await course.enrol({ kind: 'change-link', changeLink: { ...changeLink, run: her.run } })).toBe(
      'dropped',
    );
    expect(course.mails).toEqual([]);
  });
});
