import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join40WeeksOn, mailsTo, type Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { eventually, type LocalCourse, localCourse } from '../runner.ts';

/** A correction to those who had the first session. Each test goes on from the last. */

const HER = 'ada@example.com';
let local: LocalCourse;
let course: (...args: string[]) => Promise<Ran>;
let folder = '';
let file = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strong-weeks-'));
  file = join(folder, 'correction.md');
  writeFileSync(
    file,
    '---\nsubject: A correction to your session\nwho: received:R1\n---\nThe **squat** is 2 sets of 8.\n\n- Rest a minute\n',
  );
  local = await localCourse();
  course = courseHere({ DATA_DIR: local.dataDir });
  await join40WeeksOn(local, HER);
  await join40WeeksOn(local, 'kim@example.com');
});
afterAll(async () => {
  await local[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test('a dry run shows it, counts and lists, and sends nothing', async () => {
  const page = join(folder, 'note.html');
  const { code, out, err } = await course('note', file, '--list', '--html', page);
  expect(code).toBe(1);
  expect(out.trim().split('\n').toSorted()).toEqual([HER, 'kim@example.com']);
  expect(err).toContain('Subject: A correction to your session');
  expect(err).toContain('The squat is 2 sets of 8.');
  expect(err).toContain('To received R1: 2 mothers');
  expect(err).toContain('nothing was done: add --yes');
  expect(readFileSync(page, 'utf8')).toContain('<strong>squat</strong>');
  expect(await mailsTo(local, HER)()).toHaveLength(2);
});

test('it goes once to each, with the ways to stop, and the same command sends nothing more', async () => {
  const { code, out } = await course('note', file, '--yes', '--json');
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, sent: 2, open: 0 });
  const [mail] = await eventually(
    async () => (await mailsTo(local, HER)()).filter(({ subject }) => subject.startsWith('A correction')),
    (mails) => mails.length > 0,
  );
  expect(mail?.text).toMatch(/\/unsubscribe\/\S+/);
  const again = await course('note', file, '--yes');
  expect(again).toMatchObject({ code: 0, out: 'Nothing was sent: nobody is left to get it.\n' });
  expect(again.err).toContain('2 mothers had it already');
});

test('the audit accounts for it, and her data has it', async () => {
  const { out } = await course('audit', '--json');
  expect(JSON.parse(out)).toMatchObject({ notes: { sent: 2, open: 0, duplicates: 0 }, orphans: 0 });
  expect((await course('data', HER)).out).toContain('"kind": "note"');
});

test('what cannot be sent is refused in one line', async () => {
  writeFileSync(file, '---\nsubject: Hi\n---\nKiss your baby, **all.\n');
  const { code, out, err } = await course('note', file, '--to', 'all');
  expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 1, out: '', lines: 1 });
  expect(err).toContain('a ** opens bold');
  expect(err).toContain('says "baby"');
});

test('whom it is for is asked, and must be somebody', async () => {
  writeFileSync(file, '---\nsubject: Hi\n---\nA word.\n');
  expect((await course('note', file)).err).toContain('say whom with --to');
  expect((await course('note', file, '--to', 'session:99')).err).toContain('there is no session 99');
});
