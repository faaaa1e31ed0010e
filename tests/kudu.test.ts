import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseFolder } from '../lib/brand/course-folder.ts';
import { dropLoop } from './course/kudu-variants.ts';
import { courseCommand, mailsTo } from './course-command.ts';
import { eventually, type LocalCourse, localCourse } from './runner.ts';
import { WHOLE_COURSE } from './whole-course.ts';

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
  // Of the pictures no command below asks more than their names.
  await node('bin/build.ts', ...(WHOLE_COURSE ? [] : ['--to-start']));
});
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

test.runIf(WHOLE_COURSE)('check finds nothing', async () => {
  const { out: fine } = await course('check');
  expect(fine).toMatch(
    /^plan [0-9a-f]{12}: not signed\n(?:.*\n)*countries\/ZA [0-9a-f]{12}: not signed\nThe course files are in order.\n$/,
  );
});

test('check names the file, the line and the mend of a slip', async () => {
  const file = join(COURSE, 'sessions/k2.yaml');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('tip: T3', 'tip: T9'));
  const { code, out } = await course('check');
  writeFileSync(file, good);
  expect(code).toBe(1);
  expect(out).toBe(`${file}:6 present: there is no tip T9; did you mean T1?\n`);
});

const HER = 'thandi@example.com';

describe.runIf(WHOLE_COURSE)('lived on this machine', () => {
  let here: LocalCourse;
  let local: ReturnType<typeof courseCommand>;
  beforeAll(async () => {
    here = await localCourse({ COURSE });
    local = courseCommand({ COURSE, DATA_DIR: here.dataDir });
  });
  afterAll(() => here[Symbol.asyncDispose]());

  const mails = () => mailsTo(here, HER)();
  test('she signs up on its site, in its name, and gets its first session', async () => {
    const page = await (await fetch(here.siteUrl)).text();
    expect(page).toContain('Kudu');
    expect(page).not.toContain('Strong Weeks');
    await signUp(here, HER);
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
  });

  test('she pauses for one of the lengths of its map, and comes back', async () => {
    const before = (await mails()).length;
    const text = (await mails()).at(-1)?.text;
    expect(text?.match(/\/pause\/\S+\/\d+$/gm)?.map((link) => link.split('/').at(-1))).toEqual(['1', '3']);
    for (const exit of ['injured', 'dizzy'])
      expect(await (await fetch(linkIn(text, `${exit}/`))).text()).toContain('Yes, stop the course');
    expect(text).not.toContain('/pregnant/');
    await press(linkIn(text, 'pause/\\S+/3$'));
    await here.advance('P14D');
    expect(await mails()).toHaveLength(before);
    await here.advance('P14D');
    expect((await mails()).length).toBeGreaterThan(before);
  });

  test('the operator sees her: who, stats, send-test, audit', async () => {
    expect((await local('who', HER)).out).toContain('Her next lesson is session w2');
    expect((await local('stats')).code).toBe(0);
    expect((await local('audit', '--json')).out).toContain('"unaccounted":0');
    const sent = await local('send-test', 'coach@example.com', '--session', 'k3');
    expect(sent.code, sent.err).toBe(0);
    expect((await mailsTo(here, 'coach@example.com')()).at(-1)?.subject).toContain('Twice through');
  });

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
  });

  test('she leaves, and nothing comes again', async () => {
    await press(linkIn((await mails()).at(-1)?.text, 'unsubscribe/'));
    const before = (await mails()).length;
    await here.advance('P21D');
    expect(await mails()).toHaveLength(before);
    expect((await local('audit', '--json')).out).toContain('"unaccounted":0');
  });
});

describe.runIf(WHOLE_COURSE)('without a loop', () => {
  const ends = join(folder, 'kudu-that-ends');
  beforeAll(async () => {
    cpSync(COURSE, ends, { recursive: true });
    dropLoop(ends);
    await run(process.execPath, ['bin/build.ts'], { cwd: ROOT, env: { ...process.env, COURSE: ends } });
  });
  afterAll(() => rmSync(courseFolder({ COURSE: ends }).built, { recursive: true, force: true }));

  test('she is told with the last lesson, kept for 30 days, erased, and may begin again', async () => {
    await using here = await localCourse({ COURSE: ends });
    const local = courseCommand({ COURSE: ends, DATA_DIR: here.dataDir });
    const mails = mailsTo(here, HER);
    await signUp(here, HER);
    await here.advance('P42D');
    const last = (await mails()).at(-1);
    expect(last?.subject).toBe('The last one: 12 minutes');
    expect(last?.text).toContain('This is the last session');
    expect(await mails()).toHaveLength(7);
    expect((await local('who', HER)).out).toContain('she has finished the course');
    expect((await local('audit', '--json')).out).toContain('"unaccounted":0');
    await here.advance('P35D');
    expect((await local('who', HER)).out).not.toContain('she has finished the course');
    expect((await local('audit', '--json')).out).toContain('"unaccounted":0');
    await signUp(here, HER, 7);
    expect((await mails()).at(-1)?.subject).toBe('Start here: 8 minutes');
  });
});

describe.runIf(WHOLE_COURSE)('signed, but for a country', () => {
  const signed = join(folder, 'kudu-signed');
  const environment = { COURSE: signed, REVIEWED_BY: 'A. Khan', REVIEWED_JOB: 'physiotherapist' };
  let hash: string;
  beforeAll(async () => {
    cpSync(COURSE, signed, { recursive: true });
    const za = readFileSync(join(signed, 'countries/ZA.yaml'), 'utf8');
    const others = za.replaceAll('South Africa', 'Namibia').replace('[RSA]', '[NAM]');
    writeFileSync(
      join(signed, 'countries/NA.yaml'),
      others.replace('zones: [Africa/Johannesburg]', 'zones: [Africa/Windhoek]'),
    );
    const { out } = await courseCommand(environment)('check');
    const parts = [...out.matchAll(/^(\S+) ([0-9a-f]{12}): not signed$/gm)];
    const lines = parts
      .filter(([, part]) => part !== 'countries/NA')
      .map(
        ([, part, of]) => `${part}: { hash: "${of}", by: A. Khan, job: physiotherapist, on: 2026-12-01 }\n`,
      );
    writeFileSync(join(signed, 'signed.yaml'), lines.join(''));
    await run(process.execPath, ['bin/build.ts'], { cwd: ROOT, env: { ...process.env, COURSE: signed } });
    const { out: programme } = await courseCommand(environment)('programme');
    hash = /Hash of what is signed: ([0-9a-f]{64})/.exec(programme)?.[1] ?? '';
  });
  afterAll(() => rmSync(courseFolder({ COURSE: signed }).built, { recursive: true, force: true }));

  test('where it was reviewed the form leaves that country out, and takes nobody there', async () => {
    await using here = await localCourse({ ...environment, REVIEWED_ON: '2026-12-01', REVIEWED_HASH: hash });
    const page = await (await fetch(here.siteUrl)).text();
    expect(page).toContain('value="ZA"');
    expect(page).not.toContain('value="NA"');
    const body = new URLSearchParams({ email: HER, noDate: 'yes', country: 'NA', consent: 'yes' });
    expect((await fetch(`${here.siteUrl}/signup`, { method: 'POST', body })).status).toBe(422);
    await signUp(here, HER);
    expect((await mailsTo(here, HER)()).at(-1)?.text).toContain('Reviewed by A. Khan, physiotherapist');
  });

  test('its stack is built, and says which country the forms leave out', async () => {
    const env = { ...process.env, COURSE: signed };
    const { stderr } = await run(process.execPath, ['bin/app.ts'], { cwd: ROOT, env });
    expect(stderr).toMatch(
      /^warning: countries\/NA [0-9a-f]{12}: not signed; the forms of a reviewed course/m,
    );
  });
});

describe.runIf(WHOLE_COURSE)('beside the story', () => {
  test('its stack is written, with the lessons of its own', async () => {
    const out = join(folder, 'cdk');
    await run(process.execPath, ['node_modules/aws-cdk/bin/cdk', 'synth', '-q', '--output', out], {
      cwd: ROOT,
      env: { ...process.env, COURSE },
    });
    expect(readdirSync(out)).toContain('StrongWeeks-live.template.json');
    const bundled = readFileSync(join(courseFolder({ COURSE }).built, 'functions/record/index.mjs'), 'utf8');
    expect(bundled).toContain('"k5"');
  });

  test('fifty seeds of a world that breaks leave nobody above her week, and nothing twice', async () => {
    const { stdout } = await node(
      ...['tests/simulation/simulate.ts', '--seeds', '50', '--subscribers', '10', '--weeks', '15', '--json'],
    );
    expect(JSON.parse(stdout)).toMatchObject({ clean: true, seeds: 50 });
    expect(JSON.parse(stdout).lessons).toBeGreaterThan(2_000);
  });
});

/** Signs up and confirms; answers once her first lesson is in the inbox, which held `before` mails of hers. */
async function signUp(here: LocalCourse, email: string, before = 0): Promise<void> {
  const { now } = await here.advance('PT0S');
  const birthDate = new Date(Date.parse(now) - 2 * 86_400_000).toISOString().slice(0, 10);
  const fields = { email, birthDate, country: 'ZA', pace: 'standard', consent: 'yes' };
  await press(`${here.siteUrl}/signup`, fields);
  const asked = await eventually(mailsTo(here, email), (all) => all.length === before + 1);
  await press(linkIn(asked.at(-1)?.text, 'confirm/'));
  await eventually(mailsTo(here, email), (all) => all.length === before + 2);
}

async function press(url: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  expect(answer.status, url).toBeLessThan(400);
  return answer.text();
}

function linkIn(text: string | undefined, path: string): string {
  const link = new RegExp(`^\\S+/${path}\\S*$`, 'm').exec(text ?? '')?.[0];
  if (link === undefined) throw new Error(`no /${path} link stands alone on a line`);
  return link;
}

/** What each row says she chose: the columns that `course import` reads. */
function choicesIn(csv: string): string[][] {
  return csv
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(',').slice(0, 10));
}
