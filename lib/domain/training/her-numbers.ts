import type { Units } from '../countries.ts';

/** What she measures where a session asks: four tests, seven values. Metres and kilos are stored, yards and pounds are shown where she lives with them. */
export const NUMBERS = [
  'stands',
  'legLeft',
  'legRight',
  'plankLeft',
  'plankRight',
  'metres',
  'kilos',
] as const;
export type NumberName = (typeof NUMBERS)[number];

/** Each may be left out. */
export type HerNumbers = Readonly<Partial<Record<NumberName, number>>>;

/** More than anybody holds or carries; a slip of the keyboard lies above. */
const MOST: Readonly<Record<NumberName, number>> = {
  stands: 100,
  legLeft: 600,
  legRight: 600,
  plankLeft: 600,
  plankRight: 600,
  metres: 1000,
  kilos: 200,
};

export type TestName = 'stands' | 'leg' | 'plank' | 'carry';

/** The same test on the other side, or the other half of the carry, is one plot. */
export const TESTS: readonly { test: TestName; values: readonly NumberName[] }[] = [
  { test: 'stands', values: ['stands'] },
  { test: 'leg', values: ['legLeft', 'legRight'] },
  { test: 'plank', values: ['plankLeft', 'plankRight'] },
  { test: 'carry', values: ['metres', 'kilos'] },
];

const KILOS_IN_A_POUND = 0.45359237;
const METRES_IN_A_YARD = 0.9144;

/** What she typed for one value in her own unit: a number, nothing, or what is none. */
export function readNumber(name: NumberName, typed: string, units: Units): number | null | 'unreadable' {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  if (!/^\d{1,4}(?:\.\d{1,2})?$/.test(text)) return 'unreadable';
  const measured = name === 'kilos' ? Number(text) : Math.round(Number(text));
  // To ten grams and to a centimetre, so that pounds and yards come back as they were typed.
  const value = Math.round(measured * storedInOne(name, units) * 100) / 100;
  return value > MOST[name] ? 'unreadable' : value;
}

/** How much of the stored unit is in one of hers. */
function storedInOne(name: NumberName, units: Units): number {
  if (units === 'metric') return 1;
  if (name === 'metres') return METRES_IN_A_YARD;
  return name === 'kilos' ? KILOS_IN_A_POUND : 1;
}

/** The number as she would write it in her own unit: "12", "4.5". */
export function writtenNumber(name: NumberName, value: number, units: Units): string {
  const measured = value / storedInOne(name, units);
  return String(name === 'kilos' ? Math.round(measured * 10) / 10 : Math.round(measured));
}

/** Whether a stored value is one of that name. */
export function isNumberOf(name: NumberName, value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MOST[name];
}

export function hasNumbers(numbers: HerNumbers): boolean {
  return NUMBERS.some((name) => numbers[name] !== undefined);
}

export interface Compared {
  name: NumberName;
  first: number;
  latest: number;
}

/** Each value that she wrote now, beside the first of its kind from an earlier time. */
export function comparedNumbers(earlier: readonly HerNumbers[], now: HerNumbers): readonly Compared[] {
  return NUMBERS.flatMap((name) => {
    const latest = now[name];
    const first = earlier.map((numbers) => numbers[name]).find((value) => value !== undefined);
    return latest === undefined || first === undefined ? [] : [{ name, first, latest }];
  });
}
