import type { composeOperator } from '../../../lambdas/runtime.ts';
import type { QueueName } from '../queue-store.ts';
import type { CommandContext, CourseOptions } from './context.ts';
import { CommandFailure } from './terminal.ts';

/** The course as commands see it: the local data, or a deployed stack. */
export interface OpenCourse extends AsyncDisposable {
  /** For people: "the local data in .local", "the stack StrongWeeks-live". */
  where: string;
  course: Course;
  /** How much of the table a long read may take in a second, so that the course is not held up. */
  readUnitsPerSecond: number;
  /** Starts what a mail needs; the local inbox runs only while it is needed. */
  openMail(): Promise<void>;
  /** Puts dead letters back on their queues, to be tried anew. Answers how many there were; SQS says about how many. */
  redrive(): Promise<Record<QueueName, number>>;
  /** Takes an address off SES's own suppression list; false when it was not on it, or there is no such list. */
  clearAtSes(address: string): Promise<boolean>;
}

export type Course = ReturnType<typeof composeOperator>;

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
