import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { backlog } from '../../../lib/use-cases/operator/backlog.ts';
import { lift } from '../../../lib/use-cases/operator/lift.ts';
import { stats } from '../../../lib/use-cases/operator/stats.ts';
import { testLesson } from '../../../lib/use-cases/operator/test-lesson.ts';
import { who } from '../../../lib/use-cases/operator/who.ts';
import { COURSE } from '../../course.ts';
import { idOf } from '../../simulation/ports.ts';
import { type CourseInMemory, courseInMemory, NOW, sesEvent } from '../course-in-memory.ts';

const EMAIL = 'ada@example.com';
const ID = idOf(EMAIL);
const HOW = { sample: 1, unitsPerSecond: 100, onProgress: () => undefined };

describe('lifting a suppression', () => {
  test('finds nothing where nothing stands against her', async () => {
    expect(await lift(courseInMemory().ports)(ID)).toEqual({ kind: 'free' });
  });

  test('leaves her own word alone', async () => {
    const course = courseInMemory();
    await course.stores.suppressions.put({ id: ID, reason: 'left', at: NOW });
    expect(await lift(course.ports)(ID)).toEqual({ kind: 'left' });
    expect(await course.stores.suppressions.get(ID)).not.toBeNull();
  });

  test('erases what is left of a run that bounced, and nobody else', async () => {
    const course = courseInMemory();
    await bounces(course);
    expect(await lift(course.ports)(ID)).toEqual({ kind: 'lifted', was: 'bounced' });
    expect(await course.stores.subscribers.get(ID)).toBeNull();
    await course.stores.suppressions.put({ id: ID, reason: 'complained', at: NOW });
    await course.joins({ id: ID });
    expect(await lift(course.ports)(ID)).toEqual({ kind: 'lifted', was: 'complained' });
    expect(await course.stores.subscribers.get(ID)).not.toBeNull();
  });
});

describe('looking one address up', () => {
  test('knows nothing of what is no address, and of who is not here', async () => {
    const { ports } = courseInMemory();
    expect(await who(ports)('no address')).toBeNull();
    expect(await who(ports)(EMAIL)).toMatchObject({ id: ID, subscriber: null, next: null, lines: [] });
  });

  test('says what comes next, also where it is overdue, and nothing where nothing comes', async () => {
    const course = courseInMemory();
    await course.joins({ id: ID });
    expect((await who(course.ports)(EMAIL))?.next?.session).toBe('1');
    course.set(NOW + 100 * DAY_MS);
    expect((await who(course.ports)(EMAIL))?.next).not.toBeNull();
    const gone = courseInMemory();
    await bounces(gone);
    expect(await who(gone.ports)(EMAIL)).toMatchObject({ subscriber: { state: 'stopped' }, next: null });
  });

  test('names what cannot be read, and shows the rest', async () => {
    const course = courseInMemory();
    await course.joins({ id: ID });
    await course.stores.suppressions.put({ id: ID, reason: 'left', at: NOW });
    course.poison(ID);
    const known = await who(course.ports)(EMAIL);
    expect(known?.unread.map(({ what }) => what)).toEqual(['record']);
    expect(known?.suppression?.reason).toBe('left');
  });
});

test('a backlog is counted page by page, with how long it takes at the rate', async () => {
  const course = courseInMemory({ rate: 10 });
  const { ports } = course;
  for (const id of ['sub-1', 'sub-2', 'sub-3']) await course.joins({ id });
  expect(await backlog(ports, NOW - 1)).toMatchObject({ overdue: 0, seconds: 0 });
  expect(await backlog(ports, NOW)).toMatchObject({ overdue: 3, seconds: 1, state: { pausedUntil: null } });
  const full = Array.from({ length: 1_000 }, (_, at) => ({ id: `sub-${at}`, dueAt: NOW }));
  const pages = { due: async (_: number, after: unknown) => (after === null ? full : []) };
  const settings = { ...ports.settings, shards: 1 };
  expect(await backlog({ ...ports, subscribers: pages, settings }, NOW)).toMatchObject({ overdue: 1_000 });
});

describe('the figures of the course', () => {
  test('count whoever is here, what went, who left after which session, and nobody unread', async () => {
    const course = courseInMemory();
    const her = await course.joins({ id: 'sub-1' });
    await course.joins({ id: 'sub-2', country: 'IE' });
    await course.deliver([her]);
    await course.stores.counts.add('2026-W02', 'joined');
    await course.stores.counts.add('2026-W03', 'left:12');
    await course.stores.counts.add('2026-W04', 'left:12');
    await course.stores.counts.add('2026-W04', 'complained:E3');
    await course.stores.suppressions.put({ id: 'gone', reason: 'left', at: NOW });
    course.poison('sub-2');
    const seen: number[] = [];
    const figures = await stats(course.ports)({ ...HOW, onProgress: (counted) => seen.push(counted) });
    expect(figures).toMatchObject({
      suppressed: { left: 1, bounced: 0, complained: 0 },
      leftAfter: { '12': 2 },
      complainedAfter: { E3: 1 },
      unreadable: ['sub-2'],
    });
    expect(figures.tally.states.active).toBe(1);
    expect(figures.tally.sessions['1']).toBeDefined();
    expect(figures.weeks.map(({ joined, left }) => [joined, left])).toContainEqual([0, 1]);
    expect(seen.at(-1)).toBeGreaterThan(1);
  });

  test('of a sample are multiplied', async () => {
    const course = courseInMemory();
    for (let at = 0; at < 50; at += 1) await course.joins({ id: `mother-${at}` });
    const { tally } = await stats(course.ports)({ ...HOW, sample: 2 });
    expect(tally.states.active % 2).toBe(0);
  });
});

test.each([
  ['0', 1, null],
  ['R3', 3, null],
  ['E5', 5, 2],
])(
  'a test of session %s is lesson %i at level %s, and its links stand for nobody',
  (session, number, level) => {
    const about = { session, level: 2, country: 'GB', firstName: null, babyMentions: true } as const;
    const lesson = testLesson(COURSE, about, 'https://course.example', NOW);
    expect(lesson).toMatchObject({ number, decision: { session, level, opensRun: number === 1 } });
    expect(lesson.links.unsubscribe).toBe('https://course.example/unsubscribe/test');
  },
);

async function bounces(course: CourseInMemory): Promise<void> {
  const her = await course.joins({ id: ID });
  await course.record(sesEvent(her, 'attempt-0000000001', { kind: 'bounce' }));
}
