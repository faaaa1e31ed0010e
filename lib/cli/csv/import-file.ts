import { createReadStream } from 'node:fs';
import type { Instant } from '../../domain/calendar.ts';
import type { DateOrder } from '../../domain/countries.ts';
import type { FormRules } from '../../domain/course.ts';
import {
  type ColumnMeaning,
  forbidsMail,
  IMPORT_COLUMNS,
  meaningOf,
} from '../../use-cases/operator/import-columns.ts';
import { type ImportRow, readImportRow } from '../../use-cases/operator/import-row.ts';
import { type CsvRow, csvRows, UnreadableCsv } from './csv-rows.ts';
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
  const first = await rows.next();
  if (first.done || first.value.kind === 'fault') {
    throw new UnreadableCsv(
      `the file has no header: its first line names the columns, ${IMPORT_COLUMNS.join(',')}`,
    );
  }
  const header = first.value.cells;
  const columns = columnsOf(header);
  const ignored = header.filter((cell, at) => columns[at]?.kind === 'ignored' && cell.trim() !== '');
  return { ignored, lines: linesOf(rows, columns, how) };
}

function columnsOf(header: readonly string[]): readonly ColumnMeaning[] {
  const columns = header.map(meaningOf);
  const names = columns.flatMap((column) => (column.kind === 'column' ? [column.name] : []));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UnreadableCsv(`the header names ${twice} twice`);
  if (!names.includes('email')) {
    throw new UnreadableCsv(
      `the header has no email column: it may name ${IMPORT_COLUMNS.join(',')}; delete what stands above it`,
    );
  }
  if (!names.includes('birthDate') && !names.includes('noDate')) {
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
    const filled = row.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    // A spreadsheet writes empty cells behind the last column, and whole rows of them.
    if (filled === 0) continue;
    const why = filled > columns.length ? `${filled} fields, and the header names ${columns.length}` : null;
    const refused = why ?? standingOf(row.cells, columns);
    if (refused !== null) yield { kind: 'rejected', line, why: refused };
    else yield { ...readImportRow(course, fieldsOf(row.cells, columns), now, order), line };
  }
}

/** What a row says against mailing her, or null. */
function standingOf(cells: readonly string[], columns: readonly ColumnMeaning[]): string | null {
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (column.kind === 'standing' && forbidsMail(column.says, cell))
      return `${column.name}: ${cell.trim()}; whoever left, bounced, complained or never confirmed is not mailed`;
  }
  return null;
}

function fieldsOf(cells: readonly string[], columns: readonly ColumnMeaning[]): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap((column, at) =>
      column.kind === 'column' ? [[column.name, unguarded(cells[at] ?? '')]] : [],
    ),
  );
}
