import type { Command } from 'commander';
import { storedData } from '../use-cases/web/her-data.ts';
import { readAddress } from './address.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { openCourse } from './open-course.ts';

const EXAMPLES = `
  course data ada@example.com                           to hand over to her
  course data ada@example.com --stack StrongWeeks-live > ada.json`;

/** Everything that is held of one address, as she gets it by her own link. Always JSON. */
export function dataCommand(context: CommandContext): Command {
  return courseCommand('data', 'print all that is held of one address, as JSON', EXAMPLES)
    .argument('<email>', 'her address')
    .action(async (email: string, options: CourseOptions) => {
      await using open = await openCourse(options, context);
      const { id } = await readAddress(open.course, email);
      context.terminal.out(JSON.stringify(await storedData(open.course, id), null, 2));
    });
}
