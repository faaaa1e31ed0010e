import type { Units } from '../countries.ts';
import { type Compared, type NumberName, writtenNumber } from './her-numbers.ts';

/** What each value is called, and in what it is counted. */

export const TEST_WORDS = {
  stands: 'Sit-to-stands in 30 seconds',
  leg: 'One-leg stand',
  plank: 'Side plank',
  carry: 'Carry',
} as const;

const NAMES: Readonly<Record<NumberName, { long: string; short: string }>> = {
  stands: { long: 'Sit-to-stands in 30 seconds', short: 'sit-to-stands' },
  legLeft: { long: 'One-leg stand, left', short: 'left leg' },
  legRight: { long: 'One-leg stand, right', short: 'right leg' },
  plankLeft: { long: 'Side plank, left', short: 'left side' },
  plankRight: { long: 'Side plank, right', short: 'right side' },
  metres: { long: 'Carry, how far', short: 'carry' },
  kilos: { long: 'Carry, how heavy', short: 'carry' },
};

/** "One-leg stand, left". */
export function numberLabel(name: NumberName): string {
  return NAMES[name].long;
}

/** "seconds", "kg"; the yards and pounds of the United States. */
export function unitOf(name: NumberName, units: Units): string {
  switch (name) {
    case 'stands':
      return 'times';
    case 'metres':
      return units === 'customary' ? 'yards' : 'metres';
    case 'kilos':
      return units === 'customary' ? 'lb' : 'kg';
    default:
      return 'seconds';
  }
}

/** "30 seconds", "4.5 kg". */
export function numberInWords(name: NumberName, value: number, units: Units): string {
  return `${writtenNumber(name, value, units)} ${unitOf(name, units)}`;
}

/** "carry: 4 kg then, 10 kg now". */
export function comparedInWords({ name, first, latest }: Compared, units: Units): string {
  const [then, now] = [first, latest].map((value) => numberInWords(name, value, units));
  return `${NAMES[name].short}: ${then} then, ${now} now`;
}
