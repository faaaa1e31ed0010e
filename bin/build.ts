import { printFinding } from '../lib/authoring/findings.ts';
import { isBuilt } from '../lib/brand/built-course.ts';
import { type CourseFolder, courseFolder, NoCourse } from '../lib/brand/course-folder.ts';
import { buildCourseFolder } from '../lib/desk/build-course-folder.ts';

const folder = findCourse();
const built = await buildCourseFolder(folder);
if (built.kind === 'broken') {
  for (const finding of built.findings) console.error(printFinding(finding));
  // `npm start` goes on with the course as it was, and takes up the mend when it is saved.
  if (!process.argv.includes('--or-as-before') || !isBuilt(folder)) process.exit(1);
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
