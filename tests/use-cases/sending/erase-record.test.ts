import { describe, expect, test } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { CANARY_ADDRESS } from '../../../lib/domain/canary.ts';
import { eraseLeftovers, eraseRecord, eraseRest } from '../../../lib/use-cases/sending/erase-record.ts';
import { line, sent } from '../../builders.ts';
import { signUp } from '../../contracts/records.ts';
import { type CourseInMemory, courseInMemory, NOW } from '../course-in-memory.ts';

/** What a deletion cut short left: a line of the run that is over, and a sign-up, of the moment `signedUpAt`. */
async function cutShort(signedUpAt: number): Promise<CourseInMemory> {
  const course = courseInMemory();
  await course.stores.ledger.put(line({ run: 'over' }));
  await course.stores.subscribers.putSignUp(signUp({ at: signedUpAt, expiresAt: NOW + 7 * DAY_MS }));
  await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW });
  return course;
}
const kinds = async ({ stores }: CourseInMemory) =>
  (await stores.subscribers.everything('sub-1')).map(({ kind }) => kind);

test.each([
  ['before she left', NOW - 1, []],
  ['in the millisecond in which she left', NOW, []],
  ['since she left', NOW + 1, ['sign-up']],
] as const)('while she is suppressed, a sign-up %s: what is kept', async (_when, at, kept) => {
  const course = await cutShort(at);
  await eraseRest(course.ports, 'sub-1', 'over');
  expect(await kinds(course)).toEqual(kept);
});

test('who is suppressed no more keeps all but that run', async () => {
  const course = await cutShort(NOW - 1);
  await course.stores.suppressions.liftLeft('sub-1', NOW + 1);
  await eraseRest(course.ports, 'sub-1', 'over');
  expect(await kinds(course)).toEqual(['sign-up']);
});

test('who has a record of another run keeps all but the one that is over', async () => {
  const course = await cutShort(NOW - 1);
  const her = await course.joins();
  await course.stores.ledger.put(line({ run: her.run }));
  await eraseRest(course.ports, 'sub-1', 'over');
  expect((await kinds(course)).toSorted()).toEqual(['profile', 'sign-up', 'week']);
  await eraseRest(course.ports, 'sub-1', her.run);
  expect(await kinds(course)).toEqual(['profile']);
});

test.each([
  ['in the millisecond in which she left', NOW, []],
  ['since she left', NOW + 1, ['sign-up', 'week']],
] as const)('of who has no record and signed up %s, leftovers: what is kept', async (_when, at, kept) => {
  const course = await cutShort(at);
  await eraseLeftovers(course.ports, 'sub-1');
  expect((await kinds(course)).toSorted()).toEqual(kept);
});

describe('what erasing counts', () => {
  const left = async (course: CourseInMemory) =>
    (await course.stores.counts.all()).flatMap(({ counts }) => Object.entries(counts));

  test.each([
    ['nothing yet', [], 'left:none'],
    ['a session', sent(['10'], '2026-01-05').recent, 'left:10'],
  ])('after %s she left after it', async (_, recent, name) => {
    const course = courseInMemory();
    await course.joins({ recent });
    await eraseRecord(course.ports, 'sub-1', 'leave');
    expect(await left(course)).toEqual([[name, 1]]);
  });

  test('is nothing for the canary, and for who is not here', async () => {
    const course = courseInMemory();
    await course.joins({ address: CANARY_ADDRESS });
    expect(await eraseRecord(course.ports, 'sub-1', 'leave')).toMatchObject({ address: CANARY_ADDRESS });
    expect(await eraseRecord(course.ports, 'sub-1', 'leave')).toBeNull();
    expect(await left(course)).toEqual([]);
  });
});

test('a note that is on its way is waited for, and what it wrote meanwhile goes too', async () => {
  const course = courseInMemory();
  await course.joins();
  let deletions = 0;
  course.ports.subscribers.deleteRest = async () => {
    deletions += 1;
    return { mayBeSending: deletions === 1 };
  };
  await eraseRecord(course.ports, 'sub-1', 'leave');
  expect([course.clock.now(), deletions]).toEqual([NOW + 6 * SECOND_MS, 2]);
});
