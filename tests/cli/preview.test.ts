import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { type LiveCourse, liveCourse } from '../../lib/cli/preview/live-course.ts';
import { previewApp } from '../../lib/cli/preview/preview-app.ts';

const ROOT = join(import.meta.dirname, '../..');
let root: string;
let live: LiveCourse;
let app: ReturnType<typeof previewApp>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'preview-'));
  cpSync(join(ROOT, 'templates'), join(root, 'templates'), { recursive: true });
  live = await liveCourse(ownCourse(root));
  app = previewApp(live, { page: join(root, 'templates/preview'), pictures: join(ROOT, '.build/pictures') });
});

afterAll(() => {
  live.close();
  rmSync(root, { recursive: true });
});

async function text(path: string): Promise<string> {
  const response = await app.request(path);
  expect(response.status, path).toBe(200);
  return response.text();
}

test('the gallery lists every letter of the course, and what there is to mend', async () => {
  const course = JSON.parse(await text('/course'));
  expect(course.lessons).toHaveLength(53 + 6 + 36 + 5);
  expect(course.findings).toEqual([]);
  expect(await text('/')).toContain('<h1>Every email</h1>');
});

test('a picture that is none of the course is not there, whatever it is called', async () => {
  for (const name of ['SQ.png', 'constructor.png', `${'a'.repeat(3_000)}.png`, '%00.png', '..%2fpages.js'])
    expect((await app.request(`/pictures/${name}`)).status, name).toBe(404);
});

test('a letter is shown in the country, mode, look and part that were asked for', async () => {
  expect(await text('/letter?lesson=12&country=US&part=text')).toContain('Call 911 for heavy bleeding');
  expect(await text('/letter?lesson=12&baby=no&part=text')).not.toMatch(/baby/i);
  expect(await text('/letter?lesson=12&look=dark')).toContain('@media all');
  expect(await text('/letter?lesson=12&look=light')).toContain('@media not all');
  expect(await text('/letter?lesson=12&opens=yes&part=text')).toContain('Answer 5 questions first');
  expect(await text('/letter?lesson=E3/2&part=headers')).toContain(
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  );
  expect(await text('/letter?lesson=confirmation&part=text')).toContain('/confirm/');
});

test('one mother: her newest lesson on that day and the next twelve weeks, each as she would get it', async () => {
  const mother = 'born=2026-01-05&joined=2026-10-12&today=2026-11-25&pace=standard';
  const lessons: { number: number; date: string; title: string }[] = JSON.parse(
    await text(`/mother?${mother}`),
  );
  expect(lessons[0]).toMatchObject({ number: 7, title: 'Session 12: Hold a weight' });
  expect(lessons.at(-1)?.date.slice(0, 7)).toBe('2027-02');
  expect(lessons).toHaveLength(13);
  expect(await text(`/mother/letter?${mother}&number=7&part=text`)).toContain('HOLD A WEIGHT');
});

test('a change of a file shows as soon as it is saved, and a fault as a finding while the letters stay', async () => {
  const path = join(root, 'templates/course/sessions/12.yaml');
  const before = readFileSync(path, 'utf8');
  const saved = live.changed({ onAbort: () => undefined });
  writeFileSync(path, before.replace('Hold a weight', 'Hold a kettle'));
  await saved;
  expect(await text('/letter?lesson=12&part=text')).toContain('HOLD A KETTLE');
  const broken = live.changed({ onAbort: () => undefined });
  writeFileSync(path, before.replace('minutes: 15\n', 'minutes: many\n'));
  await broken;
  expect(JSON.parse(await text('/course')).findings).toContainEqual(
    expect.stringContaining('templates/course/sessions/12.yaml:7 shape: minutes'),
  );
  expect(await text('/letter?lesson=12&part=text')).toContain('HOLD A KETTLE');
});
