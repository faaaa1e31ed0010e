import { createReadStream } from 'node:fs';
import type { Instant } from '../../domain/calendar.ts';
import type { DateOrder } from '../../domain/countries.ts';
import type { FormRules } from '../../domain/course.ts';
import {
  type ColumnMeaning,
  IMPORT_COLUMNS,
  meaningOf,
  standingIn,
} from '../../use-cases/operator/import-columns.ts';
import { type ImportRow, readImportRow } from '../../use-cases/operator/import-row.ts';
import { csvRows, UnreadableCsv } from './csv-rows.ts';
import type { CsvRow } from './csv-scanner.ts';
import { unguarded } from './formula-guard.ts';

/** One record of an import file. */
export type ImportLine =
  | { kind: 'ok'; line: number; row: ImportRow }
  | { kind: 'rejected'; line: number; why: string };

/** What the rows are read with. */
export interface ReadHow {
  now: Instant;
  /** How the list writes dates, where the operator says so. */
  order: DateOrder;
  course: FormRules;
}

export interface ImportFile {
  /** Columns that mean nothing to us. */
  ignored: readonly string[];
  lines: AsyncGenerator<ImportLine>;
  /** Bytes read so far. */
  bytesRead(): number;
}

/**
 * Opens an import file and reads its header.
 * @throws UnreadableCsv when it has no header that names the columns, or is not UTF-8; the file system's error else.
 */
export async function openImportFile(path: string, how: ReadHow): Promise<ImportFile> {
  const source = createReadStream(path);
  return { ...(await readImport(source, how)), bytesRead: () => source.bytesRead };
}

/** @throws as {@link openImportFile} does. */
export async function readImport(
  source: AsyncIterable<Buffer>,
  how: ReadHow,
): Promise<Omit<ImportFile, 'bytesRead'>> {
  const rows = csvRows(source);
  const header = await headerOf(rows);
  const columns = columnsOf(header, how.course.anchor);
  const ignored = header.filter((cell, at) => columns[at]?.kind === 'ignored' && cell.trim() !== '');
  return { ignored, lines: linesOf(rows, columns, how) };
}

/** The first line with anything in it: spreadsheets leave empty rows above a list. */
async function headerOf(rows: AsyncIterator<CsvRow>): Promise<readonly string[]> {
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    if (next.value.kind === 'fault') break;
    if (!next.value.cells.every(isBlank)) return next.value.cells;
  }
  throw new UnreadableCsv(
    `the file has no header: its first line names the columns, ${IMPORT_COLUMNS.join(',')}`,
  );
}

/** With nothing in it that can be seen: old programs end a file with a sign for its end. */
function isBlank(cell: string): boolean {
  return /^[\s\p{C}]*$/u.test(cell);
}

function columnsOf(header: readonly string[], anchor: FormRules['anchor']): readonly ColumnMeaning[] {
  const columns = header.map(meaningOf);
  const names = columns.flatMap((column) => (column.kind === 'column' ? [column.name] : []));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UnreadableCsv(`the header names ${twice} twice`);
  if (!names.includes('email')) {
    if (header.length === 1 && /[,;\t|]/.test(header[0] ?? ''))
      throw new UnreadableCsv(
        'each line stands in quotes as a whole: take those quotes off, or save the list as CSV once more',
      );
    throw new UnreadableCsv(
      `the header has no email column: it may name ${IMPORT_COLUMNS.join(',')}; delete what stands above it`,
    );
  }
  if (anchor === 'asked' && !names.includes('birthDate') && !names.includes('noDate')) {
    throw new UnreadableCsv(
      'the header has neither birthDate nor noDate: every row needs the day she gave birth, or yes under noDate',
    );
  }
  return columns;
}

async function* linesOf(
  rows: AsyncIterable<CsvRow>,
  columns: readonly ColumnMeaning[],
  { now, order, course }: ReadHow,
): AsyncGenerator<ImportLine> {
  for await (const row of rows) {
    const { line } = row;
    if (row.kind === 'fault') {
      yield { kind: 'rejected', line, why: row.why };
      continue;
    }
    const filled = row.cells.findLastIndex((cell) => !isBlank(cell)) + 1;
    // A spreadsheet writes empty cells behind the last column, and whole rows of them.
    if (filled === 0) continue;
    const why = filled > columns.length ? `${filled} fields, and the header names ${columns.length}` : null;
    const refused = why ?? standingOf(row.cells, columns) ?? brokenIn(row.cells, columns);
    if (refused !== null) yield { kind: 'rejected', line, why: refused };
    else yield { ...readImportRow(course, fieldsOf(row.cells, columns), now, order), line };
  }
}

/** What a row says against mailing her, or null. */
function standingOf(cells: readonly string[], columns: readonly ColumnMeaning[]): string | null {
  for (const [at, column] of columns.entries()) {
    if (column.kind !== 'standing') continue;
    const cell = unguarded(cells[at] ?? '').trim();
    const standing = standingIn(column.says, cell);
    if (standing === 'gone')
      return `${column.name}: ${cell}; whoever left, bounced, complained or never confirmed is not mailed`;
    if (standing === 'unknown')
      return `${column.name}: ${cell}; only who is called active, subscribed or confirmed is mailed: write that, or rename the column`;
  }
  return null;
}

/** What a spreadsheet shows where a formula failed or a column is too narrow: `#REF!`, `#N/A`, `########`. */
const BROKEN_CELL = /^#(?:[\p{Lu}/0]+[!?]?|#+)$/u;

function brokenIn(cells: readonly string[], columns: readonly ColumnMeaning[]): string | null {
  for (const [at, column] of columns.entries())
    if (column.kind === 'column' && BROKEN_CELL.test(cells[at]?.trim() ?? ''))
      return `${column.name}: ${cells[at]?.trim()} is a fault of the spreadsheet; mend the cell`;
  return null;
}

/** What programs write where they have nothing. */
const NOTHING = /^(?:NULL|null|\\N|N\/A|n\/a|undefined|[-\u2013\u2014])$/;

function fieldsOf(cells: readonly string[], columns: readonly ColumnMeaning[]): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap((column, at) => {
      const cell = cells[at] ?? '';
      if (column.kind !== 'column' || NOTHING.test(cell.trim())) return [];
      return [[column.name, unguarded(cell)]];
    }),
  );
}
