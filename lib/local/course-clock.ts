import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Instant } from '../domain/calendar.ts';
import type { Clock } from '../ports/clock.ts';
import { DamagedData } from './damaged-data.ts';

/** Up to the year 9999: what lies further is no moment that the course can reckon with. */
const LAST_MOMENT = Date.UTC(9999, 11, 31);
const moment = z.number().min(0).max(LAST_MOMENT);
const target = moment.optional();
const stored = z.union([
  z.object({
    offsetMs: z
      .number()
      .min(-LAST_MOMENT)
      .max(LAST_MOMENT - Date.UTC(3000, 0)),
    target,
  }),
  z.object({ standsAt: moment, target }),
]);
type Stored = z.infer<typeof stored>;

/**
 * The course's clock on this machine: the machine's plus an offset, kept with the data. While it is moved it stands
 * still at each due moment; the moment is on disk before its work begins, so a kill leaves it there. It never goes
 * back.
 */
export class CourseClock implements Clock {
  readonly #file: string;
  #offsetMs: number;
  #standsAt: Instant | null = null;
  #target: Instant | undefined;

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'clock.json');
    const stored = read(this.#file);
    this.#offsetMs = 'offsetMs' in stored ? stored.offsetMs : stored.standsAt - Date.now();
    this.#target = stored.target;
  }

  /** Where the last move went or was going, whichever run of the program it was; undefined before the first. */
  get target(): Instant | undefined {
    return this.#target;
  }

  now(): Instant {
    return this.#standsAt ?? Date.now() + this.#offsetMs;
  }

  machineNow(): Instant {
    return Date.now();
  }

  async wait(ms: number): Promise<void> {
    await sleep(ms);
  }

  /** Stands still where it is; answers where that is. Nothing is moved, so nothing is kept. */
  standStill(): Instant {
    this.#standsAt = this.now();
    return this.#standsAt;
  }

  /** On the way to `target`: the moment is kept before its work begins. */
  standStillAt(moment: Instant, target: Instant): void {
    if (moment < (this.#standsAt ?? moment)) throw new RangeError('the course clock never goes back');
    write(this.#file, { standsAt: moment, target });
    this.#standsAt = moment;
    this.#target = target;
  }

  /** Runs on from where it was moved to; where it only stood still it catches up. */
  runOn(): void {
    if (this.#standsAt === null) return;
    const offsetMs = this.#standsAt - Date.now();
    this.#standsAt = null;
    if (offsetMs <= this.#offsetMs) return;
    this.#offsetMs = offsetMs;
    write(this.#file, { offsetMs, target: this.#target });
  }
}

function read(file: string): Stored {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { offsetMs: 0 };
    const mend = 'To start from the machine’s time, delete it';
    throw new DamagedData(file, 'cannot be read as the course’s clock', mend, { cause: error });
  }
}

/** Written beside and renamed, so that a kill leaves the old or the new one whole. */
function write(file: string, value: Stored): void {
  writeFileSync(`${file}.new`, JSON.stringify(value));
  renameSync(`${file}.new`, file);
}
