import { describe, expect, test } from 'vitest';
import { leaveNow } from '../../../lib/use-cases/web/leave.ts';
import { signUp } from '../../contracts/records.ts';
import { type CourseInMemory, courseInMemory, NOW, sesEvent } from '../course-in-memory.ts';

const FORGET = { kind: 'forget', forget: { id: 'sub-1', run: null } } as const;
const LESSON = { number: 1, session: '10', level: null, on: '2026-01-12' } as const;

/** Someone whose record has `run`, which no release wrote, and a tick that is written once she is gone. */
async function joined(run: string | null): Promise<CourseInMemory> {
  const course = courseInMemory();
  const her = await course.joins();
  const item = course.tables.profiles.get(her.id) ?? {};
  const { run: _, ...rest } = item;
  course.tables.profiles.set(her.id, run === null ? rest : { ...rest, run: { S: run } });
  return course;
}

const held = async ({ stores }: CourseInMemory) =>
  (await stores.subscribers.everything('sub-1')).map(({ kind }) => kind);

describe.each([
  ['is missing', null],
  ['is none that a message could carry', 'RUN 1'],
])('a record whose run %s', (_, run) => {
  test.each(['leaving', 'a complaint'])('%s erases it, and has the deletion repeated (5)', async (what) => {
    const course = await joined(run);
    if (what === 'leaving') await leaveNow(course.ports, 'sub-1');
    else await course.record(sesEvent(await other(course), 'attempt-0000000001', { kind: 'complaint' }));
    expect(await held(course)).toEqual([]);
    expect(course.enrolQueue).toEqual([{ message: FORGET, delaySeconds: 300 }]);
    await course.stores.training.putDone('sub-1', 'run1', LESSON, 1);
    for (const { message } of course.enrolQueue) await course.enrol(message);
    expect(await held(course)).toEqual([]);
  });

  test('a deletion that was killed before it began is finished', async () => {
    const course = await joined(run);
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW });
    await course.enrol(FORGET);
    expect(await held(course)).toEqual([]);
  });

  test('a message that comes late keeps what she signed up for since, and what nobody left', async () => {
    const course = await joined(run);
    await course.enrol(FORGET);
    expect(await held(course)).toHaveLength(1);
    await course.stores.subscribers.putSignUp(signUp({ at: NOW + 1, expiresAt: NOW + 2 }));
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW });
    await course.enrol(FORGET);
    expect(await held(course)).toEqual(['sign-up']);
  });
});

test('who came back has a run that can be read, and keeps it', async () => {
  const course = courseInMemory();
  await course.joins();
  await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW });
  await course.enrol(FORGET);
  expect(await held(course)).toEqual(['profile']);
});

/** Her lesson as SES tells of it. */
async function other(course: CourseInMemory) {
  const lesson = await course.joins({ id: 'sub-2' });
  return { ...lesson, id: 'sub-1' };
}
