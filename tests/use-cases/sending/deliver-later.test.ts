import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../lib/domain/calendar.ts';
import { CANARY_ADDRESS } from '../../../lib/domain/canary.ts';
import { audit } from '../../../lib/use-cases/operator/audit.ts';
import { status } from '../../../lib/use-cases/operator/status.ts';
import { courseInMemory, herLine, herRecord, NOW } from '../course-in-memory.ts';

describe('pace', () => {
  test('moments past the time that this run has are left to the next', async () => {
    const course = courseInMemory({ rate: 0.05 });
    const all = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => course.joins({ id })));
    const outcomes = await course.deliver(all);
    expect(outcomes.filter((outcome) => outcome === 'deferred')).toHaveLength(2);
    expect(course.counted.get('AtCapacityRuns')).toBe(2);
  });

  test('a claim that took too long reserves another moment', async () => {
    const course = courseInMemory({ rate: 1 });
    const her = await course.joins();
    await course.stores.rate.reserve(1, 1, NOW);
    const { claim } = course.stores.subscribers;
    course.ports.subscribers = {
      ...course.ports.subscribers,
      claim: async (due, by) => {
        course.pass(2_000);
        await course.stores.rate.reserve(1, 1, course.clock.now());
        return claim(due, by);
      },
    };
    expect(await course.deliver([her])).toEqual(['sent']);
    expect(course.sentAt[0]).toBeGreaterThanOrEqual(NOW + 3_700);
  });

  test('a lesson whose moment comes too late for its call is put off, not sent', async () => {
    const course = courseInMemory({ rate: 1 });
    const her = await course.joins();
    const { claim } = course.stores.subscribers;
    course.ports.subscribers = {
      ...course.ports.subscribers,
      claim: async (due, by) => {
        course.pass(4_500);
        return claim(due, by);
      },
    };
    expect(await course.deliver([her])).toEqual(['put-off']);
    expect(course.mails).toEqual([]);
  });
});

test('before a review, lessons go to the simulator and to the operator only; others wait, still due, and told of', async () => {
  const course = courseInMemory();
  course.ports.settings.mayReceive = ['op@example.com'];
  const addresses = ['mother@example.com', 'op@example.com', 'success@simulator.amazonses.com'];
  const all = await Promise.all(
    addresses.map((address) => course.joins({ id: address.slice(0, 3), address })),
  );
  expect(await course.deliver(all)).toEqual(['unreviewed', 'sent', 'sent']);
  const [first] = all;
  expect(first && (await herLine(course, first))).toBeNull();
  const held = await herRecord(course, 'mot');
  expect(held).toMatchObject({ lessonNumber: 0, claim: null, dueOn: first?.dueOn });
  expect(held.dueAt).toBeGreaterThanOrEqual(NOW + HOUR_MS);
  expect(course.counted.get('LessonsUnreviewed')).toBe(1);
});

test('a lesson that waited for weeks for a review goes once when the course is reviewed, and no week before it is lost in silence', async () => {
  const course = courseInMemory();
  course.ports.settings.mayReceive = [];
  const her = await course.joins();
  for (let hour = 0; hour < 3; hour += 1) {
    const { id, dueAt } = await herRecord(course, her.id);
    course.set(dueAt);
    expect(await course.deliver([{ id, dueAt }])).toEqual(['unreviewed']);
  }
  course.pass(14 * 24 * HOUR_MS);
  course.ports.settings.mayReceive = 'everyone';
  const { id, dueAt } = await herRecord(course, her.id);
  expect(await course.deliver([{ id, dueAt }])).toEqual(['sent']);
  expect(await herRecord(course, her.id)).toMatchObject({ lessonNumber: 1 });
  expect(course.mails).toHaveLength(1);
});

describe('a session that is withheld', () => {
  test('goes to nobody, others go, and once it is released each lesson goes once with nothing lost', async () => {
    const course = courseInMemory();
    await course.stores.rate.withhold('1');
    const her = await course.joins();
    const other = await course.joins({ id: 'sub-2', birthDate: '2025-12-29' });
    expect(await course.deliver([her, other])).toEqual(['withheld', 'sent']);
    expect(await herRecord(course, her.id)).toMatchObject({ lessonNumber: 0, claim: null, dueOn: her.dueOn });
    expect(course.logged).toContainEqual(['lesson-withheld', { subscriber: her.id }]);
    expect(await audit(course.ports)()).toMatchObject({ due: 2, sent: 1, held: 1, late: 0, unaccounted: 0 });
    expect(await status(course.ports)).toMatchObject({ withheld: { '1': 1 }, late: 0, putOff: 0 });

    await course.stores.rate.release('1');
    const { id, dueAt } = await herRecord(course, her.id);
    course.set(dueAt);
    expect(await course.deliver([{ id, dueAt }])).toEqual(['sent']);
    expect(await audit(course.ports)()).toMatchObject({ due: 2, sent: 2, held: 0, skipped: 0 });
    expect(course.mails).toHaveLength(2);
  });

  test('goes to the canary all the same', async () => {
    const course = courseInMemory();
    await course.stores.rate.withhold('1');
    const canary = await course.joins({ address: CANARY_ADDRESS });
    expect(await course.deliver([canary])).toEqual(['sent']);
  });
});
