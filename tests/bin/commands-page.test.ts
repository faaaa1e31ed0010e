import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp40WeeksOn } from '../course-command.ts';
import { printedHere } from '../course-here.ts';
import { eventually, type LocalCourse, localCourse } from '../runner.ts';
import { someOf, WHOLE_COURSE } from '../whole-course.ts';

/**
 * What docs/commands shows is what the binary prints: its commands are run in the order of the pages, on a course of
 * three mothers; in the short form in this process, but for one in six. Days, times and counters that follow from today are compared by their shape.
 * `WHOLE_COURSE=1 UPDATE_DOCS=1 vitest run tests/bin/commands-page` writes the pages anew.
 */

const ROOT = join(import.meta.dirname, '../..');
/** The coach's commands read and check the whole course each time: of the whole. */
const PAGES = [...(WHOLE_COURSE ? ['coach'] : []), 'mothers', 'operation'].map((name) =>
  join(ROOT, `docs/commands/${name}.md`),
);
const PROMPT = '$ npm run -s course -- ';
const BLOCK = /```console\n\$ npm run -s course -- (.*)\n([\s\S]*?)```/g;
const UPDATES = Boolean(process.env['UPDATE_DOCS']);

let local: LocalCourse;
let folder = '';
let backupAt = '';

beforeAll(async () => {
  // Ids decide the order in which mothers are read.
  process.env['ADDRESS_KEY'] = Buffer.alloc(32, 'a').toString('base64');
  folder = mkdtempSync(join(tmpdir(), 'strong-weeks-'));
  local = await localCourse();
  const evidence = '2026-01-15,I agree to a weekly email,https://old.example/form';
  const lines = [
    'email,birthDate,noDate,firstName,pace,country,consentAt,consentText,consentSource',
    `ada@example.com,${weeksAgo(39)},,Ada,standard,GB,${evidence}`,
    `zoe@example.com,${weeksAgo(6)},,Zoë,gentle,IE,${evidence}`,
    `may@example.com,,yes,May,gentle,US,${evidence}`,
    `kim@example.com,31/01/2026,,Kim,fast,GB,${evidence}`,
    `ADA@example.com,,yes,,,,${evidence}`,
  ];
  writeFileSync(join(folder, 'mothers.csv'), lines.join('\n'));
});
afterAll(async () => {
  await local[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** And two days, so that lessons fall in the same weeks on whichever day this runs. */
function weeksAgo(weeks: number): string {
  return new Date(Date.now() - (weeks * 7 + 2) * 86_400_000).toISOString().slice(0, 10);
}

/** What happens between two commands of the pages; before the first that begins so. */
const MEANWHILE: [string, () => Promise<unknown>][] = [
  ['who', () => local.advance('P18D')],
  ['resume-all', () => local.advance('P7D')],
  ['redrive', () => local.advance('PT0S')],
  ['lift bounce', mailBounces],
  ['restored --at', putOlderCopyBack],
];

async function mailBounces(): Promise<void> {
  const address = 'bounce@simulator.amazonses.com';
  await signUp40WeeksOn(local, address);
  await eventually(
    () => run(['who', address, '--json']),
    (known) => known.includes('"bounced"'),
  );
}

/** A copy of the data is made, a lesson of each goes, and the copy is put in place of it. */
async function putOlderCopyBack(): Promise<void> {
  const [data, copy] = [join(local.dataDir, 'dynamodb'), join(folder, 'copy')];
  ({ now: backupAt } = await local.advance('PT0S'));
  await local.interrupt();
  cpSync(data, copy, { recursive: true });
  await local.start();
  await local.advance('P9D');
  await local.interrupt();
  rmSync(data, { recursive: true });
  cpSync(copy, data, { recursive: true });
}

async function run(args: readonly string[], asProcess = false): Promise<string> {
  const previews = args[0] === 'preview';
  const given = [...args.map(realArgument), ...(previews ? ['--port', '0'] : [])];
  const printed =
    asProcess || previews
      ? printedByBinary(given, previews)
      : printedHere({ DATA_DIR: local.dataDir })(...given);
  return (await printed)
    .replaceAll('\r\n', '\n')
    .replaceAll(relative(ROOT, local.dataDir), '.local')
    .replaceAll(`${folder}/`, '')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8010');
}

/** @param stops it serves until it is broken off. */
function printedByBinary(given: readonly string[], stops: boolean): Promise<string> {
  const env = { ...process.env, DATA_DIR: local.dataDir };
  const command = [process.execPath, 'bin/course.ts', ...given];
  const child = spawn('sh', ['-c', 'exec "$0" "$@" 2>&1', ...command], { cwd: ROOT, env });
  if (stops)
    child.stdout.on('data', (piece) => {
      if (String(piece).includes('Ctrl-C')) child.kill('SIGINT');
    });
  return text(child.stdout);
}

function realArgument(argument: string): string {
  if (/\.(csv|html|jsonl)$/.test(argument)) return join(folder, argument);
  return /^\d{4}-\d{2}-\d{2}T/.test(argument) ? backupAt : argument;
}

/** Without what depends on the day. */
function shapeOf(printed: string): string {
  return (
    printed
      .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'TIME')
      .replaceAll(/\d{4}-(\d{2}-\d{2}|W\d{2})/g, 'DAY')
      .replaceAll(/\d{1,2} \w{3} \d{4}, \d{2}:\d{2}/g, 'MOMENT')
      .replaceAll(/"(run|attempt|messageId)": ?"[^"]+"/g, '$1')
      // Of a part of the course that is signed: it changes with each dose.
      .replaceAll(/(?<=^[\w/]+ )[0-9a-f]{12}(?=: )/gm, 'HASH')
      .replaceAll(/ +│/g, ' │')
      .replaceAll(/─+/g, '─')
  );
}

const shownOnPages = PAGES.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(BLOCK)].map(([, line = '', shown = '']) => ({ page, line, shown })),
);

const AS_PROCESS = new Set(someOf(shownOnPages, 6, 3).map(({ line }) => line));

test.for(shownOnPages)('course $line', async ({ page, line, shown }) => {
  const at = MEANWHILE.findIndex(([begins]) => line.startsWith(begins));
  for (const [, happen] of at < 0 ? [] : MEANWHILE.splice(at, 1)) await happen();
  const printed = await run(line.split(' '), UPDATES || AS_PROCESS.has(line));
  if (UPDATES) update(page, line, shown, printed);
  expect(UPDATES ? shapeOf(printed) : shapeOf(shown)).toBe(shapeOf(printed));
});

function update(page: string, line: string, shown: string, printed: string): void {
  const now = line.replace(/\d{4}-\d{2}-\d{2}T\S+/, backupAt);
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(
      `${PROMPT}${line}\n${shown}\`\`\``,
      () => `${PROMPT}${now}\n${printed}\`\`\``,
    ),
  );
}
