import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseCommand, join40WeeksOn, mailsTo, type Ran, signUp40WeeksOn } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { eventually, type LocalCourse, localCourse } from '../runner.ts';

/** The commands of a working day, beside a course that runs. Each test goes on from the last. */

const HER = 'ada@example.com';
const BOUNCES = 'bounce@simulator.amazonses.com';
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

describe('course who', () => {
  test('tells the state, the next lesson and why, and the weeks, with nothing that she told us', async () => {
    const known = await json('who', HER);
    expect(known).toMatchObject({
      state: 'active',
      lessonsSent: 1,
      next: { session: 'R2', level: null, reason: 'on-ramp', claimed: false },
      weeks: [{ number: 1, state: 'sent', session: 'R1' }],
    });
    expect(JSON.stringify(known)).not.toMatch(/"ada"|birthDate|"GB"/i);
  });

  test('shows what she told us when asked to', async () => {
    expect(await json('who', HER, '--show')).toMatchObject({
      about: { address: HER, firstName: 'Ada', pace: 'standard', country: 'GB' },
    });
    const { out, here } = await course('who', HER, '--show');
    expect(here).toBeUndefined();
    expect(out).toContain('Ada');
    expect(out).toContain('first lesson at week 40');
  });

  test('knows nothing of a stranger, and says what is no address', async () => {
    expect(await json('who', 'stranger@example.com')).toMatchObject({
      state: 'unknown',
      next: null,
      weeks: [],
    });
    expect(await course('who', 'stranger')).toEqual({
      code: 1,
      out: '',
      err: 'course: stranger is not an email address\n',
    });
  });
});

describe('course send-test', () => {
  test('sends the real lesson in the words of the country, with links that stand for nobody', async () => {
    expect(
      await course('send-test', 'me@example.com', '--session', 'e3', '--level', '2', '--country', 'US'),
    ).toMatchObject({ code: 0, err: '' });
    const [mail] = await mailsTo(local, 'me@example.com')();
    expect(mail?.text).toContain(`${local.siteUrl}/unsubscribe/test`);
    const pressed = await fetch(`${local.siteUrl}/unsubscribe/test`, { method: 'POST' });
    expect(pressed.status).toBe(200);
    expect(await json('who', 'me@example.com')).toMatchObject({ state: 'unknown', suppression: null });
  });

  test.each([
    [['me@example.com'], '--session'],
    [['me@example.com', '--session', '53'], '0 to 52'],
    [['me@example.com', '--session', 'E1', '--level', '4'], '1, 2 or 3'],
    [['me@example.com', '--session', '1', '--country', 'XX'], 'GB'],
    [['me@example.com', '--session', '1', '--name', 'www.example.com'], 'first name'],
    [['nobody', '--session', '1'], 'not an email address'],
  ])('refuses %j in one clear line', async (args, mend) => {
    const { code, out, err } = await course('send-test', ...args);
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
    expect(err).toContain(mend);
  });
});

describe('course pause-all and resume-all', () => {
  test('stop every lesson, say what will go, and let it go once', async () => {
    expect(await json('pause-all')).toEqual({ paused: true, cause: 'operator', until: null });
    await local.advance('P8D');
    expect(await mailsTo(local, HER)()).toHaveLength(2);
    expect(await course('send-test', 'me@example.com', '--session', '1')).toMatchObject({
      code: 1,
      err: 'course: sending is paused (operator): course resume-all first\n',
    });
    const { code, err, here } = await course('resume-all');
    // It would act here too where the operator meant the stack; docs/commands.md shows the line of every such command.
    expect({ code, here }).toEqual({
      code: 1,
      here: expect.stringContaining('--stack names a deployed stack'),
    });
    expect(err).toContain('1 lesson is overdue');
    expect(err).toContain('nothing was done');
    const { out } = await course('resume-all', '--yes', '--json');
    expect(JSON.parse(out)).toEqual({ resumed: true, cause: 'operator', overdue: 1, seconds: 1 });
    await local.advance('PT0S');
    expect(await mailsTo(local, HER)()).toHaveLength(3);
    expect(await json('resume-all')).toMatchObject({ resumed: false });
  });

  test('a pause ends by itself at the time that was given, which may not be past', async () => {
    expect(await course('pause-all', '--until', '2026-01-01T00:00:00Z')).toMatchObject({ code: 1 });
    expect(await course('pause-all', '--until', 'tomorrow')).toMatchObject({
      code: 1,
      err: expect.stringContaining('2026-12-01T09:00:00Z'),
    });
    expect(await course('pause-all', '--until', '2190-02-31T00:00:00Z')).toMatchObject({
      code: 1,
      err: expect.stringContaining('(course pause-all --help)'),
    });
    expect(await json('pause-all', '--until', '2190-01-01T00:00:00Z')).toMatchObject({
      until: '2190-01-01T00:00:00.000Z',
    });
    expect(await course('resume-all', '--yes')).toMatchObject({ code: 0 });
  });
});

describe('course redrive', () => {
  test('puts dead letters back, and they are tried anew', async () => {
    expect(await json('redrive')).toEqual({ lessons: 0, enrol: 0, events: 0 });
    const queues = new DatabaseSync(join(local.dataDir, 'queues.sqlite'));
    queues.exec(
      `INSERT INTO messages (message_id, queue, body, sent_at, visible_at, receive_count, dead)
       VALUES ('dead-1', 'events', 'Successfully validated SNS topic', 1, 1, 3, 1)`,
    );
    expect(await json('redrive')).toEqual({ lessons: 0, enrol: 0, events: 1 });
    const left = () => queues.prepare(`SELECT count(*) AS n FROM messages WHERE message_id = 'dead-1'`).get();
    expect(
      await eventually(
        async () => left()?.['n'],
        (n) => n === 0,
      ),
    ).toBe(0);
    queues.close();
  });
});

describe('course import', () => {
  test('without evidence each is asked by mail, once, and enrolled by nobody but herself', async () => {
    const file = join(local.dataDir, 'list.csv');
    writeFileSync(file, 'email;birthDate\nkim@example.com;2026-05-05\nlee@example.com;2026-05-05\n');
    expect(await json('import', file, '--yes')).toMatchObject({ asked: 2, rejected: 0 });
    await eventually(mailsTo(local, 'kim@example.com'), (mails) => mails.length === 1);
    await eventually(mailsTo(local, 'lee@example.com'), (mails) => mails.length === 1);
    expect(await json('who', 'kim@example.com')).toMatchObject({ state: 'waits for her confirmation' });
    expect(await json('import', file, '--yes')).toMatchObject({ asked: 0, askedBefore: 2 });
    await local.advance('PT15M');
    expect(await mailsTo(local, 'kim@example.com')()).toHaveLength(1);
  });
});

describe('course lift and forget', () => {
  test('lift opens the door to an address that bounced, and to no other', async () => {
    await signUp40WeeksOn(local, BOUNCES);
    await eventually(
      () => course('who', BOUNCES, '--json'),
      ({ out }) => out.includes('"bounced"'),
    );
    expect(await course('lift', BOUNCES)).toMatchObject({ code: 1, err: expect.stringContaining('--yes') });
    expect(await json('lift', BOUNCES, '--yes')).toMatchObject({
      lifted: true,
      was: 'bounced',
      atSes: false,
    });
    expect(await json('who', BOUNCES)).toMatchObject({
      state: 'waits for her confirmation',
      suppression: null,
    });
    expect(await course('lift', BOUNCES, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing stands'),
    });
  });

  test('forget asks first, and then holds nothing but the suppression, which no lift undoes', async () => {
    expect(await course('forget', HER)).toMatchObject({ code: 1, err: expect.stringContaining('--yes') });
    expect(await json('who', HER)).toMatchObject({ state: 'active' });
    expect(await json('forget', HER, '--yes')).toMatchObject({ forgotten: true, held: true });
    expect(await json('who', HER)).toMatchObject({ state: 'left', run: null, weeks: [] });
    expect(await course('lift', HER, '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('signing up'),
    });
    expect(await course('send-test', HER, '--session', '1')).toMatchObject({ code: 1 });
  });
});

describe('the data without a runner', () => {
  test('is opened by the command itself, and held against a second one', async () => {
    await local.kill();
    const mark = join(local.dataDir, 'dynamodb', 'CLOSED_WELL');
    expect(existsSync(mark)).toBe(false);
    expect(await json('who', HER)).toMatchObject({ state: 'left' });
    // The next command need not read the whole of it to mend its index.
    expect(existsSync(mark)).toBe(true);
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', 'course.ts']);
    const held = { pid: other.pid, siteUrl: 'a command' };
    writeFileSync(join(local.dataDir, 'runner.json'), JSON.stringify(held));
    const refused = await course('who', HER);
    other.kill();
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`process ${other.pid}`) });
  });

  test.each([
    [{ COURSE_DIR: '/nowhere/course' }, /^course: the course is not built, .* npm run build$/],
    [{ SEND_RATE_PER_SECOND: 'many' }, /^course: a variable .* SEND_RATE_PER_SECOND: /],
    [{ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' }, /^course: a service does not answer/],
  ])('says in one line what is wrong with %j', async (environment, mend) => {
    const { code, out, err } = await courseCommand({ DATA_DIR: local.dataDir, ...environment })('stats');
    expect({ code, out, err: err.trimEnd() }).toEqual({ code: 1, out: '', err: expect.stringMatching(mend) });
  });

  test('says so when the folder cannot be', async () => {
    const { code, err } = await courseCommand({ DATA_DIR: '/dev/null/data' })('who', HER);
    expect({ code, lines: err.trimEnd().split('\n').slice(1) }).toEqual({
      code: 1,
      lines: [expect.stringContaining('set DATA_DIR to another folder')],
    });
  });
});
