import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseFolder } from '../lib/brand/course-folder.ts';
import { courseCommand } from './course-command.ts';
import { WHOLE_COURSE } from './whole-course.ts';

/**
 * Another course than ours, edited in a folder outside the tree: what the coach reads of it before she deploys.
 * `WHOLE_COURSE=1` runs it; `.ci/run` does.
 */

const KUDU = join(import.meta.dirname, 'course/kudu');
const folder = mkdtempSync(join(tmpdir(), 'edited-course-'));
const COURSE = join(folder, 'kudu');
const course = courseCommand({ COURSE, DATA_DIR: join(folder, 'data') });

describe.runIf(WHOLE_COURSE)('an edited course', () => {
  beforeAll(async () => {
    cpSync(KUDU, COURSE, { recursive: true });
    const file = join(COURSE, 'letters.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^ {2}stop: .*$/m, '  stop: "Stop all of it"'));
    const env = { ...process.env, COURSE };
    await promisify(execFile)(process.execPath, ['bin/build.ts'], {
      cwd: join(import.meta.dirname, '..'),
      env,
    });
  });
  afterAll(() => {
    rmSync(courseFolder({ COURSE }).built, { recursive: true, force: true });
    rmSync(folder, { recursive: true });
  });

  test('preview writes every lesson of it to read, in its name', async () => {
    const out = join(folder, 'preview');
    const { code, err } = await course('preview', '--out', out);
    expect(code, err).toBe(0);
    const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.html'),
    );
    expect(pages.some((file) => file.includes('k5'))).toBe(true);
    const read = pages.map((file) => readFileSync(join(out, file), 'utf8')).join('');
    expect(read).toContain('10177');
    expect(read).toContain('Stop all of it');
    expect(read).not.toContain('Strong Weeks');
  });

  test('changes tells that a word of its mails asks for no signature', async () => {
    const { code, out, err } = await course('changes', '--against', KUDU);
    expect(code, err).toBe(0);
    expect(out).toContain('Nothing that is signed has changed.');
  });
});
