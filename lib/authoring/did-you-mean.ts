/** `; did you mean 12?`, or nothing where no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const begins = (one: string) => one.slice(0, 1).toLowerCase() === word.slice(0, 1).toLowerCase();
  const near = [...known]
    .map((one) => ({ one, off: distance(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, off }) => off <= Math.max(1, Math.floor(Math.max(word.length, one.length) / 3)))
    .toSorted((a, b) => a.off - b.off || Number(begins(b.one)) - Number(begins(a.one)))[0];
  return near === undefined ? '' : `; did you mean ${near.one}?`;
}

/** How many letters must be put in, taken out, changed or swapped with a neighbour (optimal string alignment). */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + change,
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
