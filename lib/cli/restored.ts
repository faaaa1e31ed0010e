import type { Command } from 'commander';
import { type Instant, isoInstant } from '../domain/calendar.ts';
import { type RestoredReport, repairRestoredTable } from '../use-cases/operator/repair-restored-table.ts';
import { type CommandContext, confirmWithOperator, courseCommand, type SureOptions } from './context.ts';
import type { CourseServices, OpenCourse } from './course-access.ts';
import { readMoment, UNTIL_RESUMED } from './moment.ts';
import { openToChange } from './open-course.ts';
import { showProgress } from './progress.ts';
import { CommandFailure, type Terminal } from './terminal.ts';
import { failUnread } from './unreadable.ts';

interface RestoredOptions extends SureOptions {
  at: Instant;
}

const EXAMPLES = `
  course restored --at 2026-11-20T06:00:00Z --stack StrongWeeks-live
  course audit --stack StrongWeeks-live                 then look
  course resume-all --stack StrongWeeks-live            then go on`;

/** After the subscribers' table was replaced by an older copy of it. The steps around it are in docs/runbook/operate.md. */
export function restoredCommand(context: CommandContext): Command {
  return courseCommand(
    'restored',
    'make an older copy of the table safe: nothing goes twice, nobody comes back',
    EXAMPLES,
  )
    .requiredOption('--at <time>', 'the moment that the copy shows, such as 2026-11-20T06:00:00Z', readMoment)
    .option('--yes', 'do not ask')
    .action(async (options: RestoredOptions) => {
      const { terminal } = context;
      await using open = await openToChange(options, context);
      const now = open.course.clock.now();
      if (options.at > now)
        throw new CommandFailure(`--at ${isoInstant(options.at)} is not past: it is ${isoInstant(now)}`);
      await refuseOtherThanCopy(options, open);
      await confirmWithOperator(
        context,
        options,
        'restored',
        `What fell due in ${open.where}${open.table === null ? '' : `, table ${open.table},`} up to now will not be sent.`,
      );
      const report = await mend(open.course, terminal);
      if (options.json) terminal.out(JSON.stringify({ ...report, at: isoInstant(options.at), paused: true }));
      else {
        forPeople(report, options.at, terminal);
        terminal.out(`Sending is paused (restore) until course resume-all${open.option}.`);
      }
      failUnread(report.unreadable);
    });
}

/** Of a stack: `course restore` paused the copy that it made, and no other table is paused by a restore. */
async function refuseOtherThanCopy({ stack }: RestoredOptions, open: OpenCourse): Promise<void> {
  if (stack === undefined || (await open.course.rate.state()).cause === 'restore') return;
  throw new CommandFailure(
    `${open.where} works on the table ${open.table}, which is no copy that course restore has just made: write restoredSubscribersTable into the settings and deploy first (docs/runbook/operate.md, "Restore")`,
  );
}

async function mend(course: CourseServices, terminal: Terminal): Promise<RestoredReport> {
  using progress = showProgress(terminal, 'subscribers');
  return await repairRestoredTable(course)(UNTIL_RESUMED, progress.step);
}

function forPeople(
  { erased, moved, skippedWeeks, unchanged }: RestoredReport,
  at: Instant,
  { out }: Terminal,
): void {
  out(
    `${erased} had left since and are deleted again; ${moved} were due since: ${skippedWeeks} weeks are skipped.`,
  );
  out(`${unchanged} go on unchanged. Whoever confirmed after ${isoInstant(at)} has to sign up again.`);
}
