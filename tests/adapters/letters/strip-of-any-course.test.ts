import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import { compileCourse, compiledLetters } from '../../../lib/authoring/build-course.ts';
import { everyAtLevel, sampleLesson } from '../../../lib/authoring/sample-lesson.ts';
import { courseFolder } from '../../../lib/brand/course-folder.ts';
import { codesOf } from '../../../lib/domain/countries.ts';
import { courseFrom } from '../../../lib/domain/course.ts';
import { openBrowser } from '../../browser.ts';
import { openPhone, show } from '../../phone.ts';
import { stripLines } from './strip-lines.ts';

const browser = openBrowser();

test('of any course the strip of signs has at most three lines, in each of its countries and both voices', {
  timeout: 120_000,
}, async () => {
  const out = mkdtempSync(join(tmpdir(), 'strip-'));
  onTestFinished(() => rmSync(out, { recursive: true }));
  const compiled = await compileCourse(courseFolder({ COURSE: 'tests/course/kudu' }));
  const letters = await compiledLetters(compiled, out, NO_PICTURES);
  const course = courseFrom(compiled.source.map.map);
  const [first, second = first] = everyAtLevel(course);
  if (second === undefined) throw new Error('this course has no session');
  const phone = await openPhone(browser());
  onTestFinished(() => phone.close());
  const lines: number[] = [];
  for (const country of codesOf(course.countries))
    for (const babyMentions of [true, false]) {
      await show(
        phone.tab,
        letters.lesson(sampleLesson(course, second, { record: { country, babyMentions } })).html,
      );
      lines.push(await stripLines(phone.tab));
    }
  expect(lines.length).toBeGreaterThan(1);
  expect(Math.max(...lines)).toBeLessThanOrEqual(3);
});
