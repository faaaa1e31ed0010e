import { afterAll, beforeAll, expect, test } from 'vitest';
import { join40WeeksOn, mailsTo, type Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { type LocalCourse, localCourse } from '../runner.ts';

/** A faulty session is found, withheld and released: the drill of docs/runbook/operate.md. Each test goes on from the last. */

const HER = 'ada@example.com';
let local: LocalCourse;
let course: (...args: string[]) => Promise<Ran>;

beforeAll(async () => {
  local = await localCourse();
  course = courseHere({ DATA_DIR: local.dataDir });
  await join40WeeksOn(local, HER);
});
afterAll(() => local[Symbol.asyncDispose]());

const json = async (...args: string[]): Promise<unknown> => {
  const { code, out } = await course(...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(out);
};

test('status says that nothing is wrong', async () => {
  expect(await json('status')).toMatchObject({
    ...{ paused: null, late: 0, unknown: 0, putOff: 0, withheld: {} },
    queues: { lessons: { dead: 0 }, enrol: { dead: 0 }, events: { dead: 0 } },
  });
});

test('a session that the course does not have is refused', async () => {
  expect(await course('withhold', '99')).toMatchObject({ code: 1, err: expect.stringContaining('R1 to R6') });
});

test('what is withheld is held', async () => {
  expect(await json('withhold', 'r2')).toEqual({ session: 'R2', withheld: ['R2'] });
  await local.advance('P8D');
  expect(await mailsTo(local, HER)()).toHaveLength(2);
});

test('status tells of it, and the audit accounts for it', async () => {
  expect((await course('status')).out).toMatch(
    /Sending goes on\.\nSession R2 is withheld: 1 lesson held until course release R2\.\n[\s\S]*late +0/,
  );
  expect(await json('audit')).toMatchObject({ held: 1, late: 0, unaccounted: 0 });
});

test('release says before what will go, and asks', async () => {
  const asked = await course('release', 'R2');
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('1 lesson of session R2 held') });
});

test('what is released goes once', async () => {
  expect(await json('release', 'R2', '--yes')).toEqual({ session: 'R2', held: 1 });
  await local.advance('PT1H');
  expect(await mailsTo(local, HER)()).toHaveLength(3);
  expect(await json('audit')).toMatchObject({ held: 0, due: 2, sent: 2, unaccounted: 0 });
});

test('what is not withheld cannot be released', async () => {
  expect(await course('release', 'R2', '--yes')).toMatchObject({
    code: 1,
    err: 'course: session R2 is not withheld\n',
  });
});
