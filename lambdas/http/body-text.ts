/**
 * A form on another site is sent in the encoding of that page, and nothing in the request says which. What is not
 * UTF-8 comes from the West, in windows-1252: no other encoding is left among the pages of the countries that we serve.
 */
const FALLBACK = 'windows-1252';

/** The fields of a form in the order sent (application/x-www-form-urlencoded). */
export function urlEncodedEntries(body: Uint8Array): [string, string][] {
  const pairs = Buffer.from(body)
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [bytesOf(name), bytesOf(value)] as const;
    });
  // One page has one encoding: a field that is not UTF-8 tells of the others.
  const decoder = decoderFor(pairs.flat());
  return pairs.map(([name, value]) => [decoder.decode(name), decoder.decode(value)]);
}

/** The body as UTF-8, also where it was sent in the other encoding. */
export function inUtf8(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const decoder = decoderFor([body]);
  return decoder.encoding === 'utf-8' ? body : new Uint8Array(Buffer.from(decoder.decode(body)));
}

/** A byte for each character of a body read as Latin-1; `+` is a blank, `%` and two digits a byte. */
function bytesOf(text: string): Buffer {
  const plain = text
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

function decoderFor(pieces: readonly Uint8Array[]): TextDecoder {
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const piece of pieces) strict.decode(piece);
    return new TextDecoder('utf-8');
  } catch {
    return new TextDecoder(FALLBACK);
  }
}
