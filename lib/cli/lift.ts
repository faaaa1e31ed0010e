import type { Command } from 'commander';
import { lift } from '../use-cases/operator/lift.ts';
import { readAddress } from './address.ts';
import { type CommandContext, confirmWithOperator, courseCommand, type SureOptions } from './context.ts';
import { openToChange } from './open-course.ts';
import { CommandFailure } from './terminal.ts';

const EXAMPLES = `
  course lift ada@example.com                   asks first
  course lift ada@example.com --yes --stack StrongWeeks-live`;

/** Opens the door to an address that bounced or complained: she may sign up again. Nothing is sent by it. */
export function liftCommand(context: CommandContext): Command {
  return courseCommand(
    'lift',
    'let an address that bounced or complained sign up again; clears SES’s own list too',
    EXAMPLES,
  )
    .argument('<email>', 'her address')
    .option('--yes', 'do not ask')
    .action(async (email: string, options: SureOptions) => {
      const { terminal } = context;
      await using open = await openToChange(options, context);
      const { address, id } = await readAddress(open.course, email);
      const standing = await open.course.suppressions.get(id);
      if (standing === null)
        throw new CommandFailure(`nothing stands against ${email}: she may sign up as she is`);
      if (standing.reason === 'left') {
        throw new CommandFailure(
          `${email} left by her own wish: she comes back by signing up, not by a command`,
        );
      }
      await confirmWithOperator(context, options, 'lift', `${email} ${standing.reason}. Lift that?`);
      const atSes = await open.clearAtSes(address);
      const lifted = await lift(open.course)(id);
      if (options.json)
        terminal.out(JSON.stringify({ id, lifted: lifted.kind === 'lifted', was: standing.reason, atSes }));
      else terminal.out(`Lifted (${standing.reason})${atSes ? ', at SES too' : ''}. She may sign up again.`);
    });
}
