import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { printFinding } from '../authoring/findings.ts';
import { isDrawn } from '../brand/built-course.ts';
import { courseFolder } from '../brand/course-folder.ts';
import { takeUp } from '../desk/take-up.ts';
import { watchCourse } from '../desk/watch-course.ts';

const BUILDER = join(import.meta.dirname, '../../bin/build-saved.ts');

const finding = z.object({ file: z.string(), line: z.number(), rule: z.string(), message: z.string() });
const answer = z.union([
  z.object({ kind: z.literal('built'), steps: z.array(z.string()) }),
  z.object({ kind: z.literal('broken'), findings: z.array(finding) }),
]);

/**
 * Takes up files that are saved while the course runs: builds what changed and calls `renew` when new words are in place.
 * Compiling is another process's work, begun with the first save, so that the course itself stays small and answers.
 * It draws at once what the build before this start left to it. Answers how to stop.
 */
export function takeUpSavedFiles(say: (line: string) => void, renew: () => void): () => void {
  const folder = courseFolder();
  let builder: ChildProcess | null = null;
  let saved: readonly string[] = [];

  const takeAnswer = async (message: unknown): Promise<void> => {
    const built = answer.parse(message);
    if (built.kind === 'broken') {
      for (const one of built.findings) say(printFinding(one));
      say('Until that is mended, the course stays as it was.');
    } else if (built.steps.some((step) => step !== 'drawings')) {
      await takeUp(folder.built);
      renew();
      say(`Saved and taken up: ${saved.join(', ')}`);
    }
  };

  const build = (): void => {
    if (builder === null) {
      builder = fork(BUILDER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
      builder.on(
        'message',
        (message) => void takeAnswer(message).catch((error: unknown) => say(String(error))),
      );
      builder.once('exit', () => {
        builder = null;
      });
    }
    builder.send('build');
  };
  if (!isDrawn(folder)) build();
  const stopWatching = watchCourse(folder, (files) => {
    saved = files;
    build();
  });
  return () => {
    stopWatching();
    builder?.kill();
  };
}
