/**
 * The apostrophe that an export puts before a cell that a spreadsheet would run as a formula (OWASP, "CSV Injection");
 * the last four are what Apple Numbers takes for the first ones. A cell that looks guarded already gets one as well, so
 * that reading takes off what writing put there and nothing else.
 */
const GUARD = /^'(?='*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/;

/** `="05"`: how a list makes a spreadsheet keep a text as it is. */
const TEXT_FORMULA = /^="([^"]*)"$/;

export function guardedTwice(cell: string): string {
  return GUARD.test(cell) ? `'${cell}` : cell;
}

/** Without what a spreadsheet or an export puts around a text so that it stays one. */
export function unguarded(cell: string): string {
  return GUARD.test(cell) ? cell.replace(GUARD, '') : cell.replace(TEXT_FORMULA, '$1');
}
