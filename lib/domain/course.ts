/**
 * The shape of the course: which sessions there are, in which stage each stands, and what may never come early.
 * What a session says is the coach's (`templates/course/`); this is what placement decides over.
 * Source: docs/rules/placement.md.
 */

/** A session of the ladder, `"0"` to `"52"`. */
export type LadderSession = `${number}`;
/** A session of the on-ramp, `"R1"` to `"R6"`. */
export type OnRampSession = `R${1 | 2 | 3 | 4 | 5 | 6}`;
/** A session of the loop that goes round for ever, `"E1"` to `"E12"`. */
export type LoopSession = `E${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`;
export type SessionId = LadderSession | OnRampSession | LoopSession;

/** How heavy the loop is. Sessions outside the loop have no level. */
export type Level = 1 | 2 | 3;

export type Pace = 'standard' | 'gentle';

export type Stage = 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'S6' | 'S7' | 'S8';

export type Country = 'GB' | 'IE' | 'US' | 'CA' | 'AU' | 'NZ' | 'other';
export const COUNTRIES = ['GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'other'] as const satisfies readonly Country[];
