import type { Command } from 'commander';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { openToChange } from './open-course.ts';

const EXAMPLES = `
  course redrive
  course redrive --stack StrongWeeks-live --json`;

/** Puts dead letters back. Asks nothing: a lesson's claim decides whether it goes, not its message. */
export function redriveCommand(context: CommandContext): Command {
  return courseCommand(
    'redrive',
    'put messages that failed three times back on their queues; mend the cause first',
    EXAMPLES,
  ).action(async (options: CourseOptions) => {
    await using open = await openToChange(options, context);
    const moved = await open.redrive();
    if (options.json) return context.terminal.out(JSON.stringify(moved));
    const counts = Object.entries(moved).filter(([, count]) => count > 0);
    if (counts.length === 0) return context.terminal.out('There are no dead letters.');
    for (const [queue, count] of counts) context.terminal.out(`${queue}: ${count} put back.`);
  });
}
