import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import type { SignUp } from '../../../lib/ports/subscriber-store.ts';
import { confirm, showConfirmation } from '../../../lib/use-cases/web/confirm.ts';
import { signUp } from '../../contracts/records.ts';
import { tokens } from '../../simulation/ports.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW, sesEvent } from '../course-in-memory.ts';

const LINK = 'sign-up-b';

async function asks(course: CourseInMemory, overrides: Partial<SignUp> = {}): Promise<string> {
  const at = course.clock.now();
  const asked = signUp({ signUpId: LINK, birthDate: '2026-01-04', at, expiresAt: at + DAY_MS, ...overrides });
  await course.stores.subscribers.putSignUp(asked);
  return tokens.sign('confirm', { id: asked.id, subject: asked.signUpId });
}

test('a link that is none, and one whose sign-up is gone, look the same', async () => {
  const { ports } = courseInMemory();
  const unknown = await tokens.sign('confirm', { id: 'sub-1', subject: LINK });
  for (const token of ['no token', unknown]) {
    expect(await showConfirmation(ports)(token)).toEqual({ kind: 'gone' });
    expect(await confirm(ports)(token)).toEqual({ kind: 'gone' });
  }
});

test('it asks with how long ago the birth was, or without a date', async () => {
  const course = courseInMemory();
  const dated = await asks(course);
  expect(await showConfirmation(course.ports)(dated)).toMatchObject({ kind: 'ask', weeksAgo: 1 });
  const undated = await asks(course, { birthDate: null });
  expect(await showConfirmation(course.ports)(undated)).toMatchObject({ kind: 'ask', weeksAgo: null });
});

test('pressed twice it begins one run, and the second press says so', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ kind: 'confirmed', already: false });
  const { run } = await herRecord(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ kind: 'confirmed', already: true });
  expect(await showConfirmation(course.ports)(token)).toMatchObject({ kind: 'confirmed', already: true });
  expect((await herRecord(course)).run).toBe(run);
});

test('killed after the record was written, the next press stores the consent and forgets the sign-up', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  await confirm(course.ports)(token);
  await asks(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ already: true });
  expect(await course.stores.subscribers.getSignUp('sub-1')).toBeNull();
});

test('with the date that she has, her course stays, also when something else is written meanwhile', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  const token = await asks(course, { birthDate: her.birthDate });
  const { replace } = course.stores.subscribers;
  let meanwhile = 0;
  const subscribers = {
    ...course.stores.subscribers,
    replace: async (...change: Parameters<typeof replace>) =>
      meanwhile++ === 0 ? ('conflict' as const) : replace(...change),
  };
  expect(await confirm({ ...course.ports, subscribers })(token)).toMatchObject({ already: true });
  expect(await herRecord(course)).toMatchObject({ run: her.run, signUpId: LINK });
  expect(meanwhile).toBe(2);
});

test('a send of the old run that is under way is waited out, and its week is unknown', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.stores.subscribers.claim(her, { attempt: 'a', at: NOW, sendBy: NOW + 5 * SECOND_MS });
  const token = await asks(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ already: false });
  expect(course.clock.now()).toBeGreaterThan(NOW + 5 * SECOND_MS);
  expect(await course.stores.ledger.get(her.id, her.run, her.dueOn)).toMatchObject({ state: 'unknown' });
});

test('a claim that is long over is not waited for', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.stores.subscribers.claim(her, { attempt: 'a', at: NOW, sendBy: NOW + 5 * SECOND_MS });
  course.pass(10 * MINUTE_MS);
  const token = await asks(course);
  await confirm(course.ports)(token);
  expect(course.clock.now()).toBe(NOW + 10 * MINUTE_MS);
});

test('of who left since, nothing begins; of who left before, everything', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW + 1 });
  expect(await confirm(course.ports)(token)).toEqual({ kind: 'gone' });
  course.pass(MINUTE_MS);
  expect(await confirm(course.ports)(await asks(course))).toMatchObject({ already: false });
});

test('an address that bounced is blocked, and a link of the run that bounced is dead', async () => {
  const course = courseInMemory();
  const her = await course.joins({ signUpId: LINK });
  await course.record(sesEvent(her, 'attempt-0000000001', { kind: 'bounce' }));
  const token = await asks(course);
  for (const answer of [await showConfirmation(course.ports)(token), await confirm(course.ports)(token)])
    expect(answer).toEqual({ kind: 'blocked' });
});

test('leaving between the read and the write undoes the write', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  const { confirm: write } = course.stores.subscribers;
  const subscribers = {
    ...course.stores.subscribers,
    confirm: async (...record: Parameters<typeof write>) => {
      await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW + SECOND_MS });
      return write(...record);
    },
  };
  expect(await confirm({ ...course.ports, subscribers })(token)).toEqual({ kind: 'gone' });
  expect(await course.stores.subscribers.everything('sub-1')).toEqual([]);
});
