import { expect, test } from 'vitest';
import { sessionAt } from '../../../lib/adapters/letters/edition.ts';
import { compileCourse } from '../../../lib/authoring/build-course.ts';
import { courseFolder } from '../../../lib/brand/course-folder.ts';

test('each level of a loop has its own doses, whatever its sessions are called', async () => {
  const { editions } = await compileCourse(courseFolder({ COURSE: 'tests/course/kudu' }));
  const { sessions } = editions.get('ZA');
  const [light, heavy] = [1, 2].map((level) => JSON.stringify(sessionAt(sessions, 'z1', level)?.moves));
  expect(light).toBeDefined();
  expect(light).not.toBe(heavy);
  expect(sessionAt(sessions, 'k2', 2)).toBe(sessionAt(sessions, 'k2', null));
});
