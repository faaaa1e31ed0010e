import type { Command } from 'commander';
import { type AuditReport, audit } from '../use-cases/operator/audit.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import type { CourseServices } from './course-access.ts';
import { openCourse } from './open-course.ts';
import { showProgress } from './progress.ts';
import { CommandFailure, type Terminal } from './terminal.ts';
import { failUnread } from './unreadable.ts';

const EXAMPLES = `
  course audit
  course audit --json --stack StrongWeeks-live`;

/** Whether every lesson due was sent once. Exit 1 when a week is not accounted for, unknown, late or doubled. */
export function auditCommand(context: CommandContext): Command {
  return courseCommand(
    'audit',
    'account for every lesson that fell due: sent, skipped, failed, unknown, late',
    EXAMPLES,
  )
    .addHelpText('after', '\nOver the ledgers that still exist: whoever was erased is outside.')
    .action(async (options: CourseOptions) => {
      await using open = await openCourse(options, context);
      const report = await account(open.course, context.terminal);
      if (options.json) context.terminal.out(JSON.stringify(report));
      else forPeople(report, open.where, context.terminal);
      failUnread(report.unreadable);
      const wrong = WRONG.filter((name) => report[name] > 0);
      const notes = WRONG_NOTES.filter((name) => report.notes[name] > 0);
      const faults = [
        ...wrong.map((name) => `${name} ${report[name]}`),
        ...notes.map((name) => `notes ${name} ${report.notes[name]}`),
      ];
      if (faults.length > 0) throw new CommandFailure(`${faults.join(', ')}: see docs/runbook/alarms.md`);
    });
}

const WRONG = ['unaccounted', 'unknown', 'late', 'duplicates', 'orphans'] as const;

/** An open one is sent, or given up, by the same command given again. */
const WRONG_NOTES = ['open', 'unknown', 'duplicates'] as const;

async function account(course: CourseServices, terminal: Terminal): Promise<AuditReport> {
  using progress = showProgress(terminal, 'subscribers');
  return await audit(course)(progress.step);
}

function forPeople(report: AuditReport, where: string, { out }: Terminal): void {
  const { lateIds, unknownIds, unreadable: _, notes, ...counts } = report;
  out(`Lessons that fell due in ${where} (whoever was erased is outside):`);
  for (const [name, count] of Object.entries(counts))
    out(`  ${name.padEnd(12)} ${count.toLocaleString('en-GB')}`);
  if (Object.values(notes).some((count) => count > 0)) {
    out('Notes, a line for each mother:');
    for (const [name, count] of Object.entries(notes))
      out(`  ${name.padEnd(12)} ${count.toLocaleString('en-GB')}`);
  }
  for (const { id, on } of lateIds) out(`  late since ${on}: ${id}`);
  for (const { id, on } of unknownIds) out(`  unknown of ${on}: ${id}`);
}
