import { describe, expect, test } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { CANARY_ADDRESS } from '../../../lib/domain/canary.ts';
import { deliver } from '../../../lib/use-cases/sending/deliver.ts';
import { COURSE } from '../../course.ts';
import { courseInMemory, NOW } from '../course-in-memory.ts';

describe('what the operator learns of a send', () => {
  test('that it went, and how long after it was due', async () => {
    const course = courseInMemory();
    const her = await course.joins({ dueAt: NOW - 3 * MINUTE_MS });
    expect(await course.deliver([her])).toEqual(['sent']);
    expect(course.counted.get('LessonsSent')).toBe(1);
    expect(course.measured).toEqual([['SendDelayMs', 3 * MINUTE_MS]]);
  });

  test('of the canary no delay', async () => {
    const course = courseInMemory();
    expect(await course.deliver([await course.joins({ address: CANARY_ADDRESS })])).toEqual(['sent']);
    expect(course.measured).toEqual([]);
  });

  test('of a lesson that could not be written, whose it is', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ports.letters = {
      ...course.ports.letters,
      lesson: () => {
        throw new Error('no such word');
      },
    };
    await course.deliver([her]);
    expect(course.logged).toContainEqual(['lesson-not-written', { subscriber: her.id }]);
  });

  test('of someone who is suppressed, whose it is and why', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.stores.suppressions.put({ id: her.id, reason: 'complained', at: NOW });
    expect(await course.deliver([her])).toEqual(['taken']);
    expect(course.logged).toEqual([['suppressed-not-sent', { subscriber: her.id, reason: 'complained' }]]);
  });

  test('of a claim that could not be given back, whose it is and which attempt', async () => {
    const course = courseInMemory();
    const her = await course.joins();
    course.ports.suppressions.get = () => Promise.reject(new Error('throttled'));
    course.ports.subscribers.unclaim = () => Promise.reject(new Error('throttled as well'));
    expect(await course.deliver([her])).toEqual(['threw']);
    const attempt = 'attempt-0000000001';
    expect(course.logged).toEqual([['claim-not-given-back', { subscriber: her.id, attempt }]]);
  });

  test.each([
    ['withheld', { LessonsWithheld: 1 }],
    ['unreviewed', { LessonsUnreviewed: 1 }],
  ] as const)('of a lesson that is %s, that one more is', async (why, counts) => {
    const course = courseInMemory(why === 'unreviewed' ? { mayReceive: [] } : {});
    const her = await course.joins();
    if (why === 'withheld')
      for (const session of COURSE.sessions.keys()) await course.stores.rate.withhold(session);
    expect(await course.deliver([her])).toEqual([why]);
    expect(Object.fromEntries(course.counted)).toEqual(counts);
    expect(course.logged).toEqual([[`lesson-${why}`, { subscriber: her.id }]]);
  });
});

describe('a pause of sending', () => {
  test.each([
    ['has just ended', 0, 'sent'],
    ['ends in a millisecond', 1, 'deferred'],
  ])('that %s', async (_, later, outcome) => {
    const course = courseInMemory();
    const her = await course.joins();
    await course.stores.rate.pause(NOW + later, 'quota');
    expect(await course.deliver([her])).toEqual([outcome]);
  });
});

test.each([
  ['as long as one send may take: it goes', 0, 'sent', undefined],
  ['a millisecond less: it waits, and the run was at capacity', -1, 'deferred', 1],
])('a run that has left %s', async (_, off, outcome, atCapacity) => {
  const course = courseInMemory();
  const her = await course.joins();
  const moment = course.clock.machineNow();
  course.ports.rate = {
    ...course.ports.rate,
    reserve: async () => ({ moments: [moment], state: await course.stores.rate.state() }),
  };
  const [done] = await deliver(course.ports)([her], moment + 5 * SECOND_MS + off);
  expect(done).toMatchObject({ status: 'fulfilled', value: outcome });
  expect(course.counted.get('AtCapacityRuns')).toBe(atCapacity);
});

test.each([
  ['none is running: it is not written', 0, 0],
  ['some are running: they end', 2, 1],
])('an answer of SES ends the row of unknown ones; where %s', async (_, running, times) => {
  const course = courseInMemory();
  const her = await course.joins();
  for (let unknown = 0; unknown < running; unknown += 1) await course.stores.rate.countUnknown();
  let cleared = 0;
  course.ports.rate.clearUnknowns = async () => {
    cleared += 1;
  };
  expect(await course.deliver([her])).toEqual(['sent']);
  expect(cleared).toBe(times);
});
