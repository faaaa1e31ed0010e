import { buildFirst, isBuilt, useBuiltCourse } from '../lib/brand/built-course.ts';
import { courseFolder, NoCourse } from '../lib/brand/course-folder.ts';
import type { CommandContext } from '../lib/cli/context.ts';
import { processTerminal } from '../lib/cli/process-terminal.ts';

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`course: the output cannot be written (${error.code})\n`);
  process.exit(1);
});

process.exitCode = await run(process.argv.slice(2), {
  terminal: processTerminal(process),
  environment: process.env,
  now: Date.now,
});

/** The commands that a coach needs before a build do without what was built. */
async function run(argv: readonly string[], context: CommandContext): Promise<0 | 1> {
  try {
    const folder = courseFolder(context.environment);
    useBuiltCourse(folder);
    if (isBuilt(folder)) return await (await import('../lib/cli/program.ts')).runCommand(argv, context);
    const { COACH_COMMANDS } = await import('../lib/cli/coach-commands.ts');
    const { runOneOf } = await import('../lib/cli/run-commands.ts');
    if (['check', 'programme', 'preview'].includes(argv[0] ?? ''))
      return await runOneOf(COACH_COMMANDS, argv, context);
    throw new NoCourse(buildFirst(folder));
  } catch (error) {
    if (!(error instanceof NoCourse)) throw error;
    context.terminal.note(`course: ${error.message}`);
    return 1;
  }
}
