/** For a pass over a table in which everything must be readable. */
export function noneUnreadable(id: string): never {
  throw new Error(`something of ${id} cannot be read`);
}
