/** Weekly counts that name nobody: joined; left, by session. */
export interface CountStore {
  /** Adds `by`, or one. */
  add(week: string, name: string, by?: number): Promise<void>;
  all(): Promise<readonly { week: string; counts: Record<string, number> }[]>;
}
