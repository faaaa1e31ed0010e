import type { Dose, Range } from './course-schemas.ts';

/** A dose as she reads it: "2 sets of 8 each side, 2 to 4 kg in each hand". */
export function doseWords(dose: Omit<Dose, 'or'>): string {
  return [
    amount(dose) + (dose['of-each'] ? ' of each' : '') + (dose['each-side'] ? ' each side' : ''),
    dose['hold-seconds'] !== undefined && dose.squeezes === undefined
      ? `hold each ${span(dose['hold-seconds'])} seconds`
      : null,
    dose.quick !== undefined ? `then ${span(dose.quick)} quick ones` : null,
    dose.kg !== undefined ? `${span(dose.kg)} kg${dose['each-hand'] ? ' in each hand' : ''}` : null,
    dose.note ?? null,
    dose.often ?? null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function amount(dose: Omit<Dose, 'or'>): string {
  if (dose.minutes !== undefined) return `${span(dose.minutes)} minutes`;
  if (dose.breaths !== undefined) return `${span(dose.breaths)} breaths`;
  if (dose.squeezes !== undefined) {
    return `${span(dose.squeezes)} squeezes of ${span(dose['hold-seconds'] ?? 1)} seconds`;
  }
  return sets(dose.sets) + measure(dose);
}

function sets(count: Range | undefined): string {
  if (count === undefined) return '';
  return count === 1 ? '1 set of ' : `${span(count)} sets of `;
}

function measure(dose: Omit<Dose, 'or'>): string {
  if (dose.seconds !== undefined) return `${span(dose.seconds)} seconds`;
  if (dose.metres !== undefined) return `${span(dose.metres)} m`;
  return span(dose.reps ?? 1);
}

function span(range: Range): string {
  return typeof range === 'number' ? `${range}` : `${range[0]} to ${range[1]}`;
}
