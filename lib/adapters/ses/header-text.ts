/** Bytes of one encoded word, so that its line stays within 76 (RFC 2047, section 2) behind a name of 9 characters. */
const WORD_BYTES = 39;
const LONGEST_PLAIN = 67;

/** Unstructured text for a header, such as a subject: plain where it can be, else encoded words (RFC 2047). */
export function headerText(text: string): string {
  return isPlain(text) && text.length <= LONGEST_PLAIN ? text : encodedWords(text);
}

/** A name before an address: words, a quoted string, or encoded words (RFC 5322, section 3.4). */
export function headerName(name: string): string {
  if (/^[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*$/.test(name) && isPlain(name)) return name;
  return isPlain(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : encodedWords(name);
}

/** Printable ASCII that nothing takes for an encoded word. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text) && !text.includes('=?');
}

/** UTF-8 in base64, whole characters to a word, each word on a line of its own. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}
