import { expect, test } from 'vitest';
import { numbersToRing } from '../../lib/authoring/numbers-to-ring.ts';
import { countryFile } from '../../lib/authoring/read-countries.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';
import { ROOT } from './planted.ts';

const TODAY = new Date('2026-12-01');

/** What is warned of in Canada, where each number was last rung on that day. */
function warned(on: string | null): string[] {
  const read = readCourse(ownCourse(ROOT));
  if (read.kind === 'broken') throw new Error('the course does not read');
  for (const number of Object.values(countryFile(read.course, 'CA').data.numbers)) {
    number.checked = on === null ? null : { by: 'A. Coach', on };
  }
  return numbersToRing(read.course, TODAY).flatMap(({ file, rule, message }) =>
    file.endsWith('/CA.yaml') ? [`${rule}: ${message}`] : [],
  );
}

test('a number that nobody rang, or not for half a year, is warned of', () => {
  expect(warned(null)).toEqual([expect.stringMatching(/^number-not-rung: .*911, 811, 9-8-8/)]);
  expect(warned('2026-05-01')).toHaveLength(1);
  expect(warned('2026-09-01')).toEqual([]);
});
