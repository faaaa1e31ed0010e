import type { Dose, ImpactDose, Range } from './programme-schemas.ts';

type AnyDose = Partial<Omit<Dose, 'or' | 'move'>> | Omit<ImpactDose, 'move'>;
type Amount = Partial<Omit<Dose, 'or' | 'move'>>;

/** A dose as she reads it, its kilos aside: "2 sets of 8 each side, first set with no weight". */
export function doseWords(written: AnyDose): string {
  const dose: Amount = written;
  return [
    amount(dose) + (dose['of-each'] ? ' of each' : '') + (dose['each-side'] ? ' each side' : ''),
    dose['hold-seconds'] !== undefined && dose.squeezes === undefined
      ? `hold each ${span(dose['hold-seconds'])} seconds`
      : null,
    dose.quick !== undefined ? `then ${span(dose.quick)} quick ones` : null,
    dose.note ?? null,
    dose.often ?? null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function amount(dose: Amount): string {
  if (dose.minutes !== undefined) return `${span(dose.minutes)} minutes`;
  if (dose.breaths !== undefined) return `${span(dose.breaths)} breaths`;
  if (dose.squeezes !== undefined) {
    return `${span(dose.squeezes)} squeezes of ${span(dose['hold-seconds'] ?? 1)} seconds`;
  }
  return sets(dose) + measure(dose);
}

/** A carry is walked, a set is done. */
function sets({ sets: count, metres }: Amount): string {
  if (count === undefined) return '';
  if (metres !== undefined) return count === 1 ? '1 walk of ' : `${count} walks of `;
  return count === 1 ? '1 set of ' : `${count} sets of `;
}

function measure(dose: Amount): string {
  if (dose.seconds !== undefined) return `${dose.seconds} seconds`;
  if (dose.metres !== undefined) return `${dose.metres} m`;
  return `${dose.reps ?? 1}`;
}

function span(range: Range): string {
  return typeof range === 'number' ? `${range}` : `${range[0]} to ${range[1]}`;
}
