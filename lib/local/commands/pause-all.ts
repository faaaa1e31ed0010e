import { type Command, InvalidArgumentError } from 'commander';
import { type Instant, isoInstant } from '../../domain/calendar.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { openCourse } from './open-course.ts';
import { CommandFailure } from './terminal.ts';

interface PauseOptions extends CourseOptions {
  until?: Instant;
}

/** Until somebody resumes: a moment that nobody here sees. */
const UNTIL_RESUMED: Instant = Date.UTC(2200, 0, 1);

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
      await using open = await openCourse(options, context);
      const { rate, clock } = open.course;
      if (until <= clock.now())
        throw new CommandFailure(`--until ${isoInstant(until)} is past: it is ${isoInstant(clock.now())}`);
      await rate.pause(until, 'operator');
      const { pausedUntil, cause } = await rate.state();
      const ends = pausedUntil === null || pausedUntil >= UNTIL_RESUMED ? null : isoInstant(pausedUntil);
      if (options.json) context.terminal.out(JSON.stringify({ paused: true, cause, until: ends }));
      else
        context.terminal.out(
          `Sending is paused (${cause}) ${ends === null ? 'until course resume-all' : `until ${ends}`}. Mails under way within seconds still go.`,
        );
    });
}

function readMoment(text: string): Instant {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError('Write a time with its zone, such as 2026-12-01T09:00:00Z.');
  return at;
}
