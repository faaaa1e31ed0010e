import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { courseFolder } from '../../lib/brand/course-folder.ts';
import { courseCommand } from '../course-command.ts';
import { eventually, localCourse } from '../runner.ts';
import { WHOLE_COURSE } from '../whole-course.ts';

const ROOT = join(import.meta.dirname, '../..');
function save(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  writeFileSync(file, text.replace(from, to));
}

/** `WHOLE_COURSE=1` runs it; `.ci/run` does. */
describe.runIf(WHOLE_COURSE)('what the coach saves', () => {
  let COURSE = '';
  let built = '';
  let undrawn = '';
  let session = '';
  beforeAll(() => {
    COURSE = join(mkdtempSync(join(tmpdir(), 'saved-')), 'words');
    cpSync(join(ROOT, 'templates/course'), COURSE, { recursive: true });
    session = join(COURSE, 'sessions/13.yaml');
    ({ built } = courseFolder({ COURSE }));
    // The pictures are the same: drawn once, but for one.
    for (const name of ['pictures', 'pictures.json', 'brand-pictures.json', 'pictures.stamp'])
      cpSync(join(ROOT, '.build', name), join(built, name), { recursive: true });
    [undrawn = ''] = readdirSync(join(built, 'pictures')).filter((name) => name.endsWith('.png'));
    rmSync(join(built, 'pictures', undrawn));
  });
  afterAll(() => {
    rmSync(join(COURSE, '..'), { recursive: true });
    rmSync(built, { recursive: true });
  });

  test('a running course draws what is left to draw; it, a test mail and the check see what was saved, and a broken file keeps the words as they were', async () => {
    execFileSync(process.execPath, ['bin/build.ts', '--to-start'], {
      cwd: ROOT,
      env: { ...process.env, COURSE },
    });
    await using course = await localCourse({ COURSE });
    const picture = await fetch(`${course.siteUrl}/pictures/${undrawn}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const run = courseCommand({ COURSE, DATA_DIR: course.dataDir });
    const sample = async () => (await fetch(`${course.siteUrl}/sample`)).text();
    expect(await sample()).toContain('Two more reps');

    save(session, 'title: "Two more reps"', 'title: "Two reps more"');
    await eventually(sample, (page) => page.includes('Two reps more'));
    expect((await run('send-test', 'coach@example.com', '--session', '13')).code).toBe(0);
    const mails = await eventually(course.mails, (all) => all.length > 0);
    expect(mails[0]?.html).toContain('Two reps more');

    save(session, 'minutes: 17', 'minutes: many');
    const check = await run('check');
    expect([check.code, check.out]).toEqual([
      1,
      expect.stringContaining('sessions/13.yaml:7 shape: minutes: write a number here'),
    ]);
    const refused = await run('send-test', 'coach@example.com', '--session', '13');
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('sessions/13.yaml:7 shape: minutes'),
    ]);
    expect(await sample()).toContain('Two reps more');

    save(session, 'minutes: many', 'minutes: 17');
    save(session, 'Two reps more', 'Two more, again');
    await eventually(sample, (page) => page.includes('Two more, again'));
  });
});
