import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDrawn } from '../brand/built-course.ts';
import type { CourseFolder } from '../brand/course-folder.ts';

const LOOK_EVERY_MS = 50;
/** Drawing all of them takes some ten seconds. */
const LONGEST_MS = 30_000;

/** Waits for a picture that is still being drawn, as after the first `npm start`; at once for any other. */
export async function pictureDrawn(folder: Pick<CourseFolder, 'built'>, name: string): Promise<void> {
  const file = join(folder.built, 'pictures', name);
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_EVERY_MS) {
    if (isDrawn(folder) || existsSync(file)) return;
    await sleep(LOOK_EVERY_MS);
  }
}
