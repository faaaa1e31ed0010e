import { resolve } from 'node:path';
import { printFinding } from '../authoring/findings.ts';
import { signedPartsOf, signOffHashOf } from '../authoring/sign-off.ts';
import { SHORT_HASH } from '../authoring/signatures.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { liveCourse } from '../desk/live-course.ts';
import { pagesOnce } from '../desk/site-pages.ts';
import { refusalOf, writeFolder } from '../desk/written/out-folder.ts';
import { writtenCourse } from '../desk/written/written-course.ts';
import { CommandFailure, type Terminal } from './terminal.ts';

/** Writes the whole course into a folder that opens from a disk, for whoever reads and signs it. */
export async function writeCourse(
  folder: CourseFolder,
  out: string,
  { terminal, day }: { terminal: Terminal; day: string },
): Promise<void> {
  const refusal = refusalOf(resolve(out));
  if (refusal !== null) throw new CommandFailure(refusal);
  const live = await liveCourse(folder);
  try {
    await live.settled();
    const findings = live.findings();
    const course = live.now();
    const pages = course === null ? null : await pagesOnce(folder)(course);
    const isStale = findings.some(({ rule }) => ['shape', 'yaml', 'present', 'template'].includes(rule));
    if (course === null || pages === null || isStale)
      throw new CommandFailure(
        [
          'The course does not read, so nothing was written. Mend this first:',
          ...findings.map(printFinding),
        ].join('\n'),
      );
    const files = await writtenCourse({ live, course, pages, findings, day });
    writeFolder(resolve(out), files);
    terminal.out(`Written: ${resolve(out, 'index.html')}`);
    for (const { part, hash } of signedPartsOf(course.source))
      terminal.out(`${part} ${hash.slice(0, SHORT_HASH)}`);
    terminal.out(`Hash of what is signed: ${signOffHashOf(course.source)}`);
    if (findings.length > 0)
      terminal.note(`${findings.length} to mend before anybody signs: course check prints them.`);
  } finally {
    live.close();
  }
}
