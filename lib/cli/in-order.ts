/**
 * What `work` makes of each, in their order, with at most `most` under way. When one fails, those under way are waited
 * for first, so that nothing runs on behind an error.
 */
export async function* inOrder<From, To>(
  source: AsyncIterable<From>,
  most: number,
  work: (one: From) => Promise<To>,
): AsyncGenerator<To> {
  const underWay: Promise<To>[] = [];
  try {
    for await (const one of source) {
      const result = work(one);
      // Looked at when its turn comes; until then it is nobody's unhandled failure.
      result.catch(() => undefined);
      underWay.push(result);
      const first = underWay.length < most ? undefined : underWay.shift();
      if (first !== undefined) yield await first;
    }
    for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) yield await first;
  } finally {
    await Promise.allSettled(underWay);
  }
}
