import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANARY_ADDRESS } from '../../lib/domain/canary.ts';
import { FUNCTIONS } from '../../lib/infrastructure/bundling.ts';
import { WHOLE_COURSE } from '../whole-course.ts';
import { courseAtWork } from './course-at-work.ts';
import type { DeployedCourse } from './deployed-course.ts';
import { refusedCalls } from './policies.ts';

/**
 * The whole story of a mother, told by the canary to the built bundles over HTTP: the form, the confirmation, the
 * lesson, its events, the page and leaving, with DynamoDB, SQS, SNS, SES and Secrets Manager as the template has them.
 * `WHOLE_COURSE=1` runs it; `.ci/run` does.
 */

describe.runIf(WHOLE_COURSE)('the canary', () => {
  let course: DeployedCourse;

  beforeAll(async () => {
    course = await courseAtWork();
    await course.invoke('canary', { do: 'check' });
    await course.invoke('canary', { do: 'story' });
  });

  afterAll(async () => {
    await course[Symbol.asyncDispose]();
  });

  test('the canary finds the site up and its story ends as it should', () => {
    expect(course.log()).not.toContain('canary-failed');
    expect(course.log()).toContain('"CheckFinished":[1]');
    expect(course.log()).toContain('"StoryFinished":[1]');
  });

  test('she got a confirmation and a lesson, both at SES’s simulator', () => {
    expect(course.mails.map(({ form }) => form.get('Destinations.member.1'))).toEqual([
      CANARY_ADDRESS,
      CANARY_ADDRESS,
    ]);
  });

  test('nothing of her is left, and nothing of her is counted', async () => {
    const stored = await course.stored();
    expect(stored.filter((item) => /PROFILE|SIGNUP|CONSENT|SEND#/.test(item))).toEqual([]);
    expect(stored.filter((item) => item.includes('COUNT#'))).toEqual([]);
  });

  test('every metric that its silence is watched by is written in the line that CloudWatch reads', () => {
    const line = course
      .log()
      .split('\n')
      .find((one) => one.includes('StoryFinished'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      service: 'strong-weeks-live',
      _aws: { CloudWatchMetrics: [{ Namespace: 'StrongWeeks', Metrics: [{ Name: 'StoryFinished' }] }] },
    });
  });

  describe('what a function calls on the way, its role allows:', () => {
    // The others are held against their roles in built-bundles.test.ts: the story does not pass by them.
    const ELSEWHERE: readonly string[] = ['dispatch', 'reconcile', 'rotate', 'training'];
    const AT_WORK = FUNCTIONS.filter((name) => !ELSEWHERE.includes(name));

    test.each(AT_WORK)('%s', (name) => {
      const calls = course.called(name);
      expect(calls.length).toBeGreaterThan(0);
      expect(refusedCalls(course.stack, name, calls)).toEqual([]);
    });
  });
});
