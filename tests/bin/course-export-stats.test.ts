import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identitiesOf } from '../../lambdas/wiring/keys.ts';
import { dynamoStores } from '../../lib/adapters/dynamodb/stores.ts';
import { localKeys } from '../../lib/local/keys.ts';
import { localEnvironment } from '../../lib/local/local-environment.ts';
import { openDatabase } from '../../lib/local/services.ts';
import { line, sent, subscriber } from '../builders.ts';
import type { Ran } from '../course-command.ts';
import { courseHere } from '../course-here.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../local-aws.ts';

/** A course of six in one data folder, looked at without a runner. */

const POISONED = 'poisoned@example.com';

let folder = '';
let course: (...args: string[]) => Promise<Ran>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strong-weeks-'));
  await seed(folder);
  course = courseHere({ DATA_DIR: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(stack: AsyncDisposableStack, dataDir: string) {
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  Object.assign(process.env, {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  const settings = settingsOf(dataDir);
  const database = await openDatabase(stack, process.env, settings, { dataDir, now: Date.now });
  stack.defer(() => {
    delete process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  });
  return database;
}

function settingsOf(dataDir: string) {
  return localEnvironment({}, localKeys(dataDir), 'http://127.0.0.1:3000');
}

async function seed(dataDir: string): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const database = await open(stack, dataDir);
  const { subscribers, ledger, counts, suppressions } = dynamoStores(database);
  const names = ['Ada', '=1+1', 'Zoë, "Z"', null, '-x', 'Bo'];
  for (const [at, firstName] of names.entries()) {
    const progress = at === 0 ? {} : sent(['0', '1', '2'], '2026-01-26');
    const tap = at === 1 ? 'easy' : at === 2 ? 'away:3-4' : null;
    const one = {
      id: `subscriber-${at}`,
      address: `mother${at}@example.com`,
      run: 'run00001',
      firstName,
      tap,
    } as const;
    await subscribers.confirm(subscriber({ ...one, ...progress }), null);
    if (at === 0) continue;
    await ledger.put(line({ id: one.id, run: one.run, fate: at === 5 ? 'bounce' : 'delivery', fateAt: 1 }));
  }
  await counts.add('2026-W02', 'joined', 7);
  await counts.add('2026-W03', 'left:2');
  await counts.add('2026-W03', 'complained:2');
  await suppressions.put({ id: 'gone', reason: 'left', at: 1 });
}

/** A record of a release to come, under the id of its address. */
async function poisonedRecord(dataDir: string): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const database = await open(stack, dataDir);
  const { client, tables } = database;
  const id = await identitiesOf(localKeys(dataDir)).idOf(POISONED);
  await dynamoStores(database).subscribers.confirm(
    subscriber({ id, address: POISONED, run: 'run00002' }),
    null,
  );
  await client.send(
    new UpdateItemCommand({
      TableName: tables.subscribers,
      Key: { pk: { S: `SUB#${id}` }, sk: { S: 'PROFILE' } },
      UpdateExpression: 'SET #level = :unknown',
      ExpressionAttributeNames: { '#level': 'level' },
      ExpressionAttributeValues: { ':unknown': { S: 'constructor' } },
    }),
  );
  return id;
}

describe('course export', () => {
  test('writes what an import reads, safe to open in a spreadsheet, and an import finds them all', async () => {
    const { code, out, err } = await course('export');
    expect({ code, err }).toEqual({ code: 0, err: '6 subscribers.\n' });
    const lines = out.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(
      /^email,firstName,birthDate,noDate,pace,country,timeZone,sendDay,sendHour,babyMentions,training,pausedUntil,state/,
    );
    expect(lines).toContainEqual(expect.stringContaining(",'=1+1,"));
    expect(lines).toContainEqual(expect.stringContaining(",'-x,"));
    expect(lines).toContainEqual(expect.stringContaining(',"Zoë, ""Z""",'));
    const file = join(folder, 'exported.csv');
    writeFileSync(file, out);
    const { out: report } = await course('import', file, '--json');
    // One of the names is none that the form would take.
    expect(JSON.parse(report).rejections.map(({ why }: { why: string }) => why)).toEqual([
      'firstName: a first name only, 50 letters at most',
    ]);
  });

  test('writes JSON Lines, into a new file that only its owner may read', async () => {
    const file = join(folder, 'out.jsonl');
    expect(await course('export', '--format', 'jsonl', '--out', file)).toMatchObject({ code: 0, out: '' });
    const rows = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(rows).toHaveLength(6);
    expect(rows).toContainEqual(
      expect.objectContaining({ email: 'mother2@example.com', firstName: 'Zoë, "Z"', lessons: 3 }),
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await course('export', '--out', file)).toMatchObject({
      code: 1,
      err: `course: the file "${file}" is there already: give another name\n`,
    });
  });

  test.each([
    [['export', '--format', 'xml'], 'csv, jsonl'],
    [['export', '--out', '/nowhere/out.csv'], 'is not there'],
    [['stats', '--sample', '0'], '1 to 9999'],
    [['stats', '--html', '/nowhere/out.html'], 'is not there'],
  ])('%j is refused in one line', async (args, mend) => {
    const { code, err } = await course(...args);
    expect({ code, lines: err.trimEnd().split('\n') }).toEqual({
      code: 1,
      lines: [expect.stringContaining(mend)],
    });
  });

  test('a reader that has seen enough is no failure', () => {
    const command = `${process.execPath} bin/course.ts export | head -1`;
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      env: { ...process.env, DATA_DIR: folder },
    });
    expect(status).toBe(0);
    expect(stderr.toString()).not.toContain('Error');
  });
});

describe('course stats', () => {
  test('counts mothers, lessons with what became of them, and weeks, for machines', async () => {
    const { code, out } = await course('stats', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      states: { active: 6, paused: 0, stopped: 0 },
      stages: { none: 1, S2: 5 },
      countries: { GB: 6 },
      sessions: { 2: { sent: 5, delivered: 4, bounced: 1, taps: { easy: 1, away: 1 } } },
      weeks: [
        { week: '2026-W02', joined: 7, left: 0, ticked: 0, days: 0, numbers: 0 },
        { week: '2026-W03', joined: 0, left: 1, ticked: 0, days: 0, numbers: 0 },
      ],
      leftAfter: { 2: 1 },
      complainedAfter: { 2: 1 },
      suppressed: { left: 1, bounced: 0, complained: 0 },
      sending: { paused: false },
    });
  });

  test('draws them for people, with no colour when piped, and on a page that needs nothing else', async () => {
    const page = join(folder, 'stats.html');
    const { code, out } = await course('stats', '--html', page);
    expect(code).toBe(0);
    expect(out).toContain('Joined, by week');
    expect(out).not.toContain('\u001B');
    const drawn = readFileSync(page, 'utf8');
    expect(drawn).toContain('<svg');
    expect(drawn).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    expect(drawn).not.toContain('mother0');
  });
});

describe('a record that cannot be read', () => {
  const email = POISONED;
  const list = (name: string) => {
    const file = join(folder, name);
    writeFileSync(file, `email,noDate\n${email},yes\nnew@example.com,yes\n`);
    return file;
  };

  test('is named by who with its attribute and the mend, and who fails', async () => {
    const id = await poisonedRecord(folder);
    const { code, out, err } = await course('who', email, '--json');
    expect(JSON.parse(out)).toMatchObject({ id, state: 'unreadable', unreadable: ['record'], next: null });
    expect({ code, lines: err.trimEnd().split('\n') }).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(/record \(attribute level\) cannot be read\. Roll forward .*"course forget/),
      ],
    });
  });

  test('ends a command that needs it in one line, and nothing is changed', async () => {
    const { code, out, err } = await course('change', email, '--pace', 'gentle');
    expect({ code, out, lines: err.trimEnd().split('\n') }).toEqual({
      code: 1,
      out: '',
      lines: [expect.stringMatching(/stored cannot be read \(attribute level\): course who/)],
    });
  });

  test('is named by an import that meets it, which imports the others and fails', async () => {
    const { code, out, err } = await course('import', list('list.csv'), '--yes', '--json');
    expect(JSON.parse(out)).toMatchObject({ asked: 1, rejected: 1, rejections: [{ line: 2 }] });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^course: 1 record could not be read: \S+\n$/),
    });
  });

  test('is erased by forget all the same', async () => {
    expect(await course('forget', email, '--yes')).toMatchObject({ code: 0, err: '' });
    const { code, out } = await course('who', email, '--json');
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, state: 'left', unreadable: [] });
  });
});
