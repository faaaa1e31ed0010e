/**
 * The apostrophe that an export puts before a cell that a spreadsheet would run as a formula (OWASP, "CSV Injection");
 * the last four are what Apple Numbers takes for the first ones.
 */
const GUARD = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/;

export function unguarded(cell: string): string {
  return cell.replace(GUARD, '');
}
