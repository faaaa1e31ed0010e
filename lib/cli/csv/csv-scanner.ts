/** One record of a CSV file, or one that cannot be read. `line` is where it begins, from 1. */
export type CsvRow =
  | { kind: 'row'; line: number; cells: readonly string[] }
  | { kind: 'fault'; line: number; why: string };

/** Notes and tags of other senders are long; a quote that is never closed would else hold the whole file in memory. */
const MOST_RECORD_CHARACTERS = 4 * 1_024 * 1_024;

const NEVER_CLOSED = 'a quote is opened and never closed';
const STRAY = 'letters stand behind a closing quote: double the quote, or take it off';
const TOO_LONG = 'the line is too long';

const LINE_END = /\r\n|\r|\n/;
const LINE_ENDS = /\r\n|\r|\n/g;
/** Hand-written lists have blanks around their quotes; a spreadsheet's `="05"` is the text between. */
const OPENING = /[ \u00A0]*=?"/y;
const CLOSED = /[ \u00A0]*/y;

/** What came of one record: its cells and where the next one begins, or that its end is still to come. */
type Scanned = { cells: readonly string[]; end: number } | { why: string } | 'open' | 'unended';

/**
 * Cuts text into records as it comes (RFC 4180, and what is found beside it). A fault costs the line that it begins on
 * and no other: reading goes on behind the end of that line.
 */
export class CsvScanner {
  readonly #delimiter: string;
  readonly #bare: RegExp;
  #line: number;
  #text = '';
  /** The rest of a line that was given up. */
  #skipping = false;

  constructor(delimiter: string, firstLine: number) {
    this.#delimiter = delimiter;
    this.#bare = new RegExp(`[^\\r\\n${delimiter === '\t' ? '\\t' : `\\${delimiter}`}]*`, 'y');
    this.#line = firstLine;
  }

  *push(text: string): Generator<CsvRow> {
    this.#text += text;
    yield* this.#rows(false);
  }

  *end(): Generator<CsvRow> {
    yield* this.#rows(true);
  }

  *#rows(last: boolean): Generator<CsvRow> {
    let from = this.#skipping ? this.#behindLine(0, last) : 0;
    while (from < this.#text.length) {
      const scanned = this.#record(from, last);
      const line = this.#line;
      if (typeof scanned === 'object' && 'cells' in scanned) {
        this.#line += this.#text.slice(from, scanned.end).match(LINE_ENDS)?.length ?? 0;
        from = scanned.end;
        yield { kind: 'row', line, cells: scanned.cells };
        continue;
      }
      const tooLong = this.#text.length - from > MOST_RECORD_CHARACTERS;
      if (typeof scanned === 'string' && !last && !tooLong) break;
      from = this.#behindLine(from, last);
      yield { kind: 'fault', line, why: faultOf(scanned) };
    }
    this.#text = this.#text.slice(from);
  }

  /** Where the line behind `from` begins; the rest of a line that has not come yet is skipped when it comes. */
  #behindLine(from: number, last: boolean): number {
    LINE_ENDS.lastIndex = from;
    const end = LINE_ENDS.exec(this.#text);
    LINE_ENDS.lastIndex = 0;
    // A carriage return at the very end may be half of a line end.
    this.#skipping = end === null || (!last && end[0] === '\r' && end.index === this.#text.length - 1);
    if (end === null) return this.#text.length;
    if (this.#skipping) return end.index;
    this.#line += 1;
    return end.index + end[0].length;
  }

  #record(from: number, last: boolean): Scanned {
    const cells: string[] = [];
    for (let at = from; ; at += 1) {
      const cell = this.#cell(at, last);
      if (typeof cell === 'string' || 'why' in cell) return cell;
      cells.push(cell.value);
      at = cell.end;
      const sign = this.#text.charAt(at);
      if (sign === this.#delimiter) continue;
      if (sign === '\r' && at + 1 === this.#text.length && !last) return 'unended';
      if (sign !== '')
        return { cells, end: at + (LINE_END.exec(this.#text.slice(at, at + 2))?.[0].length ?? 1) };
      return last ? { cells, end: at } : 'unended';
    }
  }

  #cell(at: number, last: boolean): { value: string; end: number } | { why: string } | 'open' | 'unended' {
    const text = this.#text;
    const opened = matchAt(OPENING, text, at);
    if (opened === null) {
      const value = matchAt(this.#bare, text, at) ?? '';
      return { value, end: at + value.length };
    }
    const begins = at + opened.length;
    let quote = text.indexOf('"', begins);
    while (quote >= 0 && text.charAt(quote + 1) === '"') quote = text.indexOf('"', quote + 2);
    if (quote < 0) return 'open';
    // It may be the first half of a doubled one.
    if (quote + 1 === text.length && !last) return 'unended';
    const end = quote + 1 + (matchAt(CLOSED, text, quote + 1)?.length ?? 0);
    if (![this.#delimiter, '\r', '\n', ''].includes(text.charAt(end))) return { why: STRAY };
    return { value: text.slice(begins, quote).replaceAll('""', '"'), end };
  }
}

function faultOf(scanned: Exclude<Scanned, { cells: readonly string[] }>): string {
  if (typeof scanned === 'object') return scanned.why;
  return scanned === 'open' ? NEVER_CLOSED : TOO_LONG;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
