import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { printFinding, UnsafeCourse } from '../authoring/findings.ts';
import { readCourse } from '../authoring/read-course.ts';
import { type NoteSource, readNote } from '../authoring/read-note.ts';
import { courseFolder } from '../brand/course-folder.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { Course } from '../domain/course.ts';
import { aboutWith } from '../domain/joining/read-fields.ts';
import type { Letter } from '../ports/letters.ts';
import { type NoteTo, noteRecipients, type Recipients } from '../use-cases/operator/note-recipients.ts';
import { type NoteReport, sendNotes } from '../use-cases/sending/send-notes.ts';
import { type CommandContext, confirmWithOperator, courseCommand, type SureOptions } from './context.ts';
import type { CourseServices, OpenCourse } from './course-access.ts';
import { fileFault } from './file-fault.ts';
import { readDay } from './moment.ts';
import { openToChange } from './open-course.ts';
import { showProgress } from './progress.ts';
import { readSession } from './read-session.ts';
import { CommandFailure, type Terminal } from './terminal.ts';
import { failUnread } from './unreadable.ts';

interface NoteOptions extends SureOptions {
  to?: string;
  since?: LocalDate;
  urgent?: true;
  list?: true;
  html?: string;
}

const EXAMPLES = `
  course note correction.md --to received:12                shows it, counts, asks
  course note correction.md --to received:12 --since 2026-11-20 --list
  course note holidays.md --to all --html holidays.html     writes how it looks in a mail
  course note recall.md --to all --urgent --yes --stack StrongWeeks-live

The file is Markdown with front matter:

  ---
  subject: A correction to session 12
  who: received:12
  urgent: false
  ---
  The dose of the **squat** was wrong. It is 2 sets of 8.

Paragraphs, ## headings, - lists, **bold** and [links](https://example.org). British words become each reader's own. Under the
line "### No baby mentions" stands what is said in its place to those who asked for that. Cut short, give the same command
again: nobody gets a note twice.`;

/** A word to many: the same claim, ledger, suppression, rate and one-click as a lesson. */
export function noteCommand(context: CommandContext): Command {
  return courseCommand('note', 'send a note to everyone, or to those who have a session', EXAMPLES)
    .argument('<file>', 'the note, a Markdown file')
    .option('--to <whom>', 'all, session:<id> (they have it now) or received:<id> (default: the file’s who)')
    .option('--since <day>', 'with received: since that day, such as 2026-11-20', readDay)
    .option('--urgent', 'to the paused as well')
    .option('--list', 'print the addresses')
    .option('--html <file>', 'write the mail as a page')
    .option('--yes', 'do not ask')
    .action(async (file: string, options: NoteOptions) => {
      const note = noteIn(file, context);
      const urgent = options.urgent ?? note.urgent;
      await using open = await openToChange(options, context);
      const { course } = open.course;
      const to = readTo(course, options.to ?? note.who, options.since ?? null);
      preview(open.course, note, options, context.terminal);
      const whom = await recipients(open.course, to, { id: note.id, urgent }, context.terminal);
      tellWhom(whom, to, options, context.terminal);
      if (whom.receives.length === 0) finish(context.terminal, options, note, null);
      else {
        const question = `This sends it to ${people(whom.receives.length)} of ${open.where}.`;
        await confirmWithOperator(context, options, 'send', question);
        finish(
          context.terminal,
          options,
          note,
          await send(open, { ...note, urgent }, whom, context.terminal),
        );
      }
      failUnread(whom.unreadable);
    });
}

function noteIn(file: string, { environment }: CommandContext): NoteSource {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fileFault(file, error);
  }
  const course = readCourse(courseFolder(environment));
  if (course.kind === 'broken') throw new UnsafeCourse(course.findings);
  const read = readNote(text, file, course.course);
  if (read.kind === 'read') return read.note;
  throw new CommandFailure(read.findings.map(printFinding).join('; '));
}

function readTo(course: Course, text: string | null, since: LocalDate | null): NoteTo {
  if (text === null) throw new CommandFailure('say whom with --to: all, session:<id> or received:<id>');
  const [kind, id = ''] = text.split(':');
  if (since !== null && kind !== 'received') throw new CommandFailure('--since goes with --to received:<id>');
  if (text === 'all') return { kind: 'all' };
  if (kind === 'session') return { kind, session: readSession(course, id) };
  if (kind === 'received') return { kind, session: readSession(course, id), since };
  throw new CommandFailure(`"${text}" is nobody: give all, session:<id> or received:<id>`);
}

/** As a reader in the home country sees it. */
function preview(
  { course, letters, settings }: CourseServices,
  note: NoteSource,
  { html }: NoteOptions,
  terminal: Terminal,
): void {
  const links = {
    unsubscribe: `${settings.siteUrl}/unsubscribe/test`,
    preferences: `${settings.siteUrl}/preferences/test`,
    privacy: `${settings.siteUrl}/privacy`,
  };
  const letter = letters.note({
    note: note.textFor(course.countries.home, true),
    record: aboutWith(course, { country: course.countries.home }),
    links,
  });
  terminal.note(`Subject: ${letter.subject}\n\n${letter.text.trimEnd()}\n`);
  if (html !== undefined) save(html, letter, terminal);
}

function save(file: string, { html }: Letter, terminal: Terminal): void {
  try {
    writeFileSync(file, html);
  } catch (error) {
    throw fileFault(file, error);
  }
  terminal.note(`How it looks is in ${file}.`);
}

async function recipients(
  course: CourseServices,
  to: NoteTo,
  note: { id: string; urgent: boolean },
  terminal: Terminal,
): Promise<Recipients> {
  using progress = showProgress(terminal, 'subscribers');
  return await noteRecipients(course, to, note, progress.step);
}

function tellWhom(
  { receives, already, resting, unreadable }: Recipients,
  to: NoteTo,
  options: NoteOptions,
  terminal: Terminal,
) {
  if (options.list) for (const { address } of receives) terminal.out(address);
  const whom = to.kind === 'all' ? 'everyone' : `${to.kind} ${to.session}`;
  const counts = [
    already > 0 ? `${people(already)} had it already` : '',
    unreadable.length > 0 ? `${unreadable.length} could not be read (${unreadable.join(' ')})` : '',
    resting > 0 ? `${people(resting)} who pause${resting === 1 ? 's' : ''} left out (--urgent)` : '',
  ].filter((part) => part !== '');
  terminal.note([`To ${whom}: ${people(receives.length)}`, ...counts].join('; '));
}

async function send(
  open: OpenCourse,
  note: NoteSource,
  { receives }: Recipients,
  terminal: Terminal,
): Promise<NoteReport> {
  const { settings, rate, clock } = open.course;
  const { cause, pausedUntil } = await rate.state();
  if (pausedUntil !== null && pausedUntil > clock.now())
    throw new CommandFailure(`sending is paused (${cause}): course resume-all first`);
  await open.openMail();
  terminal.note(`${settings.sendRatePerSecond} a second at most, lessons among them.`);
  using progress = showProgress(terminal, 'mothers');
  const ids = receives.map(({ id }) => id);
  return await sendNotes({ ...open.course, mailer: open.course.mailer() })(note, ids, progress.step);
}

/** @throws CommandFailure when somebody is still to get it. */
function finish(
  { out }: Terminal,
  { json }: NoteOptions,
  { id }: NoteSource,
  report: NoteReport | null,
): void {
  if (json) out(JSON.stringify({ note: id, ...(report ?? { sent: 0 }) }));
  else if (report === null) out('Nothing was sent: nobody is left to get it.');
  else out(`Sent to ${people(report.sent)}.${others(report)}`);
  const waits = report === null ? 0 : report.open + report['put-off'] + report.paused;
  if (waits > 0)
    throw new CommandFailure(
      `${people(waits)} still to get it: give the same command again ${whenFor(report)}`,
    );
}

function whenFor(report: NoteReport | null): string {
  if ((report?.paused ?? 0) > 0) return 'once sending goes on (course status)';
  return (report?.open ?? 0) > 0 ? 'in six hours, since SES did not answer for some' : 'in some minutes';
}

function others({ sent: _, open: __, 'put-off': ___, paused: ____, ...rest }: NoteReport): string {
  const counts = Object.entries(rest).filter(([, count]) => count > 0);
  return counts.length === 0
    ? ''
    : ` Besides: ${counts.map(([name, count]) => `${name} ${count}`).join(', ')}.`;
}

function people(count: number): string {
  return count === 1 ? '1 mother' : `${count.toLocaleString('en-GB')} mothers`;
}
