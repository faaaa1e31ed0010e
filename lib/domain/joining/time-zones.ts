import type { TimeZone } from '../calendar.ts';
import type { Country } from '../course.ts';

/** The zone in which most people of a country live (docs/rules/data.md#country-and-zone). */
const MOST_POPULOUS: Readonly<Record<Country, TimeZone>> = {
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  US: 'America/New_York',
  CA: 'America/Toronto',
  AU: 'Australia/Sydney',
  NZ: 'Pacific/Auckland',
  other: 'UTC',
};

export function defaultZone(country: Country): TimeZone {
  return MOST_POPULOUS[country];
}
