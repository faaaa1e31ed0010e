/**
 * The second net under the log's vocabulary (Q39): takes out of a text whatever could be an address, one of our
 * tokens or a calendar day such as a birth date. The first net is that nobody logs one.
 */
export function scrub(text: string): string {
  return text
    .replace(TOKEN, '[token]')
    .replace(TOKEN_PATH, '/$1/[token]')
    .replace(WORD, (word) => (ADDRESS.test(word) ? '[address]' : word))
    .replace(DAY, '[day]');
}

/** Looked at word by word: a search for the sign within any run of letters takes the square of its length. */
const WORD = /[^\s<>"',;]+/g;
/** Written out or percent-encoded, with whatever clings to it. */
const ADDRESS = /@|%40/i;
/** `<key id>.<id>[...].<mac>`: see the tokens' adapter. Ids and attempts alone are no secret. */
const TOKEN = /\b[a-z0-9]{1,8}\.[\w-]{16,64}(?:\.[\w-]{1,64}){0,2}\.[\w-]{22}(?![\w-])/g;
/** Whatever stands where a route has its token, also one that is cut or broken; a reason to leave has any name. */
const TOKEN_PATH =
  /\/(confirm|unsubscribe|lesson|feedback|preferences|pause|data|change|no-baby-mentions|week|weeks|calendar|[a-z-]+(?=\/[a-z0-9]{1,8}\.[\w-]{16}))\/[^\s/?#]+/g;
/** Not the day within a moment, `2026-11-22T09:00:00Z`. */
const DAY = /\b\d{4}-\d{2}-\d{2}\b(?!T\d)/g;
