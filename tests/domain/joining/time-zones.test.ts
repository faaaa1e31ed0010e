import { expect, test } from 'vitest';
import { countryOf } from '../../../lib/domain/countries.ts';
import { readAbout } from '../../../lib/domain/joining/read-fields.ts';
import { COUNTRIES, COURSE } from '../../course.ts';

const { countries } = COURSE;
const defaultZone = (country: string) => countryOf(countries, country).zone;

const zoneOf = (timeZone: string, country: string) => {
  const typed = { timeZone, country, noDate: 'yes' };
  const reading = readAbout({
    door: 'sign-up',
    course: COURSE,
    typed,
    now: 0,
    current: null,
    listOrder: null,
  });
  return reading.kind === 'ok' ? reading.about.timeZone : reading.problems;
};

test('the zone that her browser names is hers', () => {
  expect(zoneOf('America/Los_Angeles', 'US')).toBe('America/Los_Angeles');
});

test.each(['', 'Mars/Olympus', '+14:00', 'constructor'])(
  '%j is the zone of most people in her country',
  (timeZone) => {
    for (const country of COUNTRIES) expect(zoneOf(timeZone, country)).toBe(defaultZone(country));
    expect(defaultZone('AU')).toBe('Australia/Sydney');
  },
);

test('somewhere else has UTC, and so has a country whose file is gone', () => {
  expect(defaultZone('other')).toBe('UTC');
  expect(defaultZone('FR')).toBe('UTC');
});
