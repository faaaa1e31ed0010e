/** Weekly counts that name nobody: `2026-W48` joined; left, by session. `2026-W48#12`: what was answered to session 12. */
export interface CountStore {
  /** Adds `by`, or one. */
  add(week: string, name: string, by?: number): Promise<void>;
  all(): Promise<readonly { week: string; counts: Record<string, number> }[]>;
}
