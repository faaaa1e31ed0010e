import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type Command, Option } from 'commander';
import { type ExportFormat, exportLines } from '../csv/export-lines.ts';
import { type CommandContext, type CourseOptions, courseCommand } from './context.ts';
import { openCourse } from './open-course.ts';
import { showProgress } from './progress.ts';
import { CommandFailure, type Terminal } from './terminal.ts';

interface ExportOptions extends CourseOptions {
  format: ExportFormat;
  out?: string;
}

/** Lines are handed on in pieces of about this size. */
const PIECE_CHARACTERS = 65_536;

const EXAMPLES = `
  course export --out mothers.csv               a new file that only you can read
  course export --format jsonl | gzip > mothers.jsonl.gz
  course export --stack StrongWeeks-live --out mothers.csv

The first columns are those that course import reads. It is all personal data. A cell that a spreadsheet would run
as a formula begins with an apostrophe.`;

/** Every subscriber, as she stands. Reads page by page, so its memory does not grow with their number. */
export function exportCommand(context: CommandContext): Command {
  return courseCommand('export', 'write every subscriber as CSV or JSON Lines', EXAMPLES)
    .addOption(new Option('--format <format>', 'how').choices(['csv', 'jsonl']).default('csv'))
    .option('--out <file>', 'a file that is not there yet (default: standard output)')
    .action(async ({ out, ...options }: ExportOptions) => {
      const { terminal } = context;
      const format = options.json ? 'jsonl' : options.format;
      const sink = out === undefined ? terminal.write : await newFile(out);
      await using open = await openCourse(options, context);
      const count = await pour(exportLines(open.course.subscribers.all(), format), sink, terminal);
      const rows = format === 'csv' ? count - 1 : count;
      terminal.note(`${rows.toLocaleString('en-GB')} ${rows === 1 ? 'subscriber' : 'subscribers'}.`);
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
async function newFile(path: string): Promise<(piece: string) => Promise<void>> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    await once(file, 'open');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const why = code === 'EEXIST' ? 'is there already: give another name' : `cannot be written (${code})`;
    throw new CommandFailure(`${path} ${why}`, { cause: error });
  }
  return async (piece) => {
    if (!file.write(piece)) await once(file, 'drain');
  };
}
