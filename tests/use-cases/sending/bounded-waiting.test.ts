import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { type CourseInMemory, courseInMemory, NOW, unanswered } from '../course-in-memory.ts';

const QUARTER_MS = 15 * MINUTE_MS;

test('a lost message is queued again within two hours though the queue is never empty (6)', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  neverEmpty(course, 50);
  while (course.clock.now() + QUARTER_MS <= NOW + 2 * HOUR_MS) {
    course.pass(QUARTER_MS);
    await course.reconcile();
  }
  expect(course.queued.filter(({ id }) => id === her.id).length).toBeGreaterThanOrEqual(1);
  expect(course.queued.filter(({ id }) => id === her.id).length).toBeLessThanOrEqual(3);
});

test('so are more lost messages than SES can take in two minutes', async () => {
  const course = courseInMemory({ rate: 0.025 });
  const ids = Array.from({ length: 12 }, (_, index) => `lost-${index}`);
  for (const id of ids) await course.joins({ id, dueAt: NOW - MINUTE_MS });
  for (let run = 0; run < 4; run += 1) {
    await course.dispatch();
    course.queued.length = 0;
  }
  neverEmpty(course, 20);
  for (let run = 0; run < 7; run += 1) {
    course.pass(QUARTER_MS);
    await course.reconcile();
  }
  const again = new Set(course.queued.map(({ id }) => id).filter((id) => id.startsWith('lost')));
  expect(again.size).toBe(12);
});

test('rows of a backlog that were queued a moment ago are not queued twice', async () => {
  const course = courseInMemory();
  for (let index = 0; index < 10; index += 1)
    await course.joins({ id: `late-${index}`, dueAt: NOW - 3 * HOUR_MS + index });
  await course.dispatch();
  await course.reconcile();
  course.pass(QUARTER_MS);
  await course.reconcile();
  expect(course.queued).toHaveLength(10);
});

test('while an event lies in the dead-letter queue the second attempt waits as for a busy queue (7)', async () => {
  const course = await unknownForAnHour();
  course.events.deadLettered = 1;
  expect(await course.reconcile()).toMatchObject({ open: 1, 'second-attempt': 0 });
  course.pass(4 * HOUR_MS);
  expect(await course.reconcile()).toMatchObject({ open: 1, 'second-attempt': 0 });
  course.pass(HOUR_MS);
  expect(await course.reconcile()).toMatchObject({ 'second-attempt': 1 });
});

test('once it is redriven and recorded, the second attempt is made after the hour', async () => {
  const course = await unknownForAnHour();
  expect(await course.reconcile()).toMatchObject({ 'second-attempt': 1 });
});

test('an event queue that does not answer counts as a busy one', async () => {
  const course = await unknownForAnHour();
  course.ports.events = {
    ...course.ports.events,
    deadLettered: () => Promise.reject(new Error('throttled')),
  };
  expect(await course.reconcile()).toMatchObject({ open: 1, failed: 0 });
  course.pass(5 * HOUR_MS);
  expect(await course.reconcile()).toMatchObject({ 'second-attempt': 1 });
});

/** The queue holds messages of others that are never worked off; what it held before is lost. */
function neverEmpty(course: CourseInMemory, waiting: number): void {
  course.queued.length = 0;
  course.queued.push(
    ...Array.from({ length: waiting }, (_, index) => ({ id: `stuck-${index}`, dueAt: NOW })),
  );
}

async function unknownForAnHour(): Promise<CourseInMemory> {
  const course = courseInMemory();
  const her = await course.joins();
  course.ses.answer = unanswered;
  await course.deliver([her]);
  course.pass(10 * SECOND_MS);
  await course.dispatch();
  course.pass(HOUR_MS + MINUTE_MS);
  return course;
}
