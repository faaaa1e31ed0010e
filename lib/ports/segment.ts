/** One of `of` parts of a table, read side by side. */
export interface Segment {
  part: number;
  of: number;
}
