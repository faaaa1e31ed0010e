import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headerName, headerText } from '../../../lib/adapters/ses/header-text.ts';
import { quotedPrintable } from '../../../lib/adapters/ses/quoted-printable.ts';

/** As RFC 2045 (6.7) has it read: soft breaks go, `=XX` is a byte. */
function read(encoded: string): string {
  const bytes = encoded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

const lines = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.constantFrom(' ', '\t', '=', '.', '\n', '\r'),
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

describe('quoted-printable', () => {
  test('brings back every text, its line breaks as CRLF', () => {
    fc.assert(
      fc.property(lines, (text) => {
        expect(read(quotedPrintable(text))).toBe(text.replace(/\r\n?|\n/g, '\r\n'));
      }),
      { seed: 11 },
    );
  });

  test('is ASCII in lines of at most 76, none of them ending in a blank', () => {
    fc.assert(
      fc.property(lines, (text) => {
        for (const line of quotedPrintable(text).split('\r\n')) {
          expect(line.length).toBeLessThanOrEqual(76);
          expect(line).toMatch(/^[\t\x20-\x7e]*$/);
          expect(line).not.toMatch(/[ \t]$/);
        }
      }),
      { seed: 12 },
    );
  });

  test('breaks no character in two', () => {
    for (const line of quotedPrintable(`${'é'.repeat(50)}${'💪'.repeat(30)}`).split('=\r\n')) {
      expect(read(line)).not.toContain('\ufffd');
    }
  });

  test('brings back a text of any length', () => {
    const long = 'é'.repeat(400_000);
    expect(read(quotedPrintable(long))).toBe(long);
  });
});

describe('text in a header', () => {
  test('stays as it is while it is short and ASCII', () => {
    expect(headerText('Session 12: hold a weight')).toBe('Session 12: hold a weight');
  });

  test.each(['Zoë’s week – 💪🏽', 'x'.repeat(200), '=?utf-8?q?x?='])('is encoded words for %s', (text) => {
    const words = headerText(text).split('\r\n ');
    for (const word of words) expect(word).toMatch(/^=\?utf-8\?B\?[A-Za-z0-9+/=]{1,52}\?=$/);
    const bytes = words.map((word) => Buffer.from(word.slice(10, -2), 'base64'));
    expect(Buffer.concat(bytes).toString()).toBe(text);
  });

  test.each([
    ['Strong Weeks', 'Strong Weeks'],
    ['Weeks, Strong "S"', '"Weeks, Strong \\"S\\""'],
    ['Zoë', '=?utf-8?B?Wm/Dqw==?='],
  ])('a name such as %s is written as a phrase', (name, written) => {
    expect(headerName(name)).toBe(written);
  });
});
