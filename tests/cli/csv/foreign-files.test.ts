import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../../lib/cli/csv/csv-line.ts';
import { csvRows } from '../../../lib/cli/csv/csv-rows.ts';
import { readImport } from '../../../lib/cli/csv/import-file.ts';
import type { DateOrder } from '../../../lib/domain/countries.ts';
import { at } from '../../builders.ts';
import { COURSE } from '../../course.ts';

/** What spreadsheets, editors and people leave in a file: read where it is clear, else refused with the mend. */

async function read(content: string | Buffer, order: DateOrder = null) {
  const how = { now: at('2026-11-23 10:00'), order, course: COURSE };
  const file = await readImport(pieces(Buffer.from(content), content.length > 10_000 ? 65_536 : 11), how);
  return Array.fromAsync(file.lines);
}

/** Address, day and name of each row, or its line and what is wrong with it. */
async function rowsOf(content: string | Buffer, order: DateOrder = null) {
  return (await read(content, order)).map((line) => {
    if (line.kind === 'rejected') return `${line.line} ${line.why}`;
    const { address, birthDate, firstName } = line.row.answers;
    return [address, birthDate, firstName];
  });
}

async function* pieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

const ANN = ['ann@example.com', '2026-03-05', 'Ann'];

describe('a list is read', () => {
  test.each([
    ['cut by bars', 'email|birthDate|firstName\r\nann@example.com|2026-03-05|Ann\r\n'],
    [
      'with other signs in a quoted name',
      'email,birthDate,firstName,"a;b;c;d;e"\nann@example.com,2026-03-05,Ann,x\n',
    ],
    ['below empty rows', ',,\n,,\nemail,birthDate,firstName\nann@example.com,2026-03-05,Ann\n'],
    ['below empty lines', '\n\n\nemail;birthDate;firstName\nann@example.com;2026-03-05;Ann\n'],
    ['behind two marks of UTF-8', '\uFEFF\uFEFFemail,birthDate,firstName\nann@example.com,2026-03-05,Ann\n'],
    [
      'with blanks around its quotes',
      'email, birthDate, firstName\n"ann@example.com" , "2026-03-05", "Ann"\n',
    ],
    [
      'with cells that a spreadsheet keeps as text',
      'email,birthDate,firstName\n="ann@example.com",="2026-03-05",="Ann"\n',
    ],
    [
      'with the same in quotes',
      'email,birthDate,firstName\n"=""ann@example.com""","=""2026-03-05""","=""Ann"""\n',
    ],
    ['with the apostrophe of a text', "email,birthDate,firstName\n'ann@example.com,'2026-03-05,Ann\n"],
    [
      'with dashes and blanks that only look like ours',
      'Adresse\u00A0e\u2011mail;birthDate;Prénom *\r\nann@example.com;2026\u201103\u201105;Ann\r\n',
    ],
    [
      'with an end-of-file of old programs',
      'email,birthDate,firstName\r\nann@example.com,2026-03-05,Ann\r\n\x1A',
    ],
    ['with a time behind the day', 'email,birthDate,firstName\nann@example.com,3/5/2026 0:00,Ann\n'],
    [
      'with a cell of a megabyte',
      `email,birthDate,firstName,notes\nann@example.com,2026-03-05,Ann,${'x'.repeat(1_100_000)}\n`,
    ],
    [
      'with many lines in one cell',
      `email,notes,birthDate,firstName\nann@example.com,"${'x, y\n'.repeat(200_000)}",2026-03-05,Ann\n`,
    ],
  ])('%s', async (_name, content) => {
    expect(await rowsOf(content, 'month-first')).toEqual([ANN]);
  });

  test('with what programs write where they have nothing', async () => {
    const nothing = ['NULL', 'null', '\\N', 'N/A', 'n/a', 'undefined', '-', '–'];
    const rows = nothing.map((word, at) => `a${at}@example.com,2026-03-05,${word},${word}`);
    const read = await rowsOf(['email,birthDate,firstName,timeZone', ...rows].join('\n'));
    expect(read).toEqual(nothing.map((_, at) => [`a${at}@example.com`, '2026-03-05', null]));
  });

  test('with yes and no as spreadsheets of other countries write them', async () => {
    const yes = ['TRUE', 'WAHR', 'VRAI', 'VERDADERO', 'VERO', 'WAAR', 'x', '✓', 'ja', 'oui'];
    const rows = yes.map((word, at) => `a${at}@example.com;${word}`);
    expect(await rowsOf(['email;noDate', ...rows].join('\r\n'))).toEqual(
      yes.map((_, at) => [`a${at}@example.com`, null, null]),
    );
  });
});

describe('a file is refused with the mend', () => {
  test.each([
    [
      'UTF-16 without its mark',
      Buffer.from('email\tbirthDate\r\nann@example.com\t2026-03-05', 'utf16le'),
      'UTF-16',
    ],
    ['a zip', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]), 'unpack it'],
    ['a packed file', Buffer.from([0x1f, 0x8b, 0x08, 0x00]), 'unpack it'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'is a PDF'],
    ['JSON', '[{"email":"ann@example.com","birthDate":"2026-03-05"}]', 'is JSON'],
    ['a web page', '<html><table><tr><td>email</td></tr></table></html>', 'is a web page'],
    ['every line in quotes', '"email;birthDate"\n"ann@example.com;2026-03-05"\n', 'take those quotes off'],
    ['nothing but empty rows', ',,,\n,,,\n', 'has no header'],
    ['nothing but the mark of UTF-8', '\uFEFF', 'has no header'],
  ])('%s', async (_name, content, mend) => {
    await expect(read(content)).rejects.toThrow(mend);
  });
});

describe('a row is refused with the mend, and the next one is read', () => {
  test.each([
    [
      'ann@example.com,46086,Ann',
      'birthDate: the number of a day in a spreadsheet; show the column as a date',
    ],
    ['ann@example.com,#VALUE!,Ann', 'birthDate: #VALUE! is a fault of the spreadsheet; mend the cell'],
    ['ann@example.com,########,Ann', 'birthDate: ######## is a fault of the spreadsheet; mend the cell'],
    ['ann@example.com,2026-03-05,#REF!', 'firstName: #REF! is a fault of the spreadsheet; mend the cell'],
    ['ann@example.com,2026-03-05,#BEZUG!', 'firstName: #BEZUG! is a fault of the spreadsheet; mend the cell'],
    ['ann@example.com,2026-03-04T23:00:00Z,Ann', 'birthDate: write it as 2026-01-31'],
    ['"ann@example.com"x,2026-03-05,Ann', 'letters stand behind a closing quote'],
    ['"ann@example.com,2026-03-05,Ann', 'a quote is opened and never closed'],
    ['Total: 2 subscribers,,', 'email: not an address'],
  ])('%s', async (row, mend) => {
    const content = `email,birthDate,firstName\n${row}\nann@example.com,2026-03-05,Ann\n`;
    expect(await rowsOf(content)).toEqual([expect.stringContaining(`2 ${mend}`), ANN]);
  });

  test('of a quote that is never closed no line is lost but its own', async () => {
    const rows = [
      'email,birthDate,firstName',
      'bea@example.com,"2026-03-05,Bea',
      ...Array(500).fill(ANN.join(',')),
    ];
    const [fault, ...rest] = await rowsOf(rows.join('\r\n'));
    expect([fault, rest.length]).toEqual(['2 a quote is opened and never closed', 500]);
  });

  test('evidence too long to keep with her record', async () => {
    const row = `ann@example.com,yes,2026-01-01,${'x'.repeat(20_001)},form`;
    expect(await rowsOf(`email,noDate,consentAt,consentText,consentSource\n${row}\n`)).toEqual([
      '2 consent: consentText and consentSource hold 20000 characters at most',
    ]);
  });
});

describe('how she stands', () => {
  test.each(['Abgemeldet', 'Désabonnée', 'do not contact', 'Opted-out (manual)', 'False'])(
    'nobody is mailed whose status is %j',
    async (word) => {
      expect(await rowsOf(`email,noDate,Status\nann@example.com,yes,${word}\n`)).toEqual([
        expect.stringMatching(/^2 Status: .*mailed/),
      ]);
    },
  );

  test.each(['subscribed to emails', 'Accepts Email Marketing'])(
    'nobody is mailed who says no under %j',
    async (column) => {
      expect(
        await rowsOf(`email,noDate,${column}\nann@example.com,yes,no\nbea@example.com,yes,yes\n`),
      ).toEqual([expect.stringContaining('is not mailed'), ['bea@example.com', null, null]]);
    },
  );
});

test('a file is read alike however it is cut into pieces', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'é', ',', '"', '""', '\r', '\n', '\r\n', ' ', '=', ';'), { maxLength: 40 })
    .map((parts) => `email,x\n${parts.join('')}`);
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, size) => {
      const whole = await Array.fromAsync(csvRows(pieces(Buffer.from(content), 1_000)));
      expect(await Array.fromAsync(csvRows(pieces(Buffer.from(content), size)))).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});

test('what follows the standard is read as another reader reads it', async () => {
  const cell = fc.array(fc.constantFrom('a', 'é', ',', '"', '\r', '\n', ' ', '='), { maxLength: 6 });
  const record = fc.array(
    cell.map((signs) => signs.join('')),
    { minLength: 2, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 6 }), async (records) => {
      const text = ['email,x\r\n', ...records.map(csvLine)].join('');
      const rows = await Array.fromAsync(csvRows(pieces(Buffer.from(text), 1_000)));
      const other: unknown = parse(text, { relax_column_count: true, record_delimiter: '\r\n' });
      expect(rows.map((row) => (row.kind === 'row' ? row.cells : row))).toEqual(other);
    }),
    { numRuns: 300 },
  );
});
