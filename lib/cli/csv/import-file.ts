import { createReadStream } from 'node:fs';
import type { Instant } from '../../domain/calendar.ts';
import { IMPORT_COLUMNS, type ImportRow, readImportRow } from '../../use-cases/operator/import-row.ts';
import { type CsvRow, csvRows, UnreadableCsv } from './csv-rows.ts';
import { unguarded } from './formula-guard.ts';

/** One record of an import file. */
export type ImportLine =
  | { kind: 'ok'; line: number; row: ImportRow }
  | { kind: 'rejected'; line: number; why: string };

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
export async function openImportFile(path: string, now: Instant): Promise<ImportFile> {
  const source = createReadStream(path);
  const rows = csvRows(source);
  const first = await rows.next();
  if (first.done || first.value.kind === 'fault') {
    throw new UnreadableCsv(
      `the file has no header: its first line names the columns, ${IMPORT_COLUMNS.join(',')}`,
    );
  }
  const { columns, ignored } = columnsOf(first.value.cells);
  return { ignored, lines: linesOf(rows, columns, now), bytesRead: () => source.bytesRead };
}

/** Names are compared without case, blanks, `-` and `_`: "First Name" is `firstName`. */
function columnsOf(header: readonly string[]): { columns: (string | null)[]; ignored: string[] } {
  const columns = header.map(
    (cell) => IMPORT_COLUMNS.find((column) => plain(column) === plain(cell)) ?? null,
  );
  const twice = IMPORT_COLUMNS.find((column) => columns.indexOf(column) !== columns.lastIndexOf(column));
  if (twice !== undefined) throw new UnreadableCsv(`the header names ${twice} twice`);
  if (!columns.includes('email')) {
    throw new UnreadableCsv(`the header has no email column: it may name ${IMPORT_COLUMNS.join(',')}`);
  }
  if (!columns.includes('birthDate') && !columns.includes('noDate')) {
    throw new UnreadableCsv(
      'the header has neither birthDate nor noDate: every row needs a date, or yes under noDate',
    );
  }
  return { columns, ignored: header.filter((cell, at) => columns[at] === null && cell.trim() !== '') };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

async function* linesOf(
  rows: AsyncIterable<CsvRow>,
  columns: readonly (string | null)[],
  now: Instant,
): AsyncGenerator<ImportLine> {
  for await (const row of rows) {
    const { line } = row;
    if (row.kind === 'fault') yield { kind: 'rejected', line, why: row.why };
    else if (row.cells.length > columns.length) {
      yield {
        kind: 'rejected',
        line,
        why: `${row.cells.length} fields, and the header names ${columns.length}`,
      };
    } else if (row.cells.some((cell) => cell.trim() !== '')) {
      const cells = columns.map((column, at) => [column ?? '', unguarded(row.cells[at] ?? '')] as const);
      yield { ...readImportRow(Object.fromEntries(cells.filter(([column]) => column !== '')), now), line };
    }
  }
}
