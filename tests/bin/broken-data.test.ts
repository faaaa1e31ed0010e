import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseHere } from '../course-here.ts';
import { freePort, localCourse, startLocal } from '../runner.ts';
import { someOf } from '../whole-course.ts';

const folder = mkdtempSync(join(tmpdir(), 'strong-weeks-broken-'));
const tidy = join(folder, 'tidy');
const killed = join(folder, 'killed');
const stoppedOften = join(folder, 'stopped-often');

/** A course with a sign-up and its mail, once stopped tidily and once killed. */
beforeAll(async () => {
  await using course = await localCourse();
  await fetch(`${course.siteUrl}/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'mother@example.com', noDate: 'yes', country: 'GB', consent: 'yes' }),
  });
  await course.advance('PT0S');
  cpSync(course.dataDir, killed, { recursive: true });
  await course.interrupt();
  cpSync(course.dataDir, tidy, { recursive: true });
  cpSync(course.dataDir, stoppedOften, { recursive: true });
  for (let times = 0; times < 2; times += 1) await start(stoppedOften);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;
function copyOf(data: string): string {
  copies += 1;
  const copy = join(folder, `copy-${copies}`);
  cpSync(data, copy, { recursive: true });
  return copy;
}

async function start(
  dataDir: string,
  more: Record<string, string> = {},
): Promise<{ code: number | null; said: string }> {
  const ports = { PORT: String(await freePort()), INBOX_PORT: String(await freePort()) };
  const child = startLocal({ ...ports, DATA_DIR: dataDir, ...more });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  child.stdout?.once('data', () => child.kill('SIGINT'));
  const [code] = await once(child, 'exit');
  return { code, said: said.trim() };
}

function database(copy: string, pattern: RegExp): string {
  const name = readdirSync(join(copy, 'dynamodb')).find((file) => pattern.test(file));
  if (name === undefined) throw new Error(`no ${pattern} in the database`);
  return join(copy, 'dynamodb', name);
}

/** Names of what holds data: neither SQLite's working files nor who runs. */
function dataIn(copy: string): string[] {
  return readdirSync(copy)
    .filter((name) => !/-(wal|shm)$|^runner\.json$/.test(name))
    .toSorted();
}

type Damage = [what: string, data: () => string, damage: (copy: string) => string];
const DAMAGES: Damage[] = [
  ['keys that are gone', () => tidy, (copy) => gone(join(copy, 'keys.json'))],
  ['keys that are empty', () => tidy, (copy) => cut(join(copy, 'keys.json'), 0)],
  [
    'keys that are none',
    () => tidy,
    (copy) => written(join(copy, 'keys.json'), '{"TOKEN_KEYS":"{}","ADDRESS_KEY":"x"}'),
  ],
  ['a clock that is no clock', () => tidy, (copy) => written(join(copy, 'clock.json'), '{')],
  ['queues that are gone', () => tidy, (copy) => gone(join(copy, 'queues.sqlite'))],
  [
    'a log of the database that is gone',
    () => killed,
    (copy) => {
      gone(database(copy, /\.log$/));
      return join(copy, 'dynamodb');
    },
  ],
  ['a queue file that was cut', () => tidy, (copy) => cut(join(copy, 'queues.sqlite'), 5_000)],
  ['an inbox that is none', () => tidy, (copy) => written(join(copy, 'inbox.sqlite'), 'x'.repeat(8_192))],
  [
    'a manifest of the database that is damaged',
    () => killed,
    (copy) => damaged(database(copy, /^MANIFEST/), 0),
  ],
  ['a database without its CURRENT', () => killed, (copy) => gone(join(copy, 'dynamodb', 'CURRENT'))],
  ['a log of the database that was damaged', () => killed, (copy) => damaged(database(copy, /\.log$/), 20)],
  ['a log of the database that was cut', () => tidy, (copy) => cut(database(copy, /\.log$/), 40)],
  [
    'a clock beyond all moments',
    () => tidy,
    (copy) => written(join(copy, 'clock.json'), '{"offsetMs":1e300}'),
  ],
  ['who runs, damaged', () => tidy, (copy) => written(join(copy, 'runner.json'), '{')],
  ['a folder in place of who runs', () => tidy, (copy) => folderAt(join(copy, 'runner.json'))],
  ['a folder in place of the keys', () => tidy, (copy) => folderAt(join(copy, 'keys.json'))],
  ['a folder in place of the queues', () => tidy, (copy) => folderAt(join(copy, 'queues.sqlite'))],
  ['a folder in place of the inbox', () => tidy, (copy) => folderAt(join(copy, 'inbox.sqlite'))],
  ['a folder in place of the lock', () => tidy, (copy) => folderAt(join(copy, 'dynamodb', 'LOCK'))],
  ['a file in place of the database', () => tidy, (copy) => written(gone(join(copy, 'dynamodb')), 'x')],
  ['a database that is gone', () => tidy, (copy) => gone(join(copy, 'dynamodb'))],
  ['a database that was emptied', () => killed, (copy) => folderAt(join(copy, 'dynamodb'))],
  [
    'lengths of files that cannot be read',
    () => tidy,
    (copy) => written(join(copy, 'dynamodb', 'CLOSED_WELL'), '\u0000'),
  ],
  [
    'tables of the database that are damaged within',
    () => stoppedOften,
    (copy) => {
      for (const name of readdirSync(join(copy, 'dynamodb')).filter((file) => file.endsWith('.ldb')))
        for (let at = 0; at < statSync(join(copy, 'dynamodb', name)).size - 112; at += 64)
          damaged(join(copy, 'dynamodb', name), at);
      return join(copy, 'dynamodb');
    },
  ],
];

function gone(file: string): string {
  rmSync(file, { recursive: true });
  return file;
}

function folderAt(path: string): string {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path);
  return path;
}

function cut(file: string, size: number): string {
  truncateSync(file, size);
  return file;
}

function written(file: string, text: string): string {
  writeFileSync(file, text);
  return file;
}

function damaged(file: string, at: number): string {
  const open = openSync(file, 'r+');
  writeSync(open, Buffer.alloc(64, 0xff), 0, 64, at);
  closeSync(open);
  return file;
}

describe('a start on damaged data', () => {
  test.each(someOf(DAMAGES, 9))(
    'names the file and the mend in one line, and ends: %s',
    async (_, data, damage) => {
      const copy = copyOf(data());
      const file = damage(copy);
      const before = dataIn(copy);
      const { code, said } = await start(copy);
      expect(code).toBe(1);
      expect(said.split('\n')).toHaveLength(1);
      expect(said).toContain(file);
      expect(said).toMatch(/backup|delete it/);
      expect(dataIn(copy)).toEqual(before);
      // As long as nobody mended it, the next start says the same.
      expect((await start(copy)).code).toBe(1);
    },
  );

  test.each(['keys.json', 'clock.json', 'runner.json'])(
    'is said by the command line as well: %s',
    async (name) => {
      const copy = copyOf(tidy);
      const file = written(join(copy, name), '{');
      const { code, err } = await courseHere({ DATA_DIR: copy })('audit');
      expect(code).toBe(1);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(err).toContain(file);
    },
  );

  test('goes on without a damaged log once its marker is deleted', async () => {
    const copy = copyOf(killed);
    const log = damaged(database(copy, /\.log$/), 20);
    expect((await start(copy)).code).toBe(1);
    expect(existsSync(`${log}.damaged`)).toBe(true);
    rmSync(join(copy, 'dynamodb', 'DAMAGED'));
    expect(await start(copy)).toEqual({ code: 0, said: '' });
  });

  test('does not happen: what was killed and what was stopped start again', async () => {
    expect(await start(copyOf(killed))).toEqual({ code: 0, said: '' });
    expect(await start(copyOf(tidy))).toEqual({ code: 0, said: '' });
  });
});

describe('the data folder', () => {
  test("is its owner's alone, also where an earlier version left it open", async () => {
    const copy = copyOf(tidy);
    chmodSync(copy, 0o755);
    await start(copy);
    expect(statSync(copy).mode & 0o777).toBe(0o700);
    const fresh = join(folder, 'made', 'here');
    await start(fresh);
    expect(statSync(fresh).mode & 0o777).toBe(0o700);
  });

  test('is nobody’s when it is a copy of one that is in use', async () => {
    await using course = await localCourse();
    const copy = copyOf(course.dataDir);
    expect(await start(copy)).toEqual({ code: 0, said: '' });
    expect((await start(course.dataDir)).said).toContain('is in use by another run');
  });

  test('is not taken where other things lie: their rights stay', async () => {
    const other = join(folder, 'other');
    mkdirSync(other, { mode: 0o755 });
    writeFileSync(join(other, 'holiday.txt'), '');
    const { code, said } = await start(other);
    expect(code).toBe(1);
    expect(said).toMatch(/holiday\.txt.*Set DATA_DIR to a new or an empty folder/);
    expect(statSync(other).mode & 0o777).toBe(0o755);
  });
});
