import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';

/** One record of a CSV file, or one that cannot be read. `line` is where it begins, from 1. */
export type CsvRow =
  | { kind: 'row'; line: number; cells: readonly string[] }
  | { kind: 'fault'; line: number; why: string };

/** The file as a whole cannot be read as CSV. The message names the mend. */
export class UnreadableCsv extends Error {}

/** No record of ours is longer; a quote that is never closed would else swallow the rest of the file. */
const MOST_RECORD_CHARACTERS = 65_536;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads CSV as it is found (RFC 4180 and its relatives): with or without a byte-order mark; commas, semicolons or
 * tabs, whichever the first line has most of; any line ends, also mixed; quoted fields with delimiters, quotes and
 * line ends inside; behind a first line `sep=;`, as Excel asks for. Only UTF-8. One piece of the file in memory at a time.
 * @throws UnreadableCsv for another encoding.
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRow> {
  const text = decoded(chunks);
  const { head, delimiter, linesBefore } = withoutSeparatorLine(await firstLine(text));
  const faults: CsvRow[] = [];
  /** Where the records that the parser has read begin. */
  const starts: number[] = [];
  let lastRead = linesBefore;
  const parser = parse({
    bom: true,
    delimiter: delimiter ?? delimiterOf(head),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_records_with_error: true,
    max_record_size: MOST_RECORD_CHARACTERS,
    on_record: (record, { lines }) => {
      starts.push(lastRead + 1);
      lastRead = linesBefore + lines;
      return record;
    },
    on_skip: (error) => {
      faults.push({ kind: 'fault', line: lastRead + 1, why: faultOf(error) });
      lastRead = Math.max(lastRead, linesBefore + Number(error?.['lines'] ?? 0));
      return undefined;
    },
  });
  // An error of the source comes out of the parser, below.
  pipeline(Readable.from(rejoined(head, text), { highWaterMark: 1 }), parser, () => undefined);
  for await (const cells of parser) {
    const line = starts.shift() ?? 0;
    // The parser is some records ahead.
    while (faults[0] !== undefined && faults[0].line < line) yield* faults.splice(0, 1);
    if (cells.length > 1 || cells[0] !== '') yield { kind: 'row', line, cells };
  }
  yield* faults;
}

/** Text of the file, piece by piece. Characters cut in two by a piece's end are kept whole. */
async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let read = 0;
  for await (const chunk of chunks) {
    if (read === 0) refuseOtherFiles(chunk);
    read += chunk.length;
    yield decode(decoder, chunk, read);
  }
  yield decode(decoder, undefined, read);
}

/** What is saved when another kind of file is chosen, by its first bytes. */
const OTHER_FILES = [
  [[0xff, 0xfe], 'the file is UTF-16: save it as "CSV UTF-8"'],
  [[0xfe, 0xff], 'the file is UTF-16: save it as "CSV UTF-8"'],
  [
    [0x50, 0x4b, 0x03, 0x04],
    'the file is a workbook of Excel, Numbers or LibreOffice: save it as "CSV UTF-8"',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'the file is an old Excel workbook: save it as "CSV UTF-8"'],
] as const;

function refuseOtherFiles(chunk: Buffer): void {
  for (const [bytes, mend] of OTHER_FILES)
    if (chunk.subarray(0, bytes.length).equals(Buffer.from(bytes))) throw new UnreadableCsv(mend);
}

function decode(decoder: TextDecoder, chunk: Buffer | undefined, read: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (error) {
    const where = `before byte ${read}`;
    throw new UnreadableCsv(`the file is not UTF-8 (${where}): save it as "CSV UTF-8"`, { cause: error });
  }
}

/** `sep=;` on a line of its own tells a spreadsheet how the rest is cut; it is no header. */
const SEPARATOR_LINE = /^\uFEFF?"?sep=([^\r\n"])"?[,;\t]*(?:\r\n|\r|\n|$)/i;

function withoutSeparatorLine(head: string) {
  const line = SEPARATOR_LINE.exec(head);
  if (line === null) return { head, delimiter: null, linesBefore: 0 };
  return { head: head.slice(line[0].length), delimiter: line[1] ?? null, linesBefore: 1 };
}

/** Pieces until the first line is whole, or, where it is none of the list, the second. */
async function firstLine(text: AsyncIterator<string>): Promise<string> {
  let head = '';
  const lines = (text: string) => text.split(/\r\n|\r(?!$)|\n/).length;
  while (lines(head) < 3 && head.length < MOST_RECORD_CHARACTERS) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  return head;
}

async function* rejoined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

function delimiterOf(head: string): string {
  const line = /^[^\r\n]*/.exec(head)?.[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, one) => (count(one) > count(best) ? one : best), ',');
}

function faultOf(error: CsvError | undefined): string {
  switch (error?.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed';
    case 'CSV_MAX_RECORD_SIZE':
      return 'the line is too long: is a quote left open?';
    default:
      return 'a quote stands in the middle of a field: double it, and put the field in quotes';
  }
}
