/**
 * A spreadsheet runs a cell that begins with one of these as a formula, whatever it stands for (OWASP, "CSV
 * Injection"). An apostrophe in front makes it text, there and here; reading takes it off again.
 */
const FORMULA = /^[=+\-@\t\r]/;
const GUARDED = /^'(?=[=+\-@\t\r])/;

export function guarded(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

export function unguarded(cell: string): string {
  return cell.replace(GUARDED, '');
}
