import { encode, wrap } from 'libqp';

/** RFC 2045, 6.7: no encoded line is longer, the sign of a soft break with it. */
const LINE = 76;

/** `text` in UTF-8 as quoted-printable (RFC 2045, section 6.7), every line break as CRLF. */
export function quotedPrintable(text: string): string {
  return wrap(encode(text.replace(/\r\n?|\n/g, '\r\n')), LINE);
}
