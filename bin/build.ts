import { printFinding } from '../lib/authoring/findings.ts';
import { isBuilt } from '../lib/brand/built-course.ts';
import { type CourseFolder, courseFolder, NoCourse } from '../lib/brand/course-folder.ts';
import { buildCourseFolder } from '../lib/desk/build-course-folder.ts';

const folder = findCourse();
// `npm start` goes on with the course as it was before a slip, and takes up the mend when it is saved; it draws the
// mails' pictures and the films while the course already runs.
const toStart = process.argv.includes('--to-start');
const built = await buildCourseFolder(folder, toStart ? { later: 'drawings' } : {});
if (built.kind === 'broken') {
  for (const finding of built.findings) console.error(printFinding(finding));
  if (!toStart || !isBuilt(folder)) process.exit(1);
  console.error('Until that is mended, the course stays as it was built before.');
}

function findCourse(): CourseFolder {
  try {
    return courseFolder();
  } catch (error) {
    if (!(error instanceof NoCourse)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
