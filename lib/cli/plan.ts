import Table from 'cli-table3';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { courseOf } from '../../lambdas/wiring/course.ts';
import { type Instant, isTimeZone, type LocalDate, localDate } from '../domain/calendar.ts';
import { PACES, type Pace } from '../domain/course.ts';
import { describeReasons } from '../domain/placement/reasons.ts';
import { type PlannedLesson, planFor } from '../domain/plan.ts';
import type { CommandContext } from './context.ts';
import { readDay } from './moment.ts';
import { CommandFailure } from './terminal.ts';

interface PlanOptions {
  born?: LocalDate;
  /** False with `--no-date`. */
  date: boolean;
  joined?: LocalDate;
  pace: Pace;
  weeks: number;
  zone: string;
  json?: true;
}

const MOST_LESSONS = 1_000;

const EXAMPLES = `
Examples:
  course plan --born 2026-01-05 --joined 2026-10-12 --pace standard
  course plan --born 2026-01-05 --joined 2026-03-02 --weeks 20     gentle pace, as when she picks none
  course plan --no-date --weeks 20 --json                          joins today, with no birth date`;

/** What one mother would get if she answered nothing and missed nothing. Touches no data. */
export function planCommand({ terminal, now }: CommandContext): Command {
  return new Command('plan')
    .description('show the lessons that one mother would get')
    .option('--born <date>', 'the day that her weeks are counted from, YYYY-MM-DD', readDay)
    .option('--no-date', 'she has no such day, or it was long ago')
    .option('--joined <date>', 'the day she confirms, YYYY-MM-DD (default: today)', readDay)
    .addOption(new Option('--pace <pace>', 'pace').choices(PACES).default('gentle'))
    .option('--weeks <n>', 'how many lessons', readCount, 12)
    .option('--zone <zone>', 'her IANA time zone', readZone, 'Europe/London')
    .option('--json', 'print JSON for machines')
    .addHelpText('after', EXAMPLES)
    .action((options: PlanOptions) => {
      const plan = planOf(options, now());
      terminal.out(options.json ? JSON.stringify(plan.map(forMachines), null, 2) : forPeople(plan));
    });
}

function planOf(
  { born, date, joined, pace, weeks, zone }: PlanOptions,
  now: Instant,
): readonly PlannedLesson[] {
  const joins = joined ?? localDate(now, zone);
  const course = courseOf();
  if (course.anchor === 'joined') {
    if (born !== undefined || !date)
      throw new CommandFailure('this course counts from the day she joins: leave --born and --no-date out');
    return planFor(course, { born: null, joined: joins, pace, zone, lessons: weeks });
  }
  if (!date && course.weeksWithoutDate === null)
    throw new CommandFailure('in this course everyone has a date: give it with --born');
  if (born !== undefined && !date) throw new CommandFailure('give --born or --no-date, not both');
  if (born === undefined && date)
    throw new CommandFailure(`give the day of her ${course.anchorName} with --born, or say --no-date`);
  if (born !== undefined && born > joins) {
    throw new CommandFailure(
      `she cannot join on ${joins}, before the ${course.anchorName} on ${born}: give a later --joined`,
    );
  }
  return planFor(course, { born: born ?? null, joined: joins, pace, zone, lessons: weeks });
}

/** The shape of `--json`; other programs rely on it (docs/rules/data.md#commands). */
function forMachines({ number, date, weeksSinceBirth, session, level }: PlannedLesson) {
  return { number, date, weeksSinceBirth, session, level };
}

function forPeople(plan: readonly PlannedLesson[]): string {
  const table = new Table({
    head: ['Lesson', 'Goes on', `Weeks since ${courseOf().anchorName}`, 'Session', 'Level', 'Why'],
    style: { head: [], border: [], compact: true },
  });
  for (const { number, date, weeksSinceBirth, session, level, reasons } of plan) {
    table.push([
      number,
      formatDay(date),
      weeksSinceBirth ?? '',
      session,
      level ?? '',
      describeReasons(reasons),
    ]);
  }
  return table.toString();
}

function formatDay(day: LocalDate): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', parts).replace(',', '');
}

function readCount(text: string): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST_LESSONS) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_LESSONS}.`);
  }
  return count;
}

function readZone(text: string): string {
  if (!isTimeZone(text)) throw new InvalidArgumentError('Give an IANA name such as Europe/London.');
  return text;
}
