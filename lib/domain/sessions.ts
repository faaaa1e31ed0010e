import type { LadderSession, LoopSession, OnRampSession, SessionId, Stage } from './course.ts';

export const LAST_OF_LADDER = 52;
/** The session at which everyone who did not train from the start meets weights: R1 to R6 lead to it. */
export const FIRST_AFTER_ON_RAMP = 12;

export const ON_RAMP = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'] as const satisfies readonly OnRampSession[];

export const LOOP = [
  'E1',
  'E2',
  'E3',
  'E4',
  'E5',
  'E6',
  'E7',
  'E8',
  'E9',
  'E10',
  'E11',
  'E12',
] as const satisfies readonly LoopSession[];

/** The number of a ladder session, or null for a session of the on-ramp or the loop. */
export function ladderNumber(session: SessionId): number | null {
  return isOnRamp(session) || isLoop(session) ? null : Number(session);
}

export function ladderSession(number: number): LadderSession {
  return `${number}`;
}

export function isOnRamp(session: SessionId): session is OnRampSession {
  return session.startsWith('R');
}

export function isLoop(session: SessionId): session is LoopSession {
  return session.startsWith('E');
}

/** Every fourth week is easier: 11, 15, 19 … 51 (docs/rules/placement.md#stages). */
export function isEasierWeek(ladder: number): boolean {
  return ladder >= 11 && ladder < LAST_OF_LADDER && ladder % 4 === 3;
}

/** Sessions that open a stage and ask first whether the stage before went well. */
export function opensStage(ladder: number): boolean {
  return ladder === 16 || ladder === 24 || ladder === 36;
}

/** First ladder session of each stage, highest first (docs/rules/placement.md#stages). */
const STAGES: readonly (readonly [number, Stage])[] = [
  [36, 'S7'],
  [24, 'S6'],
  [16, 'S5'],
  [12, 'S4'],
  [6, 'S3'],
  [2, 'S2'],
];

/** The stage whose pelvic floor line and effort a session carries; for R1 to R6 see docs/rules/placement.md#stages. */
export function stageOf(session: SessionId): Stage {
  if (isLoop(session)) return 'S8';
  if (isOnRamp(session)) return session === 'R1' || session === 'R2' ? 'S2' : 'S3';
  const number = Number(session);
  return STAGES.find(([from]) => number >= from)?.[1] ?? 'S1';
}
