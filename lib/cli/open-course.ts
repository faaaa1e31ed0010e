import type { CommandContext, CourseOptions } from './context.ts';
import type { OpenCourse } from './course-access.ts';
import { CommandFailure } from './terminal.ts';

/** @throws CommandFailure with the mend: a runner that is starting, data in use, no such stack, no credentials. */
export async function openCourse({ stack }: CourseOptions, context: CommandContext): Promise<OpenCourse> {
  try {
    // Loaded when it is needed: `plan` and `--help` answer without the AWS clients.
    if (stack === undefined) return await (await import('./local-course.ts')).openLocalCourse(context);
    return await (await import('./deployed-course.ts')).openDeployedCourse(stack, context);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'path' in error))
      throw error;
    throw new CommandFailure(`the course is not built, ${error.path} is missing: npm run build`, {
      cause: error,
    });
  }
}

/** For a command that changes data: says first whose, since without `--stack` it acts here and looks as if it had worked. */
export async function openToChange(options: CourseOptions, context: CommandContext): Promise<OpenCourse> {
  const open = await openCourse(options, context);
  if (options.stack === undefined)
    context.terminal.note(`Working on ${open.where}; --stack names a deployed stack.`);
  return open;
}
