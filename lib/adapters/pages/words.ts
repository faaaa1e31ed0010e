import { type LocalDate, WEEKDAYS, type Weekday } from '../../domain/calendar.ts';
import type { CountryRule } from '../../domain/countries.ts';
import { type FormWords, hourInWords, weekdayLabel } from '../../domain/joining/field-words.ts';
import { counted } from '../../domain/plural.ts';
import type { Upcoming } from '../../ports/pages.ts';

/** How days, hours and places read, in her country's way. */

/** A country, for how days are written there. */
type Place = Pick<CountryRule, 'locale'>;

/** "5 January 2026"; "January 5, 2026" in the US and Canada. */
export function dayInWords(day: LocalDate, place: Place): string {
  return format(day, place, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "5 Jan 2026"; "Jan 5, 2026" in the US and Canada. */
export function shortDay(day: LocalDate, place: Place): string {
  return format(day, place, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** "Monday 12 October". */
export function weekdayInWords(day: LocalDate, place: Place): string {
  return format(day, place, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "less than a week ago", "about 45 weeks ago", "about 3 years ago". */
export function weeksAgoInWords(
  weeks: number,
  { ago, language }: Pick<FormWords, 'ago' | 'language'>,
): string {
  if (weeks < 1) return ago['under-a-week'];
  if (weeks <= 104) return counted(ago.weeks, weeks, language);
  return counted(ago.years, Math.floor(weeks / 52.18), language);
}

/** How long a pause is: "4 weeks". */
export function pauseInWords(
  weeks: number,
  { pause, language }: Pick<FormWords, 'pause' | 'language'>,
): string {
  return counted(pause, weeks, language);
}

/** The next lesson, as every page says it. */
export function upcomingInWords(next: Upcoming, place: Place, words: FormWords) {
  return { title: next.title, day: weekdayInWords(next.on, place), time: hourInWords(words, next.hour) };
}

/** "Tuesday". */
export function weekdayName(words: FormWords, weekday: Weekday): string {
  return weekdayLabel(words, WEEKDAYS[weekday - 1] ?? '');
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function format(day: LocalDate, place: Place, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(place.locale, { ...options, timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
