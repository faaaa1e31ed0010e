import { isTimeZone, type TimeZone, type Weekday } from '../calendar.ts';
import { type Asked, typedIn } from './field.ts';

/** What people type for a choice, read as the choice itself. */

export const YES: readonly string[] = ['yes', 'y', 'on', 'true', '1'];
export const NO: readonly string[] = ['no', 'n', 'off', 'false', '0'];
export const HOURS: readonly string[] = Array.from({ length: 24 }, (_, hour) => String(hour));

export function tickOf(typed: string): boolean | 'unknown' {
  const word = typed.toLowerCase();
  if (word === '' || NO.includes(word)) return false;
  return YES.includes(word) ? true : 'unknown';
}

/** An offset such as `+01:00` is a zone to the date library, and none to us: it knows no summer time. */
export function zoneNamed(text: string): TimeZone | null {
  return /^[A-Za-z]/.test(text) && isTimeZone(text) ? text : null;
}

/** `tue`, `Tues` or `Tuesday`. */
export function weekdayNamed(text: string): Weekday | null {
  return WEEKDAY_NUMBERS[DAY_NAMES.findIndex((name) => text.length >= 3 && name.startsWith(text))] ?? null;
}

const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const WEEKDAY_NUMBERS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** `18`, `18:00`, `6 pm` or `6:00pm`: lessons go at whole hours. */
export function hourNamed(text: string): number | null {
  const [, digits, half] = /^(\d{1,2})(?:[:.]00)? ?(am|pm)?$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const hour = Number(digits);
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
  input: string,
  typed: Asked['typed'],
  code: 'pace-unknown' | 'choice-unknown',
) {
  const word = typedIn(typed, input).toLowerCase();
  if (word === '') return 'nothing';
  const value = choices.find((choice) => choice === word);
  return value === undefined ? { problem: { input, code, choices } } : { value };
}
