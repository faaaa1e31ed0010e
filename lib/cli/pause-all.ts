import type { Command } from 'commander';
import { type Instant, isoInstant } from '../domain/calendar.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { readMoment, UNTIL_RESUMED } from './moment.ts';
import { openToChange } from './open-course.ts';
import { CommandFailure } from './terminal.ts';

interface PauseOptions extends CourseOptions {
  until?: Instant;
}

const EXAMPLES = `
  course pause-all                                      until somebody says resume-all
  course pause-all --until 2026-12-01T09:00:00Z --stack StrongWeeks-live`;

/** Stops lessons and confirmation mails at once. Asks nothing: it is for emergencies, and loses no lesson. */
export function pauseAllCommand(context: CommandContext): Command {
  return courseCommand(
    'pause-all',
    'stop all sending at once; leaving goes on working, lessons stay due',
    EXAMPLES,
  )
    .option('--until <time>', 'resume by itself then, such as 2026-12-01T09:00:00Z', readMoment)
    .action(async ({ until = UNTIL_RESUMED, ...options }: PauseOptions) => {
      await using open = await openToChange(options, context);
      const { rate, clock } = open.course;
      if (until <= clock.now())
        throw new CommandFailure(`--until ${isoInstant(until)} is past: it is ${isoInstant(clock.now())}`);
      await rate.pause(until, 'operator');
      const { pausedUntil, cause } = await rate.state();
      const ends = pausedUntil === null || pausedUntil >= UNTIL_RESUMED ? null : isoInstant(pausedUntil);
      if (options.json) context.terminal.out(JSON.stringify({ paused: true, cause, until: ends }));
      else
        context.terminal.out(
          `Sending is paused (${cause}) ${ends === null ? `until course resume-all${open.option}` : `until ${ends}`}. Mails under way within seconds still go.`,
        );
    });
}
