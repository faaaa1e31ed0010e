import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseFolder } from '../lib/brand/course-folder.ts';
import { courseCommand, mailsTo } from './course-command.ts';
import { eventually, type LocalCourse, localCourse } from './runner.ts';

/**
 * Another course than ours, in a folder outside the tree and with no code changed: what each command makes of it.
 * `WHOLE_COURSE=1` lives the whole story with it; `.ci/run` does.
 */

const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'another-course-'));
const COURSE = join(folder, 'kudu');
const OURS = join(ROOT, '.build/course-map.js');
const run = promisify(execFile);
const node = (...args: string[]) =>
  run(process.execPath, args, { cwd: ROOT, env: { ...process.env, COURSE } });
let before: number;

beforeAll(async () => {
  cpSync(join(import.meta.dirname, 'course/kudu'), COURSE, { recursive: true });
  before = statSync(OURS).mtimeMs;
  await node('bin/build.ts');
}, 300_000);
afterAll(() => {
  rmSync(courseFolder({ COURSE }).built, { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

const course = courseCommand({ COURSE, DATA_DIR: join(folder, 'data') });

test('its build leaves what was built of ours as it was', () => {
  expect(statSync(OURS).mtimeMs).toBe(before);
});

test('plan goes by its map, and programme prints its ten sessions', async () => {
  const plan = await course(
    ...['plan', '--born', '2026-10-05', '--joined', '2026-10-05', '--pace', 'standard', '--weeks', '12'],
    '--json',
  );
  const sessions: { session: string; level: number | null }[] = JSON.parse(plan.out);
  expect(sessions.map(({ session, level }) => (level === null ? session : `${session}/${level}`))).toEqual([
    ...['k0', 'k1', 'k2', 'k3', 'k4', 'k5'],
    ...['z1/1', 'z2/1', 'z1/1', 'z2/1', 'z1/1', 'z2/1'],
  ]);
  const programme = await course('programme', '--json');
  expect(new Set(JSON.parse(programme.out).map((one: { session: string }) => one.session)).size).toBe(10);
});

test('check finds nothing, and names the file, the line and the mend of a slip', async () => {
  const { out: fine } = await course('check');
  expect(fine).toMatch(
    /^plan [0-9a-f]{12}: not signed\n(?:.*\n)*countries\/ZA [0-9a-f]{12}: not signed\nThe course files are in order.\n$/,
  );
  const file = join(COURSE, 'sessions/k2.yaml');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('tip: T3', 'tip: T9'));
  const { code, out } = await course('check');
  writeFileSync(file, good);
  expect(code).toBe(1);
  expect(out).toBe(`${file}:6 present: there is no tip T9; did you mean T1?\n`);
});

const HER = 'thandi@example.com';

describe.runIf(process.env['WHOLE_COURSE'])('lived on this machine', () => {
  let here: LocalCourse;
  let local: ReturnType<typeof courseCommand>;
  beforeAll(async () => {
    here = await localCourse({ COURSE });
    local = courseCommand({ COURSE, DATA_DIR: here.dataDir });
  }, 60_000);
  afterAll(() => here[Symbol.asyncDispose]());

  const mails = () => mailsTo(here, HER)();
  const linkIn = (text: string | undefined, path: string): string => {
    const link = new RegExp(`^\\S+/${path}\\S*$`, 'm').exec(text ?? '')?.[0];
    if (link === undefined) throw new Error(`no /${path} link stands alone on a line`);
    return link;
  };
  const press = async (url: string, fields: Record<string, string> = {}) => {
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    expect(answer.status, url).toBeLessThan(400);
    return answer.text();
  };
  const signUp = async (email: string) => {
    const birthDate = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
    await press(`${here.siteUrl}/signup`, {
      email,
      birthDate,
      country: 'ZA',
      pace: 'standard',
      consent: 'yes',
    });
    const [mail] = await eventually(mailsTo(here, email), (all) => all.length === 1);
    await press(linkIn(mail?.text, 'confirm/'));
    await eventually(mailsTo(here, email), (all) => all.length === 2);
  };

  test('she signs up on its site, in its name, and gets its first session', async () => {
    const page = await (await fetch(here.siteUrl)).text();
    expect(page).toContain('Kudu');
    expect(page).not.toContain('Strong Weeks');
    await signUp(HER);
    const lesson = (await mails()).at(-1);
    expect(lesson?.subject).toBe('Start here: 8 minutes');
    expect(lesson?.html).toContain('Kudu');
    expect(JSON.stringify(await mails())).not.toContain('Strong Weeks');
  });

  test('every answer is taken, and leads where its map says', async () => {
    for (const answer of ['right', 'easy', 'notyet', 'ready', 'hard', 'missed']) {
      const before = (await mails()).length;
      await press(linkIn((await mails()).at(-1)?.text, 'feedback/').replace(/[a-z]+$/, answer));
      await here.advance('P7D');
      await eventually(mails, (all) => all.length > before);
    }
    expect((await mails()).slice(1).map(({ subject }) => subject)).toEqual([
      'Start here: 8 minutes',
      'A little more: 9 minutes',
      'Hands off: 10 minutes',
      'A little more: 9 minutes',
      'Hands off: 10 minutes',
      'A little more: 9 minutes',
      'A little more: 9 minutes',
    ]);
  }, 120_000);

  test('she pauses for two weeks, and comes back', async () => {
    const before = (await mails()).length;
    await press(linkIn((await mails()).at(-1)?.text, 'pause/\\S+/2$'));
    await here.advance('P7D');
    expect(await mails()).toHaveLength(before);
    await here.advance('P14D');
    expect((await mails()).length).toBeGreaterThan(before);
  }, 60_000);

  test('the operator sees her: who, stats, send-test, audit', async () => {
    expect((await local('who', HER)).out).toContain('Her next lesson is session k');
    expect((await local('stats')).code).toBe(0);
    expect((await local('audit', '--json')).out).toContain('"unaccounted":0');
    const sent = await local('send-test', 'coach@example.com', '--session', 'k3');
    expect(sent.code, sent.err).toBe(0);
    expect((await mailsTo(here, 'coach@example.com')()).at(-1)?.subject).toContain('Twice through');
  }, 60_000);

  test('what is exported is imported elsewhere, and exported from there the same', async () => {
    const one = join(folder, 'one.csv');
    const written = await local('export', '--out', one);
    expect(written.code, written.err).toBe(0);
    const [header, row] = readFileSync(one, 'utf8').trim().split(/\r?\n/);
    const evidence = '2026-11-01T00:00:00Z,I agree,a form';
    writeFileSync(one, `${header},consentAt,consentText,consentSource\n${row},${evidence}\n`);
    await using there = await localCourse({ COURSE });
    const fresh = courseCommand({ COURSE, DATA_DIR: there.dataDir });
    const read = await fresh('import', one, '--yes', '--confirmed');
    expect(read.code, read.err).toBe(0);
    expect(choicesIn((await fresh('export')).out)).toEqual(choicesIn(readFileSync(one, 'utf8')));
  }, 60_000);

  test('she leaves, and nothing comes again', async () => {
    await press(linkIn((await mails()).at(-1)?.text, 'unsubscribe/'));
    const before = (await mails()).length;
    await here.advance('P21D');
    expect(await mails()).toHaveLength(before);
    expect((await local('audit', '--json')).out).toContain('"unaccounted":0');
  }, 60_000);
});

describe.runIf(process.env['WHOLE_COURSE'])('beside the story', () => {
  test('its stack is written, with the lessons of its own', async () => {
    const out = join(folder, 'cdk');
    await run(process.execPath, ['node_modules/aws-cdk/bin/cdk', 'synth', '-q', '--output', out], {
      cwd: ROOT,
      env: { ...process.env, COURSE },
    });
    expect(readdirSync(out)).toContain('StrongWeeks-live.template.json');
    const bundled = readFileSync(join(courseFolder({ COURSE }).built, 'functions/record/index.mjs'), 'utf8');
    expect(bundled).toContain('"k5"');
  }, 120_000);

  test('fifty seeds of a world that breaks leave nobody above her week, and nothing twice', async () => {
    const { stdout } = await node(
      ...['tests/simulation/simulate.ts', '--seeds', '50', '--subscribers', '10', '--weeks', '15', '--json'],
    );
    expect(JSON.parse(stdout)).toMatchObject({ clean: true, seeds: 50 });
    expect(JSON.parse(stdout).lessons).toBeGreaterThan(2_000);
  }, 300_000);
});

/** What each row says she chose: the columns that `course import` reads. */
function choicesIn(csv: string): string[][] {
  return csv
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(',').slice(0, 10));
}
