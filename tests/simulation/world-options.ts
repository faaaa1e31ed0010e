import type { SessionId } from '../../lib/domain/course.ts';
import type { Fault } from './faults.ts';
import type { Plant } from './function-ports.ts';
import type { Plans } from './her-plan.ts';

export interface WorldOptions {
  seed: number;
  subscribers: number;
  weeks: number;
  faults: readonly Fault[];
  /** So many more are due when the world begins, as after an outage. */
  backlog?: number | undefined;
  ratePerSecond?: number | undefined;
  plant?: Plant | undefined;
  plans?: Plans | undefined;
  /** Whether the operator sends notes, and moves, changes and pauses someone by hand. */
  byHand?: boolean | undefined;
  /** For the middle third of the time the first release runs again. */
  rollBack?: boolean | undefined;
  /** For the middle third of the time the operator withholds these. */
  withheld?: readonly SessionId[] | undefined;
  trace?: ((line: string) => void) | undefined;
}
