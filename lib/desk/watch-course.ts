import { watch } from 'node:fs';
import { resolve } from 'node:path';
import type { CourseFolder } from '../brand/course-folder.ts';

/** A save often touches a file more than once. */
const SETTLE_MS = 60;

/**
 * Tells of the files of a course, and of what all courses share, once they have changed and then rested: the one watcher
 * behind `preview` and `npm start`. What an editor or a save writes beside a file on its way is no change.
 * Answers how to stop.
 */
export function watchCourse(
  { root, course }: Pick<CourseFolder, 'root' | 'course'>,
  changed: (files: readonly string[]) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  const files = new Set<string>();
  const watchers = [...new Set(['templates', course])].map((folder) =>
    watch(resolve(root, folder), { recursive: true }, (_, name) => {
      if (name === null || isOnItsWay(name)) return;
      files.add(`${folder}/${name}`);
      clearTimeout(timer);
      timer = setTimeout(() => {
        const saved = [...files];
        files.clear();
        changed(saved);
      }, SETTLE_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function isOnItsWay(name: string): boolean {
  return /(?:^|[/\\])(?:\.[^/\\]*|[^/\\]*~|[^/\\]*\.sw[a-z]|\d+)$/.test(name);
}
