import type { Country } from '../domain/course.ts';
import type { WordRow } from './course-schemas.ts';

/** Says a text that was written in UK words in another country's. */
export type InWordsOf = (text: string) => string;

/** The target of a link and the name of a blank, which are never translated. */
const NOT_WORDS = String.raw`\]\([^)]*\)|\{[^}]*\}`;

/**
 * Puts every UK word of the table into the country's own, longest phrase first, in one pass, keeping a capital
 * at the start. What stands in a link's target or in a blank's braces stays.
 */
export function wordsOf(country: Country, table: readonly WordRow[]): InWordsOf {
  const rows = table
    .filter((row) => country !== 'GB' && row[country] !== undefined && row[country] !== row.GB)
    .toSorted((one, other) => other.GB.length - one.GB.length);
  if (rows.length === 0) return (text) => text;
  const byWord = new Map(rows.map((row) => [row.GB.toLowerCase(), row]));
  const pattern = new RegExp(
    `${NOT_WORDS}|(?<![\\w-])(?:${rows.map((row) => either(row.GB)).join('|')})(?!\\w)`,
    'g',
  );
  return (text) =>
    text.replace(pattern, (found) => {
      const row = byWord.get(found.toLowerCase());
      const said = row?.[country];
      if (row === undefined || said === undefined) return found;
      return found[0] === row.GB[0] ? said : said.slice(0, 1).toUpperCase() + said.slice(1);
    });
}

/** A pattern for `word` that also takes it with a capital at its start. */
function either(word: string): string {
  const first = word.slice(0, 1);
  const rest = escaped(word.slice(1));
  const upper = first.toUpperCase();
  return upper === first ? escaped(first) + rest : `[${first}${upper}]${rest}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\&-]/g, '\\$&');
}
