import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { courseAtWork } from '../../lib/local/course-at-work.ts';
import { CourseClock } from '../../lib/local/course-clock.ts';
import { SEND_GRACE_MS } from '../../lib/use-cases/sending/limits.ts';
import { subscriber } from '../builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'strong-weeks-work-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOTHING_SETTLED = {
  ignored: 0,
  open: 1,
  settled: 0,
  'second-attempt': 0,
  parked: 0,
  requeue: 0,
  erased: 0,
  'set-aside': 0,
  failed: 0,
};

test('the clock moves on from a send of unknown outcome only when it cannot be under way any more', async () => {
  const clock = new CourseClock(folder);
  const now = clock.now();
  const sendBy = clock.machineNow() + 60 - SEND_GRACE_MS;
  const her = subscriber({ dueAt: now - 1_000, claim: { attempt: 'one', at: now - 1_000, sendBy } });
  const course = courseAtWork({
    clock,
    functions: {
      dispatch: async () => ({ queued: 0, atCapacity: false, paused: false }),
      reconcile: async () => NOTHING_SETTLED,
    },
    subscribers: {
      due: async (shard, after) => (shard === 0 && after === null ? [{ dueAt: her.dueAt, id: her.id }] : []),
      get: async () => her,
    },
    rate: {
      state: async () => ({ pausedUntil: null, cause: null, unknownsRunning: 0, withheld: [] }),
    },
    quiet: async () => {},
    takeSent: () => 0,
    sweep: async () => {},
  });
  const next = await course.nextMoment(now, now + 3_600_000);
  expect(next).toBe(now + 15 * 60_000);
  expect(clock.machineNow()).toBeGreaterThan(sendBy + SEND_GRACE_MS);
});
