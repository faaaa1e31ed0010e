import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { changeByHand, moveSubscriber, pauseByHand } from '../../../lib/use-cases/operator/by-hand.ts';
import { sent } from '../../builders.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW } from '../course-in-memory.ts';

const PROGRESS = { birthDate: '2025-06-30', anchor: '2025-07-02', ...sent(['24', '25'], '2026-01-05') };

async function withMother(overrides = {}): Promise<CourseInMemory> {
  const course = courseInMemory();
  await course.joins({ ...PROGRESS, dueAt: NOW + DAY_MS, dueOn: '2026-01-13', sendDay: 2, ...overrides });
  return course;
}

describe('a change by hand', () => {
  test('counts at once, also where it raises her ceiling, and is told in her next mail', async () => {
    const course = await withMother({ pace: 'gentle' });
    const typed = { birthDate: '2025-06-02', pace: 'standard', sendDay: 'thu' };
    const changed = await changeByHand(course.ports)('sub-1', typed);
    expect(changed).toMatchObject({
      kind: 'done',
      after: {
        birthDate: '2025-06-02',
        pace: 'standard',
        sendDay: 4,
        dueOn: '2026-01-15',
        byHand: 'changed',
      },
    });
    const her = await herRecord(course);
    course.set(her.dueAt);
    await course.deliver([{ id: her.id, dueAt: her.dueAt }]);
    expect((await herRecord(course)).byHand).toBeNull();
    expect(await course.stores.ledger.of('sub-1', 1)).toMatchObject([
      { reason: 'changed by hand, date or pace changed, next' },
    ]);
  });

  test('is all or nothing, and says what is wrong', async () => {
    const course = await withMother();
    expect(await changeByHand(course.ports)('sub-1', { pace: 'fast', sendDay: 'tue' })).toMatchObject({
      kind: 'invalid',
      problems: [{ input: 'pace', code: 'pace-unknown' }],
    });
    expect(await herRecord(course)).toMatchObject({ byHand: null, revision: 1 });
  });

  test('of nobody, or of someone who gets nothing any more, does nothing', async () => {
    const course = await withMother();
    expect(await changeByHand(course.ports)('sub-9', {})).toEqual({ kind: 'nobody' });
    const { claim: _, tries: __, dueAt: ___, dueOn: ____, ...her } = await herRecord(course);
    await course.stores.subscribers.replace(
      { ...her, state: 'stopped', why: 'bounced', eraseAt: NOW + DAY_MS },
      'stop',
    );
    expect(await moveSubscriber(course.ports)('sub-1', '3')).toEqual({ kind: 'stopped' });
  });
});

test('a move by hand is what deliver sends', async () => {
  const course = await withMother({ dueAt: NOW, dueOn: '2026-01-12' });
  expect(await moveSubscriber(course.ports)('sub-1', '9')).toMatchObject({ next: { session: '9' } });
  await course.deliver([{ id: 'sub-1', dueAt: NOW }]);
  expect(await course.stores.ledger.of('sub-1', 1)).toMatchObject([
    { session: '9', reason: 'moved by hand' },
  ]);
});

describe('a pause by hand', () => {
  test('moves her next lesson past its end, and ends today when it is taken back', async () => {
    const course = await withMother();
    expect(await pauseByHand(course.ports)('sub-1', 3)).toMatchObject({
      after: { state: 'paused', pausedUntil: '2026-02-02', dueOn: '2026-02-03' },
    });
    expect(await pauseByHand(course.ports)('sub-1', 'resume')).toMatchObject({
      after: { state: 'active', dueOn: '2026-01-13', byHand: 'resumed' },
    });
    expect(await pauseByHand(course.ports)('sub-1', 'resume')).toEqual({ kind: 'not-paused' });
  });
});

test('what she changed meanwhile is read again, and nothing of it is lost', async () => {
  const course = await withMother();
  const { replace } = course.ports.subscribers;
  let first = true;
  course.ports.subscribers.replace = async (next, ...rest) => {
    if (first) {
      first = false;
      await replace({ ...(await herRecord(course)), firstName: 'Bea' }, 'change');
    }
    return replace(next, ...rest);
  };
  expect(await changeByHand(course.ports)('sub-1', { pace: 'gentle' })).toMatchObject({ kind: 'done' });
  expect(await herRecord(course)).toMatchObject({ firstName: 'Bea', pace: 'gentle', revision: 3 });
});
