import { expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { eraseLeftovers, eraseRest } from '../../../lib/use-cases/sending/erase-record.ts';
import { line } from '../../builders.ts';
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
