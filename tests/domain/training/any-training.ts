import fc from 'fast-check';
import { WEEKDAYS, type Weekday } from '../../../lib/domain/calendar.ts';
import { CUES, chosenDays, type TrainingDays } from '../../../lib/domain/training/training-days.ts';

const weekday = fc.integer({ min: 0, max: WEEKDAYS.length - 1 }).map((at): Weekday => EVERY_DAY[at] ?? 1);
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const days = fc
  .array(weekday, { minLength: 1, maxLength: 2 })
  .map((chosen): TrainingDays['days'] => chosenDays(chosen) ?? [1]);
const two = (most: number) => fc.integer({ min: 0, max: most }).map((part) => String(part).padStart(2, '0'));

/** Any training days that she may choose. */
export const anyTraining: fc.Arbitrary<TrainingDays> = fc.record({
  days,
  time: fc.tuple(two(23), two(59)).map((parts) => parts.join(':')),
  cue: fc.option(fc.constantFrom(...CUES)),
  remind: fc.boolean(),
});
