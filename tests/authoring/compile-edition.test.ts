import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countryFile } from '../../lib/authoring/read-countries.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { voiceOf } from '../../lib/authoring/voice.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { OBJECT_WORDS } from '../object-words.ts';

const ROOT = join(import.meta.dirname, '../..');

test('a blank is filled with what the course has under its name, and any other stays as written', () => {
  const read = readCourse(ownCourse(ROOT));
  if (read.kind === 'broken') throw new Error('the course cannot be read');
  const { say } = voiceOf(read.course, 'GB', true);
  expect(say('Now {call}.')).toBe(
    `Now ${countryFile(read.course, 'GB').data.call.replace('{emergency}', '[999](tel:999)')}.`,
  );
  for (const word of OBJECT_WORDS) expect(say(`Now {${word}}.`)).toBe(`Now {${word}}.`);
});
