import { stringify } from 'csv-stringify/sync';
import { guardedTwice } from './formula-guard.ts';

/** One line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return stringify([cells.map((cell) => (typeof cell === 'string' ? guardedTwice(cell) : cell))], {
    escape_formulas: true,
    record_delimiter: 'windows',
    // Else only a whole CRLF within a cell is put in quotes.
    quote_record_delimiter: true,
  });
}
