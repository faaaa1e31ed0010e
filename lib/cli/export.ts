import { type FileHandle, open } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { type ExportFormat, exportLines } from './csv/export-lines.ts';
import { fileFault } from './file-fault.ts';
import { openCourse } from './open-course.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

interface ExportOptions extends CourseOptions {
  format: ExportFormat;
  out?: string;
  excel?: true;
}

/** Lines are handed on in pieces of about this size. */
const PIECE_CHARACTERS = 65_536;

const EXAMPLES = `
  course export --out mothers.csv               a new file that only you can read
  course export --excel --out mothers.csv       the same, with letters that Excel shows as they are
  course export --format jsonl | gzip > mothers.jsonl.gz
  course export --stack StrongWeeks-live --out mothers.csv

The first columns are those that course import reads. It is all personal data. A cell that a spreadsheet would run
as a formula begins with an apostrophe.`;

import { failUnread } from './unreadable.ts';

/** Every subscriber, as she stands. Reads page by page, so its memory does not grow with their number. */
export function exportCommand(context: CommandContext): Command {
  return courseCommand('export', 'write every subscriber as CSV or JSON Lines', EXAMPLES)
    .addOption(new Option('--format <format>', 'how').choices(['csv', 'jsonl']).default('csv'))
    .option('--excel', 'begin with a byte-order mark, so that Excel shows every letter')
    .option('--out <file>', 'a file that is not there yet (default: standard output)')
    .action(async ({ out, excel, ...options }: ExportOptions) => {
      const { terminal } = context;
      const format = options.json ? 'jsonl' : options.format;
      await using file = out === undefined ? null : await newFile(out);
      const sink = (piece: string) =>
        out === undefined || file === null ? terminal.write(piece) : append(file, out, piece);
      await using opened = await openCourse(options, context);
      const unreadable: string[] = [];
      const subscribers = opened.course.subscribers.all((id) => unreadable.push(id));
      const count = await pour(exportLines(subscribers, { format, excel: excel ?? false }), sink, terminal);
      const rows = format === 'csv' ? count - 1 : count;
      terminal.note(`${rows.toLocaleString('en-GB')} ${rows === 1 ? 'subscriber' : 'subscribers'}.`);
      failUnread(unreadable);
    });
}

async function pour(
  lines: AsyncIterable<string>,
  write: (piece: string) => Promise<void>,
  terminal: Terminal,
): Promise<number> {
  using progress = showProgress(terminal, 'subscribers');
  let [count, piece] = [0, ''];
  for await (const line of lines) {
    count += 1;
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    await write(piece);
    piece = '';
    progress.at(count);
  }
  await write(piece);
  return count;
}

/** Only its owner may read it, and nothing that stands there is written over. */
async function newFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    throw fileFault(path, error);
  }
}

async function append(file: FileHandle, path: string, piece: string): Promise<void> {
  try {
    await file.appendFile(piece);
  } catch (error) {
    throw fileFault(path, error);
  }
}
