import { courseFolder } from '../lib/brand/course-folder.ts';
import { buildCourseFolder } from '../lib/desk/build-course-folder.ts';

// `npm start` keeps this beside the course: it has the compilers loaded, and builds what was saved whenever it is asked.
process.on('message', () => {
  void buildCourseFolder(courseFolder()).then(
    (built) => process.send?.(built),
    (error: unknown) => {
      process.send?.({
        kind: 'broken',
        findings: [{ file: 'templates', line: 1, rule: 'build', message: String(error) }],
      });
    },
  );
});
