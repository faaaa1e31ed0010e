export type FirstName =
  | { kind: 'ok'; name: string | null }
  | { kind: 'refused'; why: 'name-too-long' | 'name-not-a-name' };

const MAX_GRAPHEMES = 50;
/** A grapheme may carry any number of marks; mail headers and the store bear only so many characters. */
const MAX_CODE_UNITS = 200;

/** Controls, and what changes the direction of the text around it (Q43). */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
const ENCODED_WORD = /=\?/u;
/** A scheme, `www.`, or a bare domain: a name never makes a mail program draw a link. */
const LINK = /:\/\/|www\.|mailto:|@|\p{L}\.\p{L}{2,}/iu;
const MARKUP = /[<>{}]/u;
const LETTER = /\p{L}/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Her first name as it may stand in a mail: NFC, single spaces. Nothing typed is no name, not a fault. */
export function cleanFirstName(text: string): FirstName {
  const name = text.normalize('NFC').trim().replaceAll(/ {2,}/g, ' ');
  if (name === '') return { kind: 'ok', name: null };
  if (name.length > MAX_CODE_UNITS || [...graphemes.segment(name)].length > MAX_GRAPHEMES) {
    return {
      kind: 'refused',
      why: 'name-too-long',
    };
  }
  const clean = [CONTROLS, ENCODED_WORD, LINK, MARKUP].every((pattern) => !pattern.test(name));
  return clean && LETTER.test(name)
    ? { kind: 'ok', name }
    : {
        kind: 'refused',
        why: 'name-not-a-name',
      };
}
