import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { courseFolder, ownCourse } from '../../lib/brand/course-folder.ts';
import { WHOLE_COURSE } from '../whole-course.ts';

test.runIf(WHOLE_COURSE)(
  'with an account of AWS the app refuses the shipped examples, in lines that each name the field',
  () => {
    const env = { ...process.env, CDK_DEFAULT_ACCOUNT: '111122223333' };
    const { status, stderr } = spawnSync(process.execPath, ['bin/app.ts'], { env, encoding: 'utf8' });
    const lines = stderr.trimEnd().split('\n');
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('What each field is: docs/runbook/deploy.md, "The settings"');
    for (const line of lines.slice(0, -1))
      expect(line).toMatch(
        /^bin\/settings\/live\.ts: \S+ is .+, an example that nobody owns: write your own$/,
      );
  },
);

test('a course that was broken since it was built is refused, with its file and line', () => {
  const course = mkdtempSync(join(tmpdir(), 'course-'));
  cpSync('templates/course', course, { recursive: true });
  const { built } = courseFolder({ COURSE: course });
  onTestFinished(() => {
    for (const folder of [course, built]) rmSync(folder, { recursive: true });
  });
  const ours = ownCourse().built;
  for (const name of readdirSync(ours).filter((one) => !['courses', 'pictures', 'functions'].includes(one)))
    cpSync(join(ours, name), join(built, name), { recursive: true });
  writeFileSync(join(course, 'everyday.yaml'), 'ladder: [\n');
  const env = { ...process.env, COURSE: course };
  const { status, stderr } = spawnSync(process.execPath, ['bin/app.ts'], { env, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/was changed since it was built, and does not read:\n.*everyday\.yaml:\d+ /);
});
