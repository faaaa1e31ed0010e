import { join } from 'node:path';
import { expect, test } from 'vitest';
import { editionsOf } from '../../lib/authoring/compile-edition.ts';
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

test('a drawing is described in the words of her country; at home nothing stands twice', () => {
  const read = readCourse(ownCourse(ROOT));
  if (read.kind === 'broken') throw new Error('the course cannot be read');
  const editions = editionsOf(read.course, () => '');
  const drawn = 'On her back, hands on ribs and tummy. First her tummy stands high; then it has sunk.';
  expect(Object.values(read.course.alts)).toContain(drawn);
  expect(Object.values(editions.get('US').alts)).toContain(drawn.replaceAll('tummy', 'belly'));
  expect(editions.get('GB').alts).toEqual({});
});
