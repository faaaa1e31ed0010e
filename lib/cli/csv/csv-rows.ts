import { type CsvRow, CsvScanner } from './csv-scanner.ts';

/** The file as a whole cannot be read as CSV. The message names the mend. */
export class UnreadableCsv extends Error {}

/** By here every list has shown how it is cut. */
const MOST_HEAD_CHARACTERS = 65_536;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * Reads CSV as it is found (RFC 4180 and its relatives): with or without a byte-order mark; commas, semicolons, tabs or
 * bars, whichever the first line has most of; any line ends, also mixed; quoted fields with delimiters, quotes and
 * line ends inside; behind a first line `sep=;`, as Excel asks for. Only UTF-8. A few pieces of the file in memory at a time.
 * @throws UnreadableCsv for another encoding, and for a file that is no list.
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<CsvRow> {
  const text = decoded(chunks);
  const { head, delimiter, linesBefore } = withoutSeparatorLine(await headOf(text));
  refuseOtherText(head);
  const scanner = new CsvScanner(delimiter ?? delimiterOf(head), linesBefore + 1);
  yield* filled(scanner.push(head));
  for await (const piece of text) yield* filled(scanner.push(piece));
  yield* filled(scanner.end());
}

/** Empty lines count as lines and as nothing else. */
function* filled(rows: Iterable<CsvRow>): Generator<CsvRow> {
  for (const row of rows) if (row.kind === 'fault' || row.cells.length > 1 || row.cells[0] !== '') yield row;
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
    'the file is a workbook of Excel, Numbers or LibreOffice, or a zip: save it as "CSV UTF-8", or unpack it',
  ],
  [[0x1f, 0x8b], 'the file is packed (gzip): unpack it'],
  [[0x25, 0x50, 0x44, 0x46], 'the file is a PDF: export the list as "CSV UTF-8"'],
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
const SEPARATOR_LINE = /^"?sep=([^\r\n"])"?[,;\t]*(?:\r\n|\r|\n|$)/i;

function withoutSeparatorLine(head: string) {
  const line = SEPARATOR_LINE.exec(head);
  if (line === null) return { head, delimiter: null, linesBefore: 0 };
  return { head: head.slice(line[0].length), delimiter: line[1] ?? null, linesBefore: 1 };
}

/** Pieces until a first line that says something is whole, without the mark that says UTF-8. */
async function headOf(text: AsyncIterator<string>): Promise<string> {
  let head = '';
  while (!/[^\s\uFEFF][^\r\n]*[\r\n][\s\S]*[\r\n]/.test(head) && head.length < MOST_HEAD_CHARACTERS) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  return head.replace(/^\uFEFF+/, '');
}

/** Files that are text and no list. */
function refuseOtherText(head: string): void {
  // Every other byte of Latin letters in UTF-16; a stray one is for its row.
  if ((head.split('\0').length - 1) * 4 > head.length)
    throw new UnreadableCsv('the file is UTF-16: save it as "CSV UTF-8"');
  const [first = ''] = head.trimStart();
  if ('[{'.includes(first) && first !== '')
    throw new UnreadableCsv('the file is JSON: export the list as CSV');
  if (first === '<') throw new UnreadableCsv('the file is a web page (HTML or XML): export the list as CSV');
}

/** The sign that the first line with anything in it has most of, outside of its quotes. */
function delimiterOf(head: string): string {
  const bare = head.replaceAll(/"[^"]*"/g, 'quoted');
  const line = /[^\s][^\r\n]*/.exec(bare)?.[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce<string>((best, one) => (count(one) > count(best) ? one : best), ',');
}
