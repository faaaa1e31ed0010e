import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startDynamoDb } from '../../lib/local/dynamodb.ts';
import { startInbox } from '../../lib/local/inbox.ts';
import { isOwnRequest } from '../../lib/local/own-pages.ts';
import { localCourse } from '../runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'strong-weeks-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The status that `url` answers with these headers, which `fetch` would not let through. */
function statusOf(url: string, method: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject).end();
  });
}

test.each([
  ['127.0.0.1:3000', undefined],
  ['localhost:3000', undefined],
  ['[::1]:3000', 'http://[::1]:3000'],
  ['LOCALHOST:3000', 'http://127.0.0.1:3000'],
] as const)('a request to %s with the origin %s is one of ours', (host, origin) => {
  expect(isOwnRequest(host, origin, 3000)).toBe(true);
});

test.each([
  [undefined, undefined],
  ['127.0.0.1', undefined],
  ['127.0.0.1:3001', undefined],
  ['evil.example:3000', undefined],
  ['127.0.0.1:3000.evil.example', undefined],
  ['localhost:3000', 'null'],
  ['localhost:3000', 'https://localhost:3000'],
  ['localhost:3000', 'http://evil.example'],
  ['localhost:3000', 'http://localhost:3000.evil.example'],
] as const)('a request to %s with the origin %s is none of ours', (host, origin) => {
  expect(isOwnRequest(host, origin, 3000)).toBe(false);
});

describe('a page of another site', () => {
  const foreign = [{ origin: 'https://evil.example' }, { host: 'rebound.example' }];

  test('neither moves the clock nor reads the panel of a running course', async () => {
    await using course = await localCourse();
    const clock = `${course.siteUrl}/_local/clock`;
    const before = await course.advance('PT0S');
    for (const headers of foreign) {
      expect(await statusOf(clock, 'POST', headers)).toBe(403);
      expect(await statusOf(`${course.siteUrl}/_local/`, 'GET', headers)).toBe(403);
      expect(await statusOf(`${course.siteUrl}/_local/events`, 'POST', headers)).toBe(403);
    }
    expect(await statusOf(`${course.siteUrl}/_local/`, 'GET', {})).toBe(200);
    const after = await course.advance('PT0S');
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeLessThan(60 * 60 * 1_000);
  });

  test('reads no mail, empties no inbox and sees no record', async () => {
    const inbox = await startInbox({
      ...{ port: 0, file: join(folder, 'inbox.sqlite'), now: () => 0 },
      publish: async () => undefined,
    });
    const database = await startDynamoDb();
    for (const headers of foreign) {
      expect(await statusOf(`${inbox.url}/store`, 'GET', headers)).toBe(403);
      expect(await statusOf(`${inbox.url}/clear-store`, 'POST', headers)).toBe(403);
      expect(await statusOf(database.endpoint, 'POST', headers)).toBe(403);
    }
    expect(await statusOf(`${inbox.url}/store`, 'GET', {})).toBe(200);
    await inbox.close();
    await database.stop();
  });
});
