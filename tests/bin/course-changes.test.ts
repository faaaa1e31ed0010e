import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join40WeeksOn, type Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { type LocalCourse, localCourse } from '../runner.ts';

/** What the course as it stands means for a woman who began with it as a folder beside has it. */

const HER = 'ada@example.com';
const before = mkdtempSync(join(tmpdir(), 'course-before-'));
let local: LocalCourse;
let course: (...args: string[]) => Promise<Ran>;

beforeAll(async () => {
  cpSync(join(import.meta.dirname, '../../templates/course'), before, { recursive: true });
  local = await localCourse();
  course = courseHere({ DATA_DIR: local.dataDir });
  await join40WeeksOn(local, HER);
});
afterAll(async () => {
  await local[Symbol.asyncDispose]();
  rmSync(before, { recursive: true });
});

function edit(file: string, from: string | RegExp, to: string | ((found: string) => string)): void {
  const path = join(before, file);
  const text = readFileSync(path, 'utf8');
  const edited = typeof to === 'string' ? text.replace(from, to) : text.replace(from, to);
  if (edited === text) throw new Error(`${file} does not say ${from}`);
  writeFileSync(path, edited);
}

/** The file of the tip that a session names. */
function tipOf(session: string): string {
  const read = readFileSync(
    join(import.meta.dirname, `../../templates/course/sessions/${session}.yaml`),
    'utf8',
  );
  const number = /^tip: M(\d+)$/m.exec(read)?.[1] ?? '';
  return `tips/m${number.padStart(2, '0')}.md`;
}

test('nothing changed: nobody gets anything else', async () => {
  const { code, out } = await course('changes', '--against', before);
  expect({ code, out }).toEqual({
    code: 0,
    out: [
      '1 mother on the course. 0 get new words with the next lesson; 0 get another session than they would have.',
      '0 get a session that they had already; 0 go back.',
      'Nothing that is signed has changed.\n',
    ].join('\n'),
  });
});

test.each([
  ['the tip of her next session', tipOf('R2'), /^(.*\w{4,}.*)$/gm],
  ['an everyday line of her path', 'everyday.yaml', /^( +- ".*)"$/gm],
])('%s says something else: she gets new words', async (_what, file, lines) => {
  const text = readFileSync(join(before, file), 'utf8');
  edit(
    file,
    lines,
    file.endsWith('.md') ? (line: string) => (/^\w+:/.test(line) ? line : `${line} So.`) : '$1 So."',
  );
  const { code, out } = await course('changes', '--against', before, '--json');
  writeFileSync(join(before, file), text);
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, newWords: 1 });
});

test('a page says something else: its sentences are counted, and nobody signs', async () => {
  const file = 'words/pages.yaml';
  const text = readFileSync(join(before, file), 'utf8');
  edit(file, 'title: "You are in"', 'title: "You are on board"');
  const { code, out } = await course('changes', '--against', before);
  writeFileSync(join(before, file), text);
  expect(code).toBe(0);
  expect(out).toContain('1 sentence of pages, forms or errors changed: no signature is asked for.');
  expect(out).toContain('Nothing that is signed has changed.');
});

test('her next session says something else, and a part of it is signed', async () => {
  edit('sessions/R2.yaml', 'minutes: ', 'minutes: 1');
  const { code, out } = await course('changes', '--against', before, '--json');
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, mothers: 1, newWords: 1, parts: ['moves'] });
});

test('a session that was taken out without a place for its women ends with exit code 1 and the mend', async () => {
  edit('course.yaml', 'sessions: R1..R6, opens', 'sessions: R1..R7, opens');
  edit('course.yaml', '{ sessions: [R1..R6], asks', '{ sessions: [R1..R7], asks');
  edit('stages.yaml', /^ +R6: .*$/m, '$&\n  R7: { effort: [5, 5], effort-words: "some work" }');
  edit('rules/programme.yaml', 'R6: [5, 5] }', 'R6: [5, 5], R7: [5, 5] }');
  cpSync(join(before, 'sessions/R6.yaml'), join(before, 'sessions/R7.yaml'));
  const { code, out, err } = await course('changes', '--against', before);
  expect(code).toBe(1);
  expect(out).toContain('0 had session R7 last, which is gone: add gone: { R7: R6 }');
  expect(err).toContain(
    '1 session without a place for those who had it last: add to course.yaml gone: { R7: R6 }',
  );
});

test('what is neither a folder nor a git ref is refused in one line', async () => {
  const { code, out, err } = await course('changes', '--against', 'no-such-thing');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(
    /^course: --against: no-such-thing is no folder with a course\.yaml, and no git ref .*\n$/,
  );
});
