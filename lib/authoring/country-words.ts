/** Says a text that was written in the home country's words in another's. */
export type InWordsOf = (text: string) => string;

/** The target of a link and the name of a blank, which are never translated. */
const NOT_WORDS = String.raw`\]\([^)]*\)|\{[^}]*\}`;

/**
 * Puts every word of the country's list (ours, then hers) in place of ours, longest phrase first, in one pass, keeping
 * a capital at the start. What stands in a link's target or in a blank's braces stays.
 */
export function wordsOf(list: Readonly<Record<string, string>>): InWordsOf {
  const rows = Object.entries(list).toSorted(([one], [other]) => other.length - one.length);
  if (rows.length === 0) return (text) => text;
  const byWord = new Map(rows.map(([ours, hers]) => [ours.toLowerCase(), { ours, hers }]));
  const pattern = new RegExp(
    `${NOT_WORDS}|(?<![\\w-])(?:${rows.map(([ours]) => either(ours)).join('|')})(?!\\w)`,
    'g',
  );
  return (text) =>
    text.replace(pattern, (match) => {
      const row = byWord.get(match.toLowerCase());
      if (row === undefined) return match;
      const { ours, hers } = row;
      return match[0] === ours[0] ? hers : hers.slice(0, 1).toUpperCase() + hers.slice(1);
    });
}

/** A pattern for `word` that also takes it with a capital at its start. */
function either(word: string): string {
  const first = word.slice(0, 1);
  const rest = escaped(word.slice(1));
  const upper = first.toUpperCase();
  return upper === first ? escaped(first) + rest : `[${first}${upper}]${rest}`;
}

/** A text as a pattern that matches nothing else. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\&-]/g, '\\$&');
}
