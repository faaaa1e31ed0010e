import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { courseOf } from '../../lambdas/wiring/course.ts';
import { isoWeek } from '../domain/calendar.ts';
import type { DateOrder } from '../domain/countries.ts';
import type { FormRules } from '../domain/course.ts';
import type { SubscriberId } from '../domain/subscriber.ts';
import {
  type Candidate,
  type Imported,
  type ImportMode,
  idOfRow,
  importSubscribers,
} from '../use-cases/operator/import-subscriber.ts';
import { type CommandContext, courseCommand, type SureOptions } from './context.ts';
import type { CourseServices } from './course-access.ts';
import { UnreadableCsv } from './csv/csv-rows.ts';
import { type ImportFile, type ImportLine, openImportFile } from './csv/import-file.ts';
import { SeenIds } from './csv/seen-ids.ts';
import { fileFault } from './file-fault.ts';
import { type ImportReport, importReport } from './import-report.ts';
import { inOrder } from './in-order.ts';
import { openCourse, openToChange } from './open-course.ts';
import { showProgress } from './progress.ts';
import { serviceFault } from './service-fault.ts';
import { CommandFailure } from './terminal.ts';
import { failUnread } from './unreadable.ts';

interface ImportOptions extends SureOptions {
  confirmed?: true;
  dates?: 'day-first' | 'month-first';
}

/** Rows imported at once: as many as one batch read takes. */
const AT_ONCE = 100;
/** So that one is read and worked out while the other is written. */
const CHUNKS_UNDER_WAY = 3;

const EXAMPLES = `
  course import mothers.csv                     says what would be done, asks, and then does it
  course import mothers.csv --yes               asks each of them by mail to confirm
  course import mothers.csv --yes --confirmed   they agreed elsewhere: each row brings its evidence

Columns: email (required); birthDate (2026-01-31) or noDate (yes), one of them in every row; firstName, pace
(standard or gentle), country, timeZone, babyMentions, sendDay, sendHour, training, pausedUntil; consentAt, consentText,
consentSource. Nobody who left, bounced or complained is woken, here or, by state or status, in the list. Stopped halfway, the same command goes on where it was.`;

/** Imports a list from elsewhere, after a dry run. Idempotent: the same file leaves the same course. */
export function importCommand(context: CommandContext): Command {
  return courseCommand('import', 'take subscribers from a CSV file', EXAMPLES)
    .argument('<file>', 'CSV in UTF-8, with a header')
    .option('--yes', 'import without being asked; without it a dry run comes first')
    .option(
      '--confirmed',
      'they agreed elsewhere: enrol on the evidence in each row, and send no confirmation mail',
    )
    .addOption(
      new Option('--dates <order>', 'how the list writes 05/03/2026').choices(['day-first', 'month-first']),
    )
    .action(async (file: string, options: ImportOptions) => {
      const bytes = sizeOf(file);
      // Refuses a file that is no list before the course is opened.
      const order = options.dates ?? null;
      await (await openList({ file, order }, courseOf(), context.now())).lines.return(undefined);
      await using open = await (options.yes ? openToChange : openCourse)(options, context);
      const run = { course: open.course, file, order, bytes, context };
      const confirmed = options.confirmed ?? false;
      const report = (dryRun: boolean, quiet: boolean) =>
        importReport(context.terminal, { ...options, dryRun, quiet });
      if (options.yes)
        return failUnread(await importAll(run, { confirmed, dryRun: false }, report(false, false)));
      const unread = await importAll(run, { confirmed, dryRun: true }, report(true, false));
      const answer = options.json ? null : await context.terminal.ask('Type import to do this: ');
      if (answer?.trim() !== 'import') {
        context.terminal.note('Nothing was imported: this was a dry run. Add --yes to import.');
        return failUnread(unread);
      }
      failUnread(await importAll(run, { confirmed, dryRun: false }, report(false, true)));
    });
}

interface Run {
  course: CourseServices;
  file: string;
  order: DateOrder;
  bytes: number;
  context: CommandContext;
}

/** Answers whose records could not be read: their rows were not imported. */
async function importAll(run: Run, mode: ImportMode, report: ImportReport): Promise<SubscriberId[]> {
  const unread = await importRows(run, mode, report);
  report.end();
  return unread;
}

async function importRows(run: Run, mode: ImportMode, report: ImportReport): Promise<SubscriberId[]> {
  const { course, bytes, context } = run;
  const source = await openList(run, course.course, course.clock.now());
  if (source.ignored.length > 0) context.terminal.note(`Not read: ${source.ignored.join(', ')}.`);
  const take = importSubscribers({ ...course, digest: sha256 }, mode);
  const read = readChunks(course, source.lines);
  const joined = joinedCounter(course);
  using progress = showProgress(context.terminal, 'lines');
  const unread: SubscriberId[] = [];
  let line = 1;
  try {
    for await (const outcomes of inOrder(read, CHUNKS_UNDER_WAY, (chunk) => importChunk(take, chunk))) {
      for (const [at, outcome] of outcomes) {
        line = at;
        reportOutcome(report, line, outcome);
        if (typeof outcome === 'object' && 'unread' in outcome) unread.push(outcome.unread);
      }
      if (!mode.dryRun) await joined.add(outcomes.filter(([, outcome]) => outcome === 'enrolled').length);
      progress.at(report.lines(), bytes === 0 ? null : source.bytesRead() / bytes);
    }
  } catch (error) {
    throw stoppedAt(error, line);
  } finally {
    await joined.flush();
  }
  return unread;
}

interface ReadLine {
  line: number;
  /** Or why it is not imported. */
  read: Candidate | { why: string };
}

/** Chunks of rows under the ids of their addresses, in the order of the file: of several with one address only the first. */
async function* readChunks(
  course: CourseServices,
  lines: AsyncIterable<ImportLine>,
): AsyncGenerator<ReadLine[]> {
  const seen = new SeenIds();
  for await (const chunk of chunksOf(lines, AT_ONCE)) {
    const read = await Promise.all(
      chunk.map(async (one): Promise<ReadLine> => {
        const { line } = one;
        if (one.kind === 'rejected') return { line, read: { why: one.why } };
        return { line, read: { id: await idOfRow(course, one.row), row: one.row } };
      }),
    );
    yield read.map((one) => ('why' in one.read || seen.add(one.read.id) ? one : { ...one, read: TWICE }));
  }
}

/** Imports a chunk of rows at once; answers what became of each line. */
async function importChunk(
  take: ReturnType<typeof importSubscribers>,
  chunk: readonly ReadLine[],
): Promise<[line: number, outcome: Outcome][]> {
  const outcomes = await take(chunk.flatMap(({ read }) => ('id' in read ? [read] : [])));
  let next = 0;
  return chunk.map(({ line, read }) => {
    if ('why' in read) return [line, read];
    const outcome = outcomeAt(outcomes, next++);
    return [line, outcome === 'unreadable' ? { why: UNREADABLE, unread: read.id } : outcome];
  });
}

function outcomeAt(outcomes: readonly Imported[], at: number): Imported {
  const outcome = outcomes[at];
  if (outcome === undefined) throw new Error('a row has no outcome');
  return outcome;
}

const TWICE = { why: 'email: the same address stands in an earlier line' };
const UNREADABLE = 'email: the record of this address cannot be read; it stays as it is';
type Outcome = Exclude<Imported, 'unreadable'> | { why: string } | { why: string; unread: SubscriberId };

function reportOutcome(report: ImportReport, line: number, outcome: Outcome): void {
  if (typeof outcome === 'object') report.rejected(line, outcome.why);
  else if (outcome === 'suppressed')
    report.rejected(line, 'email: left, bounced or complained; nothing wakes it');
  else if (outcome === 'no-evidence')
    report.rejected(line, 'consent: --confirmed needs consentAt, consentText and consentSource');
  else report.done(outcome);
}

/** Batches the weekly count, because one item takes every count of a week. */
function joinedCounter({ counts, clock }: CourseServices) {
  const EVERY = 1_000;
  let waiting = 0;
  const flush = async () => {
    if (waiting > 0) await counts.add(isoWeek(clock.now()), 'joined', waiting);
    waiting = 0;
  };
  return {
    async add(count: number) {
      waiting += count;
      if (waiting >= EVERY) await flush();
    },
    flush,
  };
}

async function* chunksOf(lines: AsyncIterable<ImportLine>, size: number): AsyncGenerator<ImportLine[]> {
  let chunk: ImportLine[] = [];
  for await (const line of lines) {
    chunk.push(line);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw fileFault(file, error);
  }
}

async function openList(
  { file, order }: Pick<Run, 'file' | 'order'>,
  course: FormRules,
  now: number,
): Promise<ImportFile> {
  try {
    return await openImportFile(file, { now, order, course });
  } catch (error) {
    if (error instanceof UnreadableCsv)
      throw new CommandFailure(`${file}: ${error.message}`, { cause: error });
    throw fileFault(file, error);
  }
}

/** Rows before this line are imported; the same command, given again, goes on from there. */
function stoppedAt(error: unknown, line: number): CommandFailure {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : 'error';
  const why = serviceFault(error) ?? message;
  return new CommandFailure(`stopped after line ${line}: ${why}. Give the same command again to go on`, {
    cause: error,
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
