/** Words as they may stand in a sentence: whole, whatever their capitals and the blanks between them. */
export function phrase(words: string): RegExp {
  const spelled = words.trim().split(/\s+/).map(escaped).join('\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${spelled}(?![\\p{L}\\p{N}])`, 'giu');
}

/** Whether a text says all of them, one after the other, with anything between. */
export function saysInOrder(text: string, phrases: readonly string[]): boolean {
  let from = 0;
  return phrases.every((words) => {
    const next = phrase(words);
    next.lastIndex = from;
    const found = next.exec(text) !== null;
    from = next.lastIndex;
    return found;
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
