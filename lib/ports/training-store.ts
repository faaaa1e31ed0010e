import type { Run, SubscriberId } from '../domain/subscriber.ts';
import type { HerNumbers } from '../domain/training/her-numbers.ts';
import type { Done, HerWeek, LessonOfHers } from '../domain/training/her-year.ts';
import type { Consent } from './subscriber-store.ts';

/**
 * What she writes down for herself: ticks, numbers, and her yes to our keeping numbers and days. Each is an item of its
 * own, made when she first writes it, so that a lesson costs the same whoever uses it. All of it is erased and handed
 * over with the rest of hers (`deleteRest` and `everything` of the subscriber store).
 */
export interface TrainingStore {
  /** Whether she said yes, in this run, to the words of that version. */
  hasAgreed(id: SubscriberId, run: Run, version: string): Promise<boolean>;
  /** Said twice it says the same. */
  putAgreed(id: SubscriberId, run: Run, consent: Consent): Promise<void>;
  /** Null while she wrote nothing about that lesson. Throws where it cannot be parsed. */
  week(id: SubscriberId, run: Run, number: number): Promise<HerWeek | null>;
  /** Every week that she wrote something about, oldest first. One that cannot be parsed is passed over, and counted. */
  weeks(id: SubscriberId, run: Run): Promise<{ weeks: HerWeek[]; unreadable: number }>;
  /** Writes how often she did it, and touches no number. Answers how often it was before. */
  putDone(id: SubscriberId, run: Run, lesson: LessonOfHers, done: Done): Promise<Done>;
  /** Writes what she measured. A number that is not among them stays as it was, and so do her ticks. */
  putNumbers(id: SubscriberId, run: Run, lesson: LessonOfHers, numbers: HerNumbers): Promise<void>;
  /** Takes back what was written of a run while she left. */
  deleteRun(id: SubscriberId, run: Run): Promise<void>;
}
