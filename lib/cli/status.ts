import Table from 'cli-table3';
import type { Command } from 'commander';
import { isoInstant } from '../domain/calendar.ts';
import { SHARDS } from '../domain/sending/shard.ts';
import { type Status, status } from '../use-cases/operator/status.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import type { CourseServices, OpenCourse } from './course-access.ts';
import { openCourse } from './open-course.ts';
import type { Terminal } from './terminal.ts';
import { failUnread } from './unreadable.ts';

const EXAMPLES = `
  course status
  course status --stack StrongWeeks-live --json`;

type Queues = Awaited<ReturnType<OpenCourse['queues']>>;

/** How sending stands now: what is due and what keeps it, and what waits in the queues. */
export function statusCommand(context: CommandContext): Command {
  return courseCommand(
    'status',
    'show how sending stands now: paused, withheld, late, unknown, queues, dead letters',
    EXAMPLES,
  ).action(async (options: CourseOptions) => {
    await using open = await openCourse(options, context);
    const [now, queues] = await Promise.all([readStatus(open.course), open.queues()]);
    if (options.json) context.terminal.out(JSON.stringify(forMachines(now, queues)));
    else forPeople(now, queues, context.terminal);
    failUnread(now.unreadable);
  });
}

export function readStatus(course: CourseServices): Promise<Status> {
  return status({ ...course, settings: { ...course.settings, shards: SHARDS } });
}

function forMachines({ sending, ...rest }: Status, queues: Queues) {
  const { pausedUntil, cause } = sending;
  const paused = pausedUntil === null ? null : { cause, until: isoInstant(pausedUntil) };
  return { paused, ...rest, queues };
}

function forPeople({ sending, withheld, ...counts }: Status, queues: Queues, { out, paint }: Terminal): void {
  const { pausedUntil, cause } = sending;
  out(
    pausedUntil === null
      ? 'Sending goes on.'
      : paint('red', `Sending is paused (${cause}) until ${isoInstant(pausedUntil)} at most.`),
  );
  for (const [session, held] of Object.entries(withheld))
    out(
      paint(
        'yellow',
        `Session ${session} is withheld: ${lessons(held)} held until course release ${session}.`,
      ),
    );
  const rows = [
    ['under way', counts.underWay],
    ['late', counts.late],
    ['unknown', counts.unknown],
    ['put off', counts.putOff],
  ] as const;
  for (const [name, count] of rows) out(`  ${name.padEnd(10)} ${count.toLocaleString('en-GB')}`);
  const table = new Table({
    head: ['Queue', 'Waiting', 'Dead letters'],
    style: { head: [], border: [], compact: true },
  });
  for (const [name, { waiting, dead }] of Object.entries(queues))
    table.push([name, waiting ?? '', dead ?? '']);
  out(table.toString());
}

export function lessons(count: number): string {
  return count === 1 ? '1 lesson' : `${count.toLocaleString('en-GB')} lessons`;
}
