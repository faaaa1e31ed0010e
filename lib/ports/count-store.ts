import { ANSWERS, type Answer } from '../domain/answers.ts';
import type { SessionId } from '../domain/course.ts';

/** Weekly counts that name nobody: `2026-W48` joined; left, by session. `2026-W48#12`: what was answered to session 12, and where it led. */
export interface CountStore {
  /** Adds `by`, or one. */
  add(week: string, name: string, by?: number): Promise<void>;
  all(): Promise<readonly { week: string; counts: Record<string, number> }[]>;
}

/** `hard>11`: so many were led to session 11 by that answer. */
export function moveName(answer: Answer, to: SessionId): string {
  return `${answer}>${to}`;
}

/** Null for the name of anything else. */
export function moveFrom(name: string): { answer: Answer; to: SessionId } | null {
  const at = name.indexOf('>');
  const answer = ANSWERS.find((one) => one === name.slice(0, at));
  return at < 0 || answer === undefined ? null : { answer, to: name.slice(at + 1) };
}
