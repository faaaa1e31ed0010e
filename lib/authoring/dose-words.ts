import type { Country } from '../domain/course.ts';
import type { Dose, Range } from './course-schemas.ts';

/** One kilogram in pounds, and one metre in feet, for readers in the United States. */
const POUNDS = 2.2046;
const FEET = 3.2808;

/** A dose as she reads it: "2 sets of 8 each side, 2 to 4 kg in each hand". */
export function doseWords(dose: Omit<Dose, 'or'>, country: Country): string {
  return [
    amount(dose, country) + (dose['of-each'] ? ' of each' : '') + (dose['each-side'] ? ' each side' : ''),
    dose['hold-seconds'] !== undefined && dose.squeezes === undefined
      ? `hold each ${span(dose['hold-seconds'])} seconds`
      : null,
    dose.quick !== undefined ? `then ${span(dose.quick)} quick ones` : null,
    dose.kg !== undefined ? weight(dose.kg, country) + (dose['each-hand'] ? ' in each hand' : '') : null,
    dose.note ?? null,
    dose.often ?? null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function amount(dose: Omit<Dose, 'or'>, country: Country): string {
  if (dose.minutes !== undefined) return `${span(dose.minutes)} minutes`;
  if (dose.breaths !== undefined) return `${span(dose.breaths)} breaths`;
  if (dose.squeezes !== undefined) {
    return `${span(dose.squeezes)} squeezes of ${span(dose['hold-seconds'] ?? 1)} seconds`;
  }
  return sets(dose.sets) + measure(dose, country);
}

function sets(count: Range | undefined): string {
  if (count === undefined) return '';
  return count === 1 ? '1 set of ' : `${span(count)} sets of `;
}

function measure(dose: Omit<Dose, 'or'>, country: Country): string {
  if (dose.seconds !== undefined) return `${span(dose.seconds)} seconds`;
  if (dose.metres !== undefined) {
    const feet = country === 'US' ? ` (${scaled(dose.metres, FEET, 5)} ft)` : '';
    return `${span(dose.metres)} m${feet}`;
  }
  return span(dose.reps ?? 1);
}

function weight(kg: Range, country: Country): string {
  return country === 'US' ? `${scaled(kg, POUNDS, 1)} lb (${span(kg)} kg)` : `${span(kg)} kg`;
}

function scaled(range: Range, factor: number, step: number): string {
  const one = (value: number) => Math.round((value * factor) / step) * step;
  return typeof range === 'number' ? `${one(range)}` : span([one(range[0]), one(range[1])]);
}

function span(range: Range): string {
  return typeof range === 'number' ? `${range}` : `${range[0]} to ${range[1]}`;
}
