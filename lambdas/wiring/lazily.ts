/** Composes at the first call, and once. */
export function lazily<T>(compose: () => T): () => T {
  let made: { it: T } | undefined;
  return () => {
    made ??= { it: compose() };
    return made.it;
  };
}
