import { isTimeZone, type TimeZone, timeZones, type Weekday } from '../calendar.ts';
import { type Asked, typedIn } from './field.ts';

/** What people type for a choice, read as the choice itself. */

/** The first is ours; spreadsheets write the second part in their own language. */
export const YES: readonly string[] =
  'yes y on true 1 x ✓ ✔ ☑ wahr ja vrai oui verdadero sí si vero waar'.split(' ');
export const NO: readonly string[] = 'no n off false 0 ☐ falsch nein faux non falso onwaar nee'.split(' ');
export const HOURS: readonly string[] = Array.from({ length: 24 }, (_, hour) => String(hour));

export function tickOf(typed: string): boolean | 'unknown' {
  const word = typed.toLowerCase();
  if (word === '' || NO.includes(word)) return false;
  return YES.includes(word) ? true : 'unknown';
}

let zones: ReadonlyMap<string, TimeZone> | null = null;

/**
 * As forms list it, whatever its case. An offset such as `+01:00` is a zone to the date library, and none to us: it
 * knows no summer time.
 */
export function zoneNamed(text: string): TimeZone | null {
  zones ??= new Map(timeZones().map((zone) => [zone.toLowerCase(), zone]));
  const known = zones.get(text.toLowerCase());
  if (known !== undefined) return known;
  return /^[A-Za-z]/.test(text) && isTimeZone(text) ? text : null;
}

/** `tue`, `Tue.`, `Tuesday` or `Tuesdays`. */
export function weekdayNamed(typed: string): Weekday | null {
  const text = typed.replace(/s?\.?$/, '');
  return WEEKDAY_NUMBERS[DAY_NAMES.findIndex((name) => text.length >= 3 && name.startsWith(text))] ?? null;
}

const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const WEEKDAY_NUMBERS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** `18`, `18:00`, `18:00:00`, `18h`, `6 pm`, `6:00 p.m.`: lessons go at whole hours. */
export function hourNamed(text: string): number | null {
  const [, digits, half] = /^(\d{1,2})(?:[:.h]00){0,2}(?:h| ?uhr)? ?(?:([ap])\.?m\.?)?$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const hour = Number(digits);
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
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
