import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join40WeeksOn, mailsTo, type Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { type LocalCourse, localCourse } from '../runner.ts';

/** What the operator does for one mother who wrote in. Each test goes on from the last. */

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
  const { code, out, err } = await course(...args, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};
const lastMail = async () => (await mailsTo(local, HER)()).at(-1);

test('course who says her next lesson and why in a sentence', async () => {
  const { out } = await course('who', HER);
  expect(out).toMatch(/Her next lesson is session R2, .* her time, because she goes on along the on-ramp\./);
  expect((await course('who', 'stranger@example.com')).out).toContain('nobody signed up with this address');
});

describe('course change', () => {
  test('changes what is named, says what comes next, and her next mail tells her', async () => {
    expect(await json('change', HER, '--hour', '18', '--name', 'Adele', '--pace', 'gentle')).toMatchObject({
      changed: ['firstName', 'pace', 'sendHour'],
      next: { session: 'R2', reason: 'changed by hand, date or pace changed, on-ramp' },
    });
    await local.advance('P8D');
    const mail = await lastMail();
    expect(mail?.text).toContain('Hello Adele');
    expect(mail?.text).toContain('We changed your details by hand.');
    expect(await json('who', HER)).toMatchObject({ next: { session: 'R3', reason: 'on-ramp' } });
  });

  test.each([
    [[], 'say what to change'],
    [['--pace', 'fast'], '--pace: standard or gentle'],
    [['--birth-date', '2026-02-30'], '--birth-date: not a day of the calendar'],
    [['--birth-date', 'none'], 'noDate'],
    [['--zone', 'Mars/Base'], '--zone'],
  ])('refuses %j in one line and changes nothing', async (args, mend) => {
    const { code, out, err } = await course('change', HER, ...args);
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
    expect(err).toContain(mend);
    expect(await json('who', HER)).toMatchObject({ next: { reason: 'on-ramp' } });
  });

  test('knows whom it is about', async () => {
    expect(await course('change', 'no@example.com', '--hour', '7')).toMatchObject({
      code: 1,
      err: 'course: nobody is on the course as no@example.com\n',
    });
  });
});

describe('course move', () => {
  test('refuses what the rules refuse, and says what she would get instead and why', async () => {
    expect(await course('move', HER, '--to', 'e3')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^course: session E3 is refused: she would get session \S+, because .*\n$/),
    });
    expect(await course('move', HER, '--to', '99')).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no session 99: the course has'),
    });
    expect(await course('move', HER, '--to', '3')).toMatchObject({
      code: 1,
      err: 'course: session 3 is not on her path\n',
    });
  });

  test('chooses her next session, which comes once, with a line that says so', async () => {
    expect(await json('move', HER, '--to', 'r5')).toMatchObject({
      next: { session: 'R5', reason: 'moved by hand' },
    });
    await local.advance('P7D');
    expect((await lastMail())?.text).toContain('We moved you to this session by hand.');
    expect(await json('who', HER)).toMatchObject({ next: { session: 'R6', reason: 'on-ramp' } });
  });
});

describe('course pause and resume', () => {
  test('a pause rests her', async () => {
    const mails = (await mailsTo(local, HER)()).length;
    expect(await json('pause', HER, '--weeks', '2')).toMatchObject({ pausedUntil: expect.any(String) });
    await local.advance('P10D');
    expect(await mailsTo(local, HER)()).toHaveLength(mails);
  });

  test('who says until when', async () => {
    expect((await course('who', HER)).out).toContain('She is paused until');
  });

  test('resume lets her go on, and the next mail tells her', async () => {
    const mails = (await mailsTo(local, HER)()).length;
    expect(await json('resume', HER)).toMatchObject({ pausedUntil: null });
    await local.advance('P7D');
    expect(await mailsTo(local, HER)()).toHaveLength(mails + 1);
    expect((await lastMail())?.text).toContain('We ended your pause by hand.');
  });

  test('what cannot be is refused in one line', async () => {
    expect(await course('resume', HER)).toMatchObject({ code: 1, err: `course: ${HER} is not paused\n` });
    expect(await course('pause', HER, '--weeks', '0')).toMatchObject({
      code: 1,
      err: expect.stringContaining('1 to 52'),
    });
  });
});

test('course data prints all that is held of her, and of a stranger nothing', async () => {
  const { code, out } = await course('data', HER);
  expect(code).toBe(0);
  const held = JSON.parse(out);
  expect(held).toMatchObject({ suppression: null });
  const kinds = held.records.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toContain('profile');
  expect(kinds).toContain('consent');
  expect(kinds).toContain('week');
  expect(await json('data', 'stranger@example.com')).toMatchObject({ records: [], suppression: null });
});
