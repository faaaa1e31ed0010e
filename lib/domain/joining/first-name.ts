export type FirstName =
  | { kind: 'ok'; name: string | null }
  | { kind: 'refused'; why: 'name-too-long' | 'name-not-a-name' | 'name-damaged' };

const MAX_GRAPHEMES = 50;
/** A grapheme may carry any number of marks; mail headers and the store bear only so many characters. */
const MAX_CODE_UNITS = 200;

const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** What nobody sees and some programs copy along: among them what changes the direction of the text around it (Q43). */
const UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
/** At the ends alone: between two letters of Persian or Hindi the joiners are part of the word. */
const AROUND = /^[\s\u200C\u200D]+|[\s,;\u200C\u200D]+$/gu;
const ENCODED_WORD = /=\?/u;
/** A scheme or `www.`: a name never makes a mail program draw a link. */
const LINK = /:\/\/|www\.|mailto:|@/iu;
/** Of web pages, and of the blanks that other programs fill with a name (`*|FNAME|*`, `%name%`). */
const MARKUP = /[<>{}|*%]/u;
const LETTER = /\p{L}/u;
/** Stands where a letter was lost on the way, as from a page in another encoding. */
const LOST_LETTER = /[\uFFFD\p{Cs}]/u;
/** How a browser sends a letter that the encoding of the page does not have. */
const NUMBERED_LETTER = /&#(\d{2,7});/g;

/** Two words joined by a dot, as in `St.John` and in `evil.example`. */
const JOINED = /(\p{L}+)\.(?=(\p{L}{2,}))/gu;
/** What stands before the dot in names: one letter, or one of these. */
const SHORTENED = /^(?:\p{L}|ma|mª|mc|st|ste|sta|sto|san|jo|jr|sr|sra|dr|fr|pr)$/iu;
const LONGEST_SHORTENED = 4;
/** Endings that a mail program takes for a host's, whatever stands before them. */
const HOST_ENDING =
  /^(?:com|net|org|info|biz|app|dev|xyz|shop|online|site|top|club|live|click|link|store|space|website|email|money|casino|bet|support|help)$/i;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Her first name as it may stand in a mail: NFC, single spaces. Nothing typed is no name, not a fault. A name with a dot
 * inside (`Ma.Teresa`) stays as it is; where a mail program might take it for a host (`J.Lo`), a space follows the dot.
 */
export function cleanFirstName(text: string): FirstName {
  const name = lettersOf(text)
    .replaceAll(UNSEEN, '')
    .normalize('NFC')
    .replaceAll(AROUND, '')
    .replaceAll(/ {2,}/g, ' ');
  if (name === '') return { kind: 'ok', name: null };
  if (name.length > MAX_CODE_UNITS || [...graphemes.segment(name)].length > MAX_GRAPHEMES)
    return { kind: 'refused', why: 'name-too-long' };
  if (LOST_LETTER.test(name)) return { kind: 'refused', why: 'name-damaged' };
  const clean = [CONTROLS, ENCODED_WORD, LINK, MARKUP].every((pattern) => !pattern.test(name));
  if (!clean || !LETTER.test(name) || looksLikeHost(name)) return { kind: 'refused', why: 'name-not-a-name' };
  return { kind: 'ok', name: name.replaceAll(JOINED, spaced) };
}

function lettersOf(text: string): string {
  return text.replaceAll(NUMBERED_LETTER, (whole, number: string) =>
    Number(number) <= 0x10ffff ? String.fromCodePoint(Number(number)) : whole,
  );
}

/** `evil.example`, `Paypal.Com`: small after the dot, a host's ending, or a long word before it. */
function looksLikeHost(name: string): boolean {
  return [...name.matchAll(JOINED)].some(
    ([, before = '', after = '']) =>
      /^\p{Ll}/u.test(after) || HOST_ENDING.test(after) || [...before].length > LONGEST_SHORTENED,
  );
}

function spaced(whole: string, before: string, after: string): string {
  return SHORTENED.test(before) && [...after].length > 3 ? whole : `${before}. `;
}
