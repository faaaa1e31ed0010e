import type { Command } from 'commander';
import { SHARDS } from '../domain/sending/shard.ts';
import { type Backlog, backlog } from '../use-cases/operator/backlog.ts';
import { type CommandContext, confirmWithOperator, courseCommand, type SureOptions } from './context.ts';
import { openToChange } from './open-course.ts';

const EXAMPLES = `
  course resume-all                             says what will go, and asks
  course resume-all --yes --stack StrongWeeks-live`;

/** Ends every pause of sending. No flood: what is overdue goes once each, as fast as the rate allows. */
export function resumeAllCommand(context: CommandContext): Command {
  return courseCommand('resume-all', 'go on sending after a pause, and say what will go', EXAMPLES)
    .option('--yes', 'do not ask')
    .action(async (options: SureOptions) => {
      const { terminal } = context;
      await using open = await openToChange(options, context);
      const { settings, clock, rate } = open.course;
      const waits = await backlog({ ...open.course, settings: { ...settings, shards: SHARDS } }, clock.now());
      const { cause, pausedUntil } = waits.state;
      if (pausedUntil === null) {
        if (options.json)
          terminal.out(JSON.stringify({ resumed: false, overdue: waits.overdue, cause: null }));
        else terminal.out('Nothing is paused.');
        return;
      }
      terminal.note(whatWillGo(waits, settings.sendRatePerSecond));
      await confirmWithOperator(context, options, 'resume', `Sending is paused (${cause}). Go on?`);
      await rate.resume();
      const { overdue, seconds } = waits;
      if (options.json) terminal.out(JSON.stringify({ resumed: true, cause, overdue, seconds }));
      else terminal.out(`Sending goes on (it was paused: ${cause}).`);
    });
}

function whatWillGo({ overdue, seconds }: Backlog, rate: number): string {
  if (overdue === 0) return 'No lesson is overdue.';
  const lessons = overdue === 1 ? '1 lesson is' : `${overdue.toLocaleString('en-GB')} lessons are`;
  const took = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
  return `${lessons} overdue. Each goes once, ${rate} a second at most, so within about ${took}. Weeks missed meanwhile are skipped.`;
}
