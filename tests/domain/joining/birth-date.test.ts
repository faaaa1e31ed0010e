import { describe, expect, test } from 'vitest';
import type { Instant, TimeZone } from '../../../lib/domain/calendar.ts';
import { type Country, countryOf } from '../../../lib/domain/countries.ts';
import { readBirthDate } from '../../../lib/domain/joining/birth-date.ts';
import { at } from '../../builders.ts';
import { COUNTRIES, COURSE } from '../../course.ts';

const NOW = at('2026-11-23 10:00', 'UTC');

function read(text: string, { now = NOW, zone = null, country = null }: Partial<Reader> = {}) {
  const order = country === null ? null : countryOf(COURSE.countries, country).dates;
  return readBirthDate(text, { now, zone, order, earliest: COURSE.earliestDate });
}
interface Reader {
  now: Instant;
  zone: TimeZone | null;
  country: Country | null;
}

describe('a birth date', () => {
  const now = at('2026-01-14 10:30', 'UTC');

  test('today and forty years ago are welcome', () => {
    expect(read('2026-01-14', { now, zone: 'Europe/London' })).toEqual({ kind: 'ok', date: '2026-01-14' });
    expect(read(' 1986-02-28 ', { now })).toEqual({ kind: 'ok', date: '1986-02-28' });
  });

  test('is in the future by the calendar of her zone', () => {
    expect(read('2026-01-15', { now, zone: 'Europe/London' })).toMatchObject({ why: 'future' });
    expect(read('2026-01-15', { now, zone: 'Pacific/Kiritimati' }).kind).toBe('ok');
    const early = at('2026-01-14 02:00', 'UTC');
    expect(read('2026-01-14', { now: early, zone: 'America/New_York' })).toMatchObject({ why: 'future' });
  });

  test('is in the future only past today at UTC+14 when her zone is unknown', () => {
    expect(read('2026-01-15', { now }).kind).toBe('ok');
    expect(read('2026-01-16', { now })).toMatchObject({ why: 'future' });
    expect(read('2026-01-15', { now: at('2026-01-14 09:59', 'UTC') })).toMatchObject({ why: 'future' });
  });

  test.each(['2025-02-29', '2025-13-01', '2025-00-10', '30/02/2026', '32 March 2026', '31 April 2026'])(
    '%s is no day',
    (text) => {
      expect(read(text, { country: 'GB' })).toEqual({ kind: 'refused', why: 'impossible' });
    },
  );

  test.each(['1901-01-01', '0025-01-01', '5 March 1919'])('%s is too early, and said to be', (text) => {
    expect(read(text)).toEqual({ kind: 'refused', why: 'too-early' });
  });

  test.each([
    ...['', '5/3', '5 March', 'March 2026', 'today', '05032026', '46086', '2026-03-04T23:00:00Z'],
    ...[
      '20261302',
      '2026030',
      '050326',
      '2026-03-04 23:00 UTC',
      '2026-03-04T23:00:00+00:00',
      'due 5 March 2026',
    ],
    ...['5 foo 2026', '05/03-2026', '5/3/2026 or 6/3/2026', 'constructor', '1'.repeat(1_000)],
  ])('%j cannot be read', (text) => {
    expect(read(text)).toEqual({ kind: 'refused', why: 'unreadable' });
  });
});

describe('a birth date as people write it', () => {
  test.each([
    ...['5 March 2026', '5th March 2026', '5th of March, 2026', '05-Mar-2026', '5Mar2026', '5. March 2026'],
    ...['March 5, 2026', 'Mar 5th 2026', 'march 5 2026', 'Thu 5 March 2026', 'Thursday, 5 March 2026'],
    ...['2026-03-05', '2026/3/5', '2026.03.05', '2026 March 5', '5 MAR 26', "5 Mar '26", '5 March 2026.'],
    ...[
      '5 March \u201926',
      '5\u2013Mar\u20132026',
      '2026\u201103\u201105',
      '20260305',
      '\u0662\u0660\u0662\u0666/\u0663/\u0665',
    ],
    ...['2026-03-05 00:00:00', '2026-03-05T00:00:00.000Z', '5 March 2026 00:00'],
    ...['2026-03-05T14:33', '2026-03-05 14:33:00.5', '2026-03-05T09:30:00+01:00', '5 March 2026 at 10 am'],
    ...[
      'Thu Mar 05 2026 00:00:00 GMT+0100 (Central European Standard Time)',
      'Thu, 05 Mar 2026 00:00:00 GMT',
    ],
    ...[
      'the 5th of March 2026',
      'March the 5th, 2026',
      "'2026-03-05",
      '\u201C2026-03-05\u201D',
      '2026年3月5日',
    ],
    ...['5 mars 2026', '5. März 2026', '05-Mrz-26', 'Donnerstag, 5. März 2026', 'jeudi 5 mars 2026'],
    ...['5 de marzo de 2026', '5 marzo 2026', '5 de março de 2026', '5 maart 2026', '5-mrt-26'],
    ...['\u200E5\u200E March\u00A02026', '\uFF15 March \uFF12\uFF10\uFF12\uFF16'],
  ])('%j is the fifth of March wherever she lives', (text) => {
    for (const country of COUNTRIES)
      expect(read(text, { country })).toEqual({ kind: 'ok', date: '2026-03-05' });
  });

  test.each([
    ['1er mai 2026', '2026-05-01'],
    ['05-août-26', '2026-08-05'],
    ['5 AOUT 2026', '2026-08-05'],
    ['12. Dez. 2025', '2025-12-12'],
    ['12 déc. 2025', '2025-12-12'],
    ['3/25/2026 12:00:00 AM', '2026-03-25'],
    ['3/25/2026 0:00', '2026-03-25'],
  ])('%j, as a spreadsheet of another country writes it, is %s', (text, date) => {
    expect(read(text)).toEqual({ kind: 'ok', date });
  });

  test('a month of one language is no other month in another', () => {
    const months = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'].flatMap((language) =>
      (['long', 'short'] as const).flatMap((month) =>
        Array.from({ length: 12 }, (_, at) => {
          const name = new Intl.DateTimeFormat(language, { month }).format(new Date(2025, at, 5));
          return { name, date: `2025-${String(at + 1).padStart(2, '0')}-05` };
        }),
      ),
    );
    for (const { name, date } of months) expect(read(`5 ${name} 2025`)).toEqual({ kind: 'ok', date });
  });

  test.each([
    '05/03/2026',
    '5/3/2026',
    '05-03-2026',
    '5 3 2026',
    '5.3.2026',
    '05.03.26',
    '5 / 3 / 2026',
    '5,3,2026',
    '5_3_2026',
  ])('%j is the fifth of March where the day comes first', (text) => {
    for (const country of ['GB', 'IE', 'AU', 'NZ'] as const)
      expect(read(text, { country })).toEqual({ kind: 'ok', date: '2026-03-05' });
  });

  test('05/03/2026 is the third of May in the United States', () => {
    expect(read('05/03/2026', { country: 'US' })).toEqual({ kind: 'ok', date: '2026-05-03' });
  });

  test.each([
    ['05/03/2026', 'CA'],
    ['05/03/2026', 'other'],
    ['05/03/2026', null],
    ['5.3.2026', 'US'],
  ] as const)('%s in %s may be two days, and she is asked which', (text, country) => {
    const reading = read(text, { country });
    expect(reading.kind === 'ambiguous' && [...reading.dates].sort()).toEqual(['2026-03-05', '2026-05-03']);
  });

  test.each(COUNTRIES)('25/03/2026, 03/25/2026 and 05/05/2026 leave no doubt in %s', (country) => {
    expect(read('25/03/2026', { country })).toEqual({ kind: 'ok', date: '2026-03-25' });
    expect(read('03/25/2026', { country })).toEqual({ kind: 'ok', date: '2026-03-25' });
    expect(read('05/05/2026', { country })).toEqual({ kind: 'ok', date: '2026-05-05' });
  });

  test('dots put the day first, but for the United States', () => {
    for (const country of ['CA', 'other', null] as const)
      expect(read('5.3.2026', { country })).toEqual({ kind: 'ok', date: '2026-03-05' });
  });

  test.each(['GB', 'CA', 'other'] as const)(
    'a day still to come in the order of %s is not swapped in silence',
    (country) => {
      expect(read('05/12/2026', { country })).toEqual({ kind: 'ambiguous', dates: ['2026-05-12'] });
    },
  );

  test('a year of two digits is the last one that fits, and next year is told as a slip', () => {
    expect(read('5 March 26')).toEqual({ kind: 'ok', date: '2026-03-05' });
    expect(read('5 March 99')).toEqual({ kind: 'ok', date: '1999-03-05' });
    expect(read('5 March 27')).toEqual({ kind: 'refused', why: 'future' });
  });
});
