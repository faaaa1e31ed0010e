import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '../../lib/cli/csv/csv-line.ts';
import { csvRows } from '../../lib/cli/csv/csv-rows.ts';
import { unguarded } from '../../lib/cli/csv/formula-guard.ts';

async function cellsOf(text: string): Promise<readonly string[]> {
  for await (const row of csvRows(chunks(text))) if (row.kind === 'row') return row.cells;
  throw new Error('no row was read');
}

async function* chunks(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

describe('a line of an export', () => {
  test.each(['=1+1', '+44', '-1', '@SUM(A1)', '\t=1', '\r=1', '\uFF1D1', '\uFF0B1', '\uFF0D1', '\uFF20x'])(
    'makes no formula of %j, which an import reads as it was',
    async (cell) => {
      const [read = ''] = await cellsOf(csvLine([cell, 'x']));
      expect(read).toBe(`'${cell}`);
      expect(unguarded(read)).toBe(cell);
    },
  );

  test('ends as RFC 4180 has it, and leaves empty what is not known', () => {
    expect(csvLine(['a@example.com', null, '', 12, 'Zoë "Z", x'])).toBe(
      'a@example.com,,,12,"Zoë ""Z"", x"\r\n',
    );
  });

  test('is read by an import as it was written, whatever a cell holds', async () => {
    // An apostrophe of her own before a sign cannot be told from the guard.
    const character = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.constantFrom('\r', '\n', '"', ',', '='),
    );
    const cell = fc
      .array(character, { maxLength: 8 })
      .map((parts) => parts.join(''))
      .filter((text) => !text.startsWith("'"));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 6 }), async (cells) => {
        const read = await cellsOf(csvLine(['first', ...cells]));
        expect(read.map(unguarded)).toEqual(['first', ...cells]);
      }),
      { numRuns: 300 },
    );
  });
});
