import type { Command } from 'commander';
import {
  type CommandContext,
  type CourseOptions,
  confirmWithOperator,
  courseCommand,
  type SureOptions,
} from './context.ts';
import { openToChange } from './open-course.ts';
import { readSession } from './read-session.ts';
import { lessons, readStatus } from './status.ts';
import { CommandFailure } from './terminal.ts';

const WITHHOLD_EXAMPLES = `
  course withhold 12                            a fault was found in session 12
  course withhold E3 --stack StrongWeeks-live`;

/** Keeps a faulty session from everyone. Asks nothing: it is for emergencies, and loses no lesson. */
export function withholdCommand(context: CommandContext): Command {
  return courseCommand(
    'withhold',
    'keep one session from everyone; its lessons stay due until it is released',
    WITHHOLD_EXAMPLES,
  )
    .argument('<session>', 'such as 12, R1 or E3')
    .action(async (typed: string, options: CourseOptions) => {
      await using open = await openToChange(options, context);
      const session = readSession(open.course.course, typed);
      await open.course.rate.withhold(session);
      const { withheld } = await readStatus(open.course);
      if (options.json) context.terminal.out(JSON.stringify({ session, withheld: Object.keys(withheld) }));
      else
        context.terminal.out(
          `Session ${session} goes to nobody until course release ${session}. Its lessons stay due. Mails under way within seconds still go.`,
        );
    });
}

const RELEASE_EXAMPLES = `
  course release 12                             says what will go, and asks
  course release 12 --yes --stack StrongWeeks-live`;

/** Lets a session go that was withheld. */
export function releaseCommand(context: CommandContext): Command {
  return courseCommand(
    'release',
    'let a session go that was withheld, and say what will go',
    RELEASE_EXAMPLES,
  )
    .argument('<session>', 'such as 12, R1 or E3')
    .option('--yes', 'do not ask')
    .action(async (typed: string, options: SureOptions) => {
      const { terminal } = context;
      await using open = await openToChange(options, context);
      const session = readSession(open.course.course, typed);
      const held = (await readStatus(open.course)).withheld[session];
      if (held === undefined) throw new CommandFailure(`session ${session} is not withheld`);
      terminal.note(`${lessons(held)} of session ${session} held. Each goes once, within the hour.`);
      await confirmWithOperator(context, options, 'release', `Let session ${session} go?`);
      await open.course.rate.release(session);
      if (options.json) terminal.out(JSON.stringify({ session, held }));
      else terminal.out(`Session ${session} goes again.`);
    });
}
