import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { courseCommand, join40WeeksOn, mailsTo } from '../course-command.ts';
import { type LocalCourse, localCourse } from '../runner.ts';

/** Set to more by `.ci/run`, and by hand: a round takes a second. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 2);
/** About as many as a start and a week of one mother have. */
const WRITES_A_ROUND = 60;
const WEEK_MS = 7 * 86_400_000;
const HALF_A_DAY_MS = 43_200_000;
const HER = 'ada@example.com';
const KILLER = join(import.meta.dirname, 'kill-at-write.ts');

let local: LocalCourse;
beforeAll(async () => {
  local = await localCourse();
  await join40WeeksOn(local, HER);
});
afterAll(() => local[Symbol.asyncDispose]());

test(
  `killed at each write of its stores in turn, before and after it, for ${ROUNDS} weeks: nothing is lost and nothing goes twice`,
  async () => {
    const { now } = await local.advance('PT0S');
    // Half a day later, so that the lesson of that day has gone at whatever hour the test runs.
    const weekAfter = (weeks: number) =>
      new Date(Date.parse(now) + weeks * WEEK_MS + HALF_A_DAY_MS).toISOString();
    const died: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      await local.kill();
      const environment = {
        NODE_OPTIONS: `--import=${KILLER}`,
        KILL_AT: String(siteOf(round)),
        KILL_WHEN: round % 2 === 0 ? 'before' : 'after',
      };
      const moved = await local.start(environment).then(() => moveTo(weekAfter(round)), gone);
      if (!moved) died.push(round);
    }
    await local.kill();
    await local.start({});
    expect(await moveTo(weekAfter(ROUNDS))).toBe(true);
    expect(died.length).toBeGreaterThan(ROUNDS / 4);

    const { out } = await courseCommand({ DATA_DIR: local.dataDir })('audit', '--json');
    const lessons = (await mailsTo(local, HER)()).slice(1);
    const due = ROUNDS + 1;
    const { unknown, ...counts } = unknownOf(out);
    expect(counts).toMatchObject({
      ...{ due, sent: due - unknown, skipped: 0, failed: 0, late: 0, duplicates: 0, unaccounted: 0 },
    });
    // A lesson is tried twice, and no more: two deaths running may leave both attempts without an answer.
    expect(unknown).toBeLessThanOrEqual(died.filter((round) => died.includes(round + 1)).length);
    expect(lessons.length).toBeGreaterThanOrEqual(due - unknown);
    expect(lessons.length).toBeLessThanOrEqual(due);
  },
  60_000 + ROUNDS * 30_000,
);

/** Every site comes up within a few hundred rounds; few rounds are spread over them. */
function siteOf(round: number): number {
  return ((round * 7) % WRITES_A_ROUND) + 1;
}

/** False when the runner was killed on the way. */
async function moveTo(now: string): Promise<boolean> {
  try {
    const moved = await fetch(`${local.siteUrl}/_local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now }),
    });
    return moved.ok;
  } catch {
    return false;
  }
}

/** What `audit --json` says. */
function unknownOf(out: string) {
  return z.looseObject({ unknown: z.int() }).parse(JSON.parse(out));
}

function gone(): false {
  return false;
}
