/** Lines of a letter that other readers get in other words. */
export interface TextDifference {
  /** Who gets them: a country by its code, or that and "without baby mentions". */
  readers: readonly string[];
  /** Lines that stand only in theirs. */
  instead: readonly string[];
  /** Lines that stand in the first letter and not in theirs. */
  without: readonly string[];
}

/** How the texts of one letter differ from the first, with readers of the same lines together. */
export function textDifferences(first: string, others: ReadonlyMap<string, string>): TextDifference[] {
  const groups = new Map<string, TextDifference>();
  for (const [reader, text] of others) {
    const difference = { instead: linesOnlyIn(text, first), without: linesOnlyIn(first, text) };
    const key = JSON.stringify(difference);
    groups.set(key, { ...difference, readers: [...(groups.get(key)?.readers ?? []), reader] });
  }
  return [...groups.values()];
}

/** Addresses carry the country in them and say nothing. */
function linesOnlyIn(text: string, other: string): string[] {
  const known = new Set(linesOf(other));
  return linesOf(text).filter((line) => !known.has(line));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('https://'));
}
