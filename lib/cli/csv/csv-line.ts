import { stringify } from 'csv-stringify/sync';

/** One line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return stringify([[...cells]], {
    escape_formulas: true,
    record_delimiter: 'windows',
    // Else only a whole CRLF within a cell is put in quotes.
    quote_record_delimiter: true,
  });
}
