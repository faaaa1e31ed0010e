import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { courseFolder } from '../../lib/brand/course-folder.ts';
import { freePort, localCourse, startLocal } from '../runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'strong-weeks-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts with these variables, and answers how it ended and what it said. */
async function startWith(
  environment: Record<string, string>,
  ...options: readonly '--build'[]
): Promise<{ code: number; said: string }> {
  const ports = { PORT: String(await freePort()), INBOX_PORT: String(await freePort()) };
  const child = startLocal({ ...ports, DATA_DIR: join(folder, 'data'), ...environment }, ...options);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'exit');
  return { code, said };
}

/** One line that names the thing and the mend. */
function oneLine(said: string): string {
  expect(said.trim().split('\n')).toHaveLength(1);
  return said;
}

test.each(['PORT', 'INBOX_PORT'])(
  'a port in use is named, with the variable that mends it (%s)',
  async (name) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { code, said } = await startWith({ [name]: port });
    taken.close();
    expect(code).toBe(1);
    expect(oneLine(said)).toMatch(new RegExp(`${port}.*set PORT or INBOX_PORT`));
  },
);

test('a data folder that cannot be made is named', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const { code, said } = await startWith({ DATA_DIR: join(file, 'data') });
  expect(code).toBe(1);
  expect(oneLine(said)).toMatch(/a-file.*set DATA_DIR/);
});

test('a port that is no number is named', async () => {
  const { code, said } = await startWith({ PORT: 'three thousand' });
  expect(code).toBe(1);
  expect(oneLine(said)).toContain('PORT: write a whole number from 1 to 65535');
});

test('a service that does not answer is named, with the variable that points there', async () => {
  const { code, said } = await startWith({
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${await freePort()}`,
  });
  expect(code).toBe(1);
  expect(oneLine(said)).toMatch(/ECONNREFUSED.*AWS_ENDPOINT_URL_/);
});

test("a function's variable that is wrong is named before anything starts", async () => {
  const { code, said } = await startWith({ SEND_RATE_PER_SECOND: 'fast' });
  expect(code).toBe(1);
  expect(oneLine(said)).toContain('SEND_RATE_PER_SECOND');
});

test('data that another run has is left alone', async () => {
  await using course = await localCourse();
  const { code, said } = await startWith({ DATA_DIR: course.dataDir });
  expect(code).toBe(1);
  expect(oneLine(said)).toMatch(/in use by another run.*set DATA_DIR/);
  expect((await fetch(`${course.siteUrl}/health`)).status).toBe(200);
});

test('Ctrl+C ends it at once, and tidily', async () => {
  await using course = await localCourse();
  expect(await course.interrupt()).toBe(0);
});

test('npm start builds first, and a course that was never built and has a fault is named and not started', async () => {
  const COURSE = join(folder, 'kudu');
  cpSync(join(import.meta.dirname, '../course/kudu'), COURSE, { recursive: true });
  writeFileSync(join(COURSE, 'safety.yaml'), 'signs: [');
  onTestFinished(() => rmSync(courseFolder({ COURSE }).built, { recursive: true, force: true }));
  const { code, said } = await startWith({ COURSE }, '--build');
  expect(code).toBe(1);
  expect(said).toContain(`${join(COURSE, 'safety.yaml')}:1 `);
});
