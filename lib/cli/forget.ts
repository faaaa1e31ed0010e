import type { Command } from 'commander';
import { leaveNow } from '../use-cases/web/leave.ts';
import { readAddress } from './address.ts';
import { type CommandContext, confirmWithOperator, courseCommand, type SureOptions } from './context.ts';
import { openToChange } from './open-course.ts';
import { quietLog } from './quiet-log.ts';

const EXAMPLES = `
  course forget ada@example.com                 asks first
  course forget ada@example.com --yes --stack StrongWeeks-live`;

/** She wrote in to be forgotten: the same as leaving by her own link, by another hand. */
export function forgetCommand(context: CommandContext): Command {
  return courseCommand(
    'forget',
    'erase all that is held of an address but the keyed hash that keeps us from writing again',
    EXAMPLES,
  )
    .argument('<email>', 'her address')
    .option('--yes', 'do not ask')
    .action(async (email: string, options: SureOptions) => {
      const { terminal } = context;
      await using open = await openToChange(options, context);
      const { id } = await readAddress(open.course, email);
      await confirmWithOperator(
        context,
        options,
        'forget',
        `This erases what ${open.where} holds of ${email}, for good.`,
      );
      const { country } = await leaveNow({ ...open.course, log: quietLog(terminal) }, id);
      const held = country !== null;
      if (options.json) terminal.out(JSON.stringify({ id, forgotten: true, held }));
      else
        terminal.out(
          `Forgotten.${held ? '' : ' There was no course under that address.'} Nothing goes to it any more.`,
        );
    });
}
