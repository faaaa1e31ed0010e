import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { courseFolder } from '../lib/brand/course-folder.ts';
import { countFromJoining, dropLoop, dropOnRamp, dropVoices, requireDate } from './course/kudu-variants.ts';
import { courseCommand, mailsTo } from './course-command.ts';
import { eventually, localCourse } from './runner.ts';
import { someOf, WHOLE_COURSE } from './whole-course.ts';

/** Another course with parts left out, in folders outside the tree. `WHOLE_COURSE=1` tries all; `.ci/run` does. */

const ROOT = join(import.meta.dirname, '..');
const KUDU = join(import.meta.dirname, 'course/kudu');
const HER = 'naledi@example.com';
const folder = mkdtempSync(join(tmpdir(), 'joined-course-'));
const COURSE = join(folder, 'kudu-joined');
const course = courseCommand({ COURSE, DATA_DIR: join(folder, 'data') });
const node = (...args: string[]) =>
  promisify(execFile)(process.execPath, args, { cwd: ROOT, env: { ...process.env, COURSE } });

afterAll(() => rmSync(folder, { recursive: true }));

/** Without both is what each of them is made of; each alone is of the whole. */
const WITHOUT: [string, ((course: string) => void)[]][] = [
  ['voices, loop and date', [dropVoices, dropLoop, countFromJoining]],
  ['both', [dropLoop, dropOnRamp]],
  ['the loop', [dropLoop]],
  ['the on-ramp', [dropOnRamp]],
  ['voices', [dropVoices]],
  ['no date', [requireDate]],
  ['any date', [countFromJoining]],
];

test.each(someOf(WITHOUT, WITHOUT.length))('without %s it is in order all the same', async (name, drops) => {
  const copy = join(folder, name.replaceAll(/\W+/g, '-'));
  cpSync(KUDU, copy, { recursive: true });
  for (const drop of drops) drop(copy);
  onTestFinished(() => rmSync(courseFolder({ COURSE: copy }).built, { recursive: true, force: true }));
  const { code, out } = await courseCommand({ COURSE: copy })('check');
  expect(code, out).toBe(0);
  expect(out).toMatch(/^The course files are in order\.$/m);
});

/** Neither a date nor a voice is asked: weeks count from the day she joins, and every text is written once. */
describe.runIf(WHOLE_COURSE)('counted from joining, in one voice', () => {
  beforeAll(async () => {
    cpSync(KUDU, COURSE, { recursive: true });
    for (const drop of [dropVoices, dropLoop, countFromJoining]) drop(COURSE);
    await node('bin/build.ts');
  }, 300_000);
  afterAll(() => rmSync(courseFolder({ COURSE }).built, { recursive: true, force: true }));

  test('plan asks for no date, and says what its weeks count from', async () => {
    const plan = await course('plan', '--joined', '2026-10-05', '--pace', 'standard', '--weeks', '12');
    expect(plan.code, plan.err).toBe(0);
    expect(plan.out).toContain('Weeks since joining');
    expect(plan.out.match(/ k\d /g)?.map((id) => id.trim())).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5']);
    const dated = await course('plan', '--born', '2026-10-01');
    expect(dated.code).toBe(1);
    expect(dated.err).toContain('this course counts from the day she joins');
  });

  test('the form asks neither, she gets the first session, and no mail offers another voice', async () => {
    await using here = await localCourse({ COURSE });
    const mails = mailsTo(here, HER);
    const form = await (await fetch(here.siteUrl)).text();
    for (const name of ['birthDate', 'noDate', 'babyMentions']) expect(form).not.toContain(`name="${name}"`);
    const fields = { email: HER, country: 'ZA', pace: 'standard', consent: 'yes' };
    await press(`${here.siteUrl}/signup`, fields);
    const asked = await eventually(mails, (all) => all.length === 1);
    const link = /^\S+\/confirm\/\S*$/m.exec(asked[0]?.text ?? '')?.[0] ?? '';
    expect(await (await fetch(link)).text()).not.toContain('date');
    await press(link);
    const [, first] = await eventually(mails, (all) => all.length === 2);
    expect(first?.subject).toBe('Start here: 8 minutes');
    expect(first?.text).not.toContain('/no-baby-mentions/');
    const settings = /^\S+\/preferences\/\S*$/m.exec(first?.text ?? '')?.[0] ?? '';
    const page = await (await fetch(settings)).text();
    for (const name of ['birthDate', 'noDate', 'babyMentions']) expect(page).not.toContain(`name="${name}"`);
    await here.advance('P21D');
    expect((await mails()).map(({ subject }) => subject)).toHaveLength(5);
    // Joining once more is no new beginning.
    await press(`${here.siteUrl}/signup`, fields);
    await eventually(mails, (all) => all.length === 6);
    await press(/^\S+\/confirm\/\S*$/m.exec((await mails()).at(-1)?.text ?? '')?.[0] ?? '');
    await here.advance('P7D');
    expect((await mails()).at(-1)?.subject).toBe('Half of it: 8 minutes');

    const data = join(folder, 'list.csv');
    const local = courseCommand({ COURSE, DATA_DIR: here.dataDir });
    const written = await local('export', '--out', data);
    expect(written.code, written.err).toBe(0);
    await using there = await localCourse({ COURSE });
    const fresh = courseCommand({ COURSE, DATA_DIR: there.dataDir });
    const read = await fresh('import', data, '--yes', '--confirmed');
    expect(read.code, read.err).toBe(0);
    expect((await local('audit', '--json')).out).toContain('"unaccounted":0');
  }, 120_000);

  test('seeds of a world that breaks leave nobody above her week, and nothing twice', async () => {
    const { stdout } = await node(
      ...['tests/simulation/simulate.ts', '--seeds', '10', '--subscribers', '10', '--weeks', '10', '--json'],
    );
    expect(JSON.parse(stdout)).toMatchObject({ clean: true, seeds: 10 });
  }, 300_000);
});

async function press(url: string, fields: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  expect(answer.status, url).toBeLessThan(400);
}
