import { describe, expect, test } from 'vitest';
import type { Receiving } from '../../../lib/domain/subscriber.ts';
import { webUseCases } from '../../../lib/use-cases/web/web-use-cases.ts';
import { sent } from '../../builders.ts';
import { type CourseInMemory, courseInMemory, herRecord } from '../course-in-memory.ts';
import { LATER } from '../sample-note.ts';

async function open(overrides: Partial<Receiving> = {}) {
  const course = courseInMemory();
  const { state: _, ...fields } = { ...LATER, ...sent(['7', '8', '9'], '2026-01-10'), ...overrides };
  await course.joins({ ...fields, state: 'active' });
  const settings = { ...course.ports.settings, signUpsPerHourPerNetwork: 9, signUpsPerHourInAll: 9 };
  const web = webUseCases({ ...course.ports, lessonQueue: course.ports.queue, settings });
  const token = `preferences.sub-1.${(await herRecord(course)).run}.`;
  return {
    course,
    web,
    change: (typed: Record<string, string>) => web.changePreferences(token, typed),
    token,
  };
}

const pauses = async (course: CourseInMemory) => {
  const rests = { state: 'paused', pausedUntil: '2026-02-09', restUntil: '2026-02-09' } as const;
  await course.stores.subscribers.replace({ ...(await herRecord(course)), ...rests }, 'pause');
};

describe('her preferences', () => {
  test('of a link that stands for nobody are not shown, and not changed', async () => {
    const { web } = await open();
    const nobody = 'preferences.nobody.run.';
    expect(await web.showPreferences(nobody)).toBeNull();
    expect(await web.changePreferences(nobody, { sendHour: '7' })).toEqual({ kind: 'unknown' });
  });

  test('say until when she pauses, and no level to who is not in the loop', async () => {
    const { course, web, token } = await open();
    expect(await web.showPreferences(token)).toMatchObject({ pausedUntil: null, level: null });
    await pauses(course);
    expect(await web.showPreferences(token)).toMatchObject({ pausedUntil: '2026-02-09' });
  });

  test('tell where a change of date or pace leads her, and of any other change nothing of the kind', async () => {
    const { change } = await open({ pace: 'standard' });
    expect(await change({ sendHour: '7' })).toMatchObject({ kind: 'saved', changes: { movedTo: null } });
    const slower = await change({ pace: 'gentle' });
    expect(slower).toMatchObject({ kind: 'saved', changes: { movedTo: expect.any(String) } });
    expect(slower).toMatchObject({ changes: { paused: false, resumed: false, asked: null } });
  });

  test('tell of the end of a pause only where there was one', async () => {
    const { course, change } = await open();
    expect(await change({ resume: 'yes' })).toMatchObject({ changes: { resumed: false } });
    await pauses(course);
    expect(await change({ sendHour: '7' })).toMatchObject({ changes: { resumed: false } });
    expect(await change({ resume: 'yes' })).toMatchObject({ changes: { resumed: true } });
  });

  test('are noted in the log by her id alone', async () => {
    const { course, change } = await open();
    await change({ sendHour: '7' });
    expect(course.noted).toContainEqual(['preferences-changed', { subscriber: 'sub-1' }]);
  });
});
