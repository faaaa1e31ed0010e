import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Instant } from '../../lib/domain/calendar.ts';
import { CourseClock } from '../../lib/local/course-clock.ts';
import { clockMover } from '../../lib/local/move-clock.ts';

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'strong-weeks-clock-'));
afterEach(() => rmSync(join(folder, 'clock.json'), { force: true }));

/** A course with work at some moments; `diesAt` names the one at which the program is killed. */
function mover(moments: readonly Instant[], diesAt?: Instant) {
  const clock = new CourseClock(folder);
  const worked: Instant[] = [];
  const move = clockMover({
    clock,
    async work() {
      const now = clock.now();
      if (now === diesAt) throw new Error('killed');
      worked.push(now);
      return moments.includes(now) ? 1 : 0;
    },
    nextMoment: async (after, until) => moments.find((one) => one > after && one <= until) ?? null,
  });
  return { clock, worked, to: (moment: Instant) => move(() => moment) };
}

test('a move works at each due moment on the way, in order, and last at its target', async () => {
  const target = Date.now() + 10 * HOUR;
  const moments = [target - 6 * HOUR, target - 2 * HOUR];
  const { worked, to } = mover(moments);
  expect(await to(target)).toEqual({ kind: 'moved', now: target, sent: 2 });
  expect(worked.slice(-3)).toEqual([...moments, target]);
});

test('the same target asked for again is no step back, though the clock has run past it', async () => {
  const target = Date.now() + HOUR;
  const { clock, to } = mover([]);
  await to(target);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const again = await to(target);
  expect(again.kind).toBe('moved');
  expect(again.now).toBeGreaterThan(target);
  expect(clock.now()).toBeGreaterThanOrEqual(again.now);
});

test('a move killed at its very end is finished by the next run when asked for again', async () => {
  const target = Date.now() + HOUR;
  await expect(mover([target], target).to(target)).rejects.toThrow('killed');
  const next = mover([]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await next.to(target)).kind).toBe('moved');
  expect(next.worked).toHaveLength(1);
});

test('any other moment before now is refused, and moves nothing', async () => {
  const target = Date.now() + HOUR;
  const { clock, to } = mover([]);
  await to(target);
  expect(await to(target - 1)).toMatchObject({ kind: 'would-go-back' });
  expect(clock.now()).toBeGreaterThanOrEqual(target);
});
