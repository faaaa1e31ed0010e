import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvRows } from '../../lib/cli/csv/csv-rows.ts';
import type { Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';

/** Each test goes on from the last, over one data folder and no runner. */

let folder = '';
let course: (...args: string[]) => Promise<Ran>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strong-weeks-'));
  course = courseHere({ DATA_DIR: join(folder, 'data') });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EVIDENCE = '2026-10-01T09:00:00Z,"I agree, explicitly",https://old.example/form';

async function importing(content: string, ...args: string[]) {
  const file = join(folder, 'list.csv');
  writeFileSync(file, content);
  const { code, out, err } = await course('import', file, '--json', ...args);
  return { code, err, report: code === 0 ? JSON.parse(out) : null };
}

test('a dry run comes first, and without a word from anybody nothing is imported', async () => {
  const { report, err } = await importing('email,birthDate\nann@example.com,2026-05-05\n');
  expect(report).toEqual({
    rejections: [],
    dryRun: true,
    rows: 1,
    asked: 1,
    enrolled: 0,
    already: 0,
    askedBefore: 0,
    rejected: 0,
  });
  expect(err).toContain('Add --yes to import');
  const { out } = await course('who', 'ann@example.com', '--json');
  expect(JSON.parse(out)).toMatchObject({ state: 'unknown' });
});

test('with evidence they are enrolled, every rejected line is named, and a second time nothing changes', async () => {
  const rows = [
    'email,birthDate,noDate,pace,country,consentAt,consentText,consentSource,phone',
    `ann@example.com,2026-05-05,,standard,GB,${EVIDENCE},07700`,
    `zoe@bücher.example,,yes,,uk,${EVIDENCE},`,
    'bob@example.com,2026-05-05,,,,,,,',
    `ANN@example.com,2026-05-05,,,,${EVIDENCE},`,
    `,2026-05-05,,,,${EVIDENCE},`,
    `eve@example.com,05/06/2026,,fast,XX,${EVIDENCE},`,
    `eve@example.com,,,,,${EVIDENCE},`,
    `eve@example.com,2026-05-05,,,,2026-10-01,,,`,
  ];
  const { report, err } = await importing(rows.join('\n'), '--yes', '--confirmed');
  expect(err).toContain('Not read: phone.');
  expect(report.rejections).toEqual([
    { line: 4, why: 'consent: --confirmed needs consentAt, consentText and consentSource' },
    { line: 5, why: 'email: the same address stands in an earlier line' },
    { line: 6, why: 'email: not an address that mail can go to' },
    {
      line: 7,
      why: expect.stringMatching(
        /^birthDate: may mean 5 June 2026 or 6 May 2026; write it as .*; pace: .*; country: one of GB/,
      ),
    },
    { line: 8, why: 'birthDate: missing; give a date, or yes under noDate' },
    { line: 9, why: expect.stringContaining('give consentAt, consentText and consentSource') },
  ]);
  expect(report).toMatchObject({ rows: 8, enrolled: 2, rejected: 6 });
  const again = await importing(rows.join('\n'), '--yes', '--confirmed');
  expect(again.report).toMatchObject({ enrolled: 0, already: 2, rejected: 6 });
  const { out } = await course('who', 'zoe@xn--bcher-kva.example', '--show', '--json');
  expect(JSON.parse(out)).toMatchObject({
    state: 'active',
    next: { session: 'R1' },
    about: { birthDate: null, pace: 'gentle', country: 'GB', timeZone: 'Europe/London' },
  });
});

test('whoever left is not woken, with evidence or without', async () => {
  expect(await course('forget', 'ann@example.com', '--yes')).toMatchObject({ code: 0 });
  const row = `email,birthDate,consentAt,consentText,consentSource\nann@example.com,2026-05-05,${EVIDENCE}\n`;
  for (const how of [['--yes'], ['--yes', '--confirmed']]) {
    expect((await importing(row, ...how)).report).toMatchObject({
      rejections: [{ line: 2, why: 'email: left, bounced or complained; nothing wakes it' }],
      enrolled: 0,
      asked: 0,
    });
  }
});

test('killed halfway, the same command goes on where it was', async () => {
  const file = join(folder, 'many.csv');
  const row = (at: number) => `many${at}@example.com,yes,${EVIDENCE}`;
  const rows = Array.from({ length: 1_500 }, (_, at) => row(at));
  writeFileSync(file, ['email,noDate,consentAt,consentText,consentSource', ...rows].join('\r\n'));
  const env = { ...process.env, DATA_DIR: join(folder, 'data') };
  const args = ['bin/course.ts', 'import', file, '--yes', '--confirmed', '--json'];
  const running = spawn(process.execPath, args, { env, stdio: 'ignore' });
  setTimeout(() => running.kill('SIGKILL'), 1_800);
  await once(running, 'exit');
  const { out } = await course('import', file, '--yes', '--confirmed', '--json');
  const report = JSON.parse(out);
  expect(report.enrolled + report.already).toBe(1_500);
  const again = await course('import', file, '--confirmed', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ already: 1_500, enrolled: 0, rejected: 0 });
});

test.each([
  [['nowhere.csv'], '"nowhere.csv" is not there'],
  [['.'], 'is a folder: name a file'],
])('says in one line that %j is no list', async (args, mend) => {
  const { code, err } = await course('import', ...args);
  expect({ code, lines: err.trimEnd().split('\n') }).toEqual({
    code: 1,
    lines: [expect.stringContaining(mend)],
  });
});

/** What comes of a file, by the reader alone: lines and cells. */
async function read(...pieces: (string | Buffer)[]) {
  const buffers = pieces.map((piece) => Buffer.from(piece));
  return Array.fromAsync(csvRows(piecesOf(buffers)));
}

async function* piecesOf(buffers: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* buffers;
}

const row = (line: number, ...cells: string[]) => ({ kind: 'row', line, cells });

describe('CSV as it is found', () => {
  test('a byte-order mark is no part of the first name', async () => {
    expect(await read('\uFEFFemail,pace\na,b\n')).toEqual([row(1, 'email', 'pace'), row(2, 'a', 'b')]);
  });
  test('a quoted field holds commas, line ends and doubled quotes, and the next line keeps its number', async () => {
    expect(await read('email,text\na,"one, two\nthree ""four"""\nb,c')).toEqual([
      row(1, 'email', 'text'),
      row(2, 'a', 'one, two\nthree "four"'),
      row(4, 'b', 'c'),
    ]);
  });
  test('lines end as on Windows', async () => {
    expect(await read('email,pace\r\na,b\r\n')).toEqual([row(1, 'email', 'pace'), row(2, 'a', 'b')]);
  });
  test('lines end as on old Macs', async () => {
    expect(await read('email,pace\ra,b\r')).toEqual([row(1, 'email', 'pace'), row(2, 'a', 'b')]);
  });
  test('lines end in several ways in one file', async () => {
    expect((await read('email,x\na,1\r\nb,2\rc,3')).map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });
  test('semicolons, as spreadsheets write them where the comma is for decimals', async () => {
    expect(await read('email;pace\n"a;b";c,d\n')).toEqual([row(1, 'email', 'pace'), row(2, 'a;b', 'c,d')]);
  });
  test('tabs', async () => {
    expect(await read('email\tpace\na\tb\n')).toEqual([row(1, 'email', 'pace'), row(2, 'a', 'b')]);
  });
  test('empty lines count as lines and as nothing else', async () => {
    expect(await read('email\n\na\n')).toEqual([row(1, 'email'), row(3, 'a')]);
  });
  test('a letter cut in two between two pieces of the file stays whole', async () => {
    const [head, tail] = [Buffer.from('email\nZoë').subarray(0, -1), Buffer.from('ë').subarray(1)];
    expect(await read(head, tail)).toEqual([row(1, 'email'), row(2, 'Zoë')]);
  });
  test('a stray quote spoils its own line, and is told by its number', async () => {
    expect(await read('email\n"a"b\nc\n')).toEqual([
      row(1, 'email'),
      { kind: 'fault', line: 2, why: expect.stringContaining('quote') },
      row(3, 'c'),
    ]);
  });
  test('a quote that is never closed costs the line that opens it, and no other', async () => {
    expect(await read('email\na\n"b\nc\n')).toEqual([
      row(1, 'email'),
      row(2, 'a'),
      { kind: 'fault', line: 3, why: 'a quote is opened and never closed' },
      row(4, 'c'),
    ]);
  });
  test('another encoding is refused, with what to save it as', async () => {
    await expect(read(Buffer.from('email\nZo\xeb\n', 'latin1'))).rejects.toThrow('CSV UTF-8');
    await expect(read(Buffer.from('\uFEFFemail\n', 'utf16le'))).rejects.toThrow('CSV UTF-8');
  });
});

describe('the header', () => {
  test('is read without regard to case, blanks and order, and a guarded cell without its guard', async () => {
    const { report } = await importing("First Name,BIRTH DATE,E-Mail\nZoë,2026-05-05,'+x@example.com\n");
    expect(report).toMatchObject({ rows: 1, asked: 1 });
  });
  test.each([
    ['name,birthDate\na,b\n', 'no email column'],
    ['email,name\na,b\n', 'neither birthDate nor noDate'],
    ['email,birthDate,email\n', 'email twice'],
    ['', 'no header'],
  ])('%j is refused in one line that names the mend', async (content, mend) => {
    const { code, err } = await importing(content);
    expect(code).toBe(1);
    expect(err).toContain(mend);
  });
  test('a row with more fields than the header is rejected, one with fewer is read', async () => {
    const { report } = await importing('email,noDate,pace\na@example.com,yes\nb@example.com,yes,,extra\n');
    expect(report).toMatchObject({
      asked: 1,
      rejections: [{ line: 3, why: '4 fields, and the header names 3' }],
    });
  });
});
