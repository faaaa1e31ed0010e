import { filled } from '../domain/sentences.ts';
import { type Amounts, amountOf } from './amounts.ts';
import type { Dose, ImpactDose, ProgrammeSource } from './programme-schemas.ts';

type AnyDose = Partial<Omit<Dose, 'or' | 'move'>> | Omit<ImpactDose, 'move'>;
type Amount = Partial<Omit<Dose, 'or' | 'move'>>;

/** A dose as she reads it, its kilos aside: "2 sets of 8 each side, first set with no weight". */
export function doseWords(amounts: Amounts, written: AnyDose): string {
  const dose: Amount = written;
  const words = amounts.words.dose;
  const { 'hold-seconds': hold, squeezes, quick } = dose;
  const each = dose['of-each']
    ? filled(words['of-each'], { amount: amount(amounts, dose) })
    : amount(amounts, dose);
  return [
    dose['each-side'] ? filled(words['each-side'], { amount: each }) : each,
    hold !== undefined && squeezes === undefined
      ? filled(words.hold, { seconds: amountOf(amounts, words.seconds, hold) })
      : null,
    quick !== undefined ? amountOf(amounts, words.quick, quick) : null,
    dose.note ?? null,
    dose.often ?? null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function amount(amounts: Amounts, dose: Amount): string {
  const words = amounts.words.dose;
  if (dose.minutes !== undefined) return amountOf(amounts, words.minutes, dose.minutes);
  if (dose.breaths !== undefined) return amountOf(amounts, words.breaths, dose.breaths);
  if (dose.squeezes !== undefined) {
    const seconds = amountOf(amounts, words.seconds, dose['hold-seconds'] ?? 1);
    return amountOf(amounts, words.squeezes, dose.squeezes, { seconds });
  }
  const once = measure(amounts, dose);
  if (dose.sets === undefined) return once;
  // A carry is walked, a set is done.
  return amountOf(amounts, dose.metres === undefined ? words.sets : words.walks, dose.sets, { amount: once });
}

function measure(amounts: Amounts, { seconds, metres, reps }: Amount): string {
  const words = amounts.words.dose;
  if (seconds !== undefined) return amountOf(amounts, words.seconds, seconds);
  if (metres !== undefined) return amountOf(amounts, words.metres, metres);
  return amountOf(amounts, words.reps, reps ?? 1);
}

type RunStep = NonNullable<ProgrammeSource['running']>['steps'][number];

/** "Walk 5 minutes. Then 6 times: run half a minute, walk 2 minutes." */
export function runStepWords(amounts: Amounts, step: RunStep): string {
  const { run } = amounts.words;
  const minutes = (count: number) =>
    count === 0.5 ? run['half-a-minute'] : amountOf(amounts, run.minutes, count);
  const of = { minutes: minutes(step.run), walk: minutes(step.walk) };
  return amountOf(amounts, run.step, step.times, {
    first: minutes(step['walk-first']),
    run: filled(step.walk === 0 ? run.run : run['run-and-walk'], of),
  });
}
