import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../../lib/domain/calendar.ts';
import { EVENT_KINDS, type EventKind } from '../../../lib/domain/sending/ledger.ts';
import type { Active, AttemptId } from '../../../lib/domain/subscriber.ts';
import { courseInMemory, herRecord, NOW, sesEvent, unanswered } from '../course-in-memory.ts';

/** An event about one of three lessons: two that SES took, and a third whose answer was lost. */
interface Told {
  lesson: 0 | 1 | 2;
  kind: EventKind;
  /** Minutes until it is recorded. */
  delay: number;
}

const told = fc.record({
  lesson: fc.constantFrom(0, 1, 2),
  kind: fc.constantFrom(...EVENT_KINDS),
  delay: fc.nat(40),
});

/** At most one complaint, since the first one erases her: of two the session that is counted is the first one's. */
const history = fc
  .array(told, { minLength: 1, maxLength: 9 })
  .filter((events) => new Set(events.filter(isComplaint).map(({ lesson }) => lesson)).size <= 1);

test('events of every kind end the same in any order, repeated and late, with the same counts and metrics (Q7)', async () => {
  const orders = history.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 3 }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(orders, async ([events, shuffled]) => {
      expect(await endOf(shuffled)).toEqual(await endOf(events));
    }),
    { numRuns: 400 },
  );
});

async function endOf(events: readonly Told[]) {
  const { course, lessons } = await threeLessons();
  const began = course.clock.now();
  for (const { lesson, kind, delay } of events) {
    course.pass(delay * MINUTE_MS);
    const { due, attempt } = lessons[lesson];
    // The moment that SES names is the event's own, whenever it comes.
    const at = began + lesson * MINUTE_MS + EVENT_KINDS.indexOf(kind);
    await course.record(sesEvent(due, attempt, { kind, at }));
  }
  const { stores, counted } = course;
  const record = await stores.subscribers.get('sub-1');
  return {
    suppression: await stores.suppressions.get('sub-1'),
    // Of who is stopped nothing is read any more but when she is erased.
    record:
      record === null || record.state === 'stopped'
        ? record && { state: record.state, eraseAt: record.eraseAt }
        : { ...record, revision: 0 },
    // Why a week was unknown is said only where it was unknown first.
    lines: (await stores.ledger.of('sub-1', 10)).map((line) => ({ ...line, reason: '' })),
    counts: await stores.counts.all(),
    metrics: ['Delivered', 'Bounces', 'Complaints'].map((name) => counted.get(name) ?? 0),
  };
}

async function threeLessons() {
  const course = courseInMemory();
  const her = await course.joins();
  const one = await send(her, 1);
  const two = await send(await dueNext(), 2);
  course.ses.answer = unanswered;
  return { course, lessons: [one, two, await send(await dueNext(), 3)] as const };

  async function send(due: Active, number: number): Promise<{ due: Active; attempt: AttemptId }> {
    await course.deliver([due]);
    return { due, attempt: `attempt-${String(number).padStart(10, '0')}` };
  }

  async function dueNext(): Promise<Active> {
    const read = await herRecord(course);
    if (read.state !== 'active' || read.dueAt < NOW) throw new Error('nothing is due');
    course.set(read.dueAt);
    return read;
  }
}

function isComplaint({ kind }: Told): boolean {
  return kind === 'complaint';
}
