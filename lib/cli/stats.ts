import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { type Instant, isoInstant } from '../domain/calendar.ts';
import { isOn } from '../domain/course.ts';
import { type Stats, stats } from '../use-cases/operator/stats.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import type { CourseServices, OpenCourse } from './course-access.ts';
import { fileFault } from './file-fault.ts';
import { openCourse } from './open-course.ts';
import { showProgress } from './progress.ts';
import { statsCharts } from './stats-charts.ts';
import { statsPage } from './stats-page.ts';
import type { Terminal } from './terminal.ts';
import { failUnread } from './unreadable.ts';

interface StatsOptions extends CourseOptions {
  html?: string;
  sample: number;
}

const EXAMPLES = `
  course stats
  course stats --html stats.html                the same as a page with plots
  course stats --stack StrongWeeks-live --sample 16`;

/** How the course is doing. Names nobody. */
export function statsCommand(context: CommandContext): Command {
  return courseCommand(
    'stats',
    'mothers by state and stage, joined and left by week, lessons by session',
    EXAMPLES,
  )
    .option('--html <file>', 'write a page with plots as well')
    .option(
      '--sample <n>',
      'read one part in n and multiply: faster and cheaper on a large stack',
      readSample,
      1,
    )
    .action(async ({ html, sample, ...options }: StatsOptions) => {
      const { terminal } = context;
      await using open = await openCourse(options, context);
      const { course } = open;
      const stats = await count(terminal, open, sample);
      const titles = titlesOf(stats, course);
      if (html !== undefined)
        save(html, statsPage(stats, titles, open.where, minuteOf(course.clock.now())), terminal);
      terminal.out(
        options.json ? JSON.stringify(forMachines(stats), null, 2) : statsCharts(stats, titles, terminal),
      );
      failUnread(stats.unreadable);
    });
}

/** "2026-12-27 at 10:41 UTC". */
const minuteOf = (at: Instant): string => isoInstant(at).replace(/T(\d\d:\d\d).*$/, ' at $1 UTC');

/** What each session is called, in the home country's words. */
function titlesOf({ order }: Stats, { course, letters }: CourseServices): ReadonlyMap<string, string> {
  const named = order.sessions.map((session) => {
    const level = isOn(course, 'loop', session) ? 1 : null;
    const title = letters.titleOf({ session, level }, course.countries.home);
    return [session, title.replace(/^[^:]*: /, '')] as const;
  });
  return new Map(named);
}

async function count(
  terminal: Terminal,
  { course, readUnitsPerSecond }: OpenCourse,
  sample: number,
): Promise<Stats> {
  using progress = showProgress(terminal, 'records and weeks');
  return await stats(course)({ sample, unitsPerSecond: readUnitsPerSecond, onProgress: progress.at });
}

/** The shape of `--json`; other programs rely on it. */
function forMachines({ tally, sending, order: _, ...rest }: Stats) {
  const { pausedUntil, cause } = sending;
  return {
    ...tally,
    ...rest,
    sending:
      pausedUntil === null ? { paused: false } : { paused: true, cause, until: isoInstant(pausedUntil) },
  };
}

function save(file: string, page: string, terminal: Terminal): void {
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw fileFault(file, error);
  }
  terminal.note(`The page is in ${file}.`);
}

function readSample(text: string): number {
  const sample = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (sample < 1) throw new InvalidArgumentError('Give a whole number from 1 to 9999.');
  return sample;
}
