import { expect, test } from 'vitest';
import { type Countries, countryByLanguage, countryOf, languageOf } from '../../lib/domain/countries.ts';
import { directionOf, spokenIn } from '../../lib/domain/spoken.ts';
import { COURSE } from '../course.ts';

const SITE = 'https://course.example';
const TWO: Countries = { ...COURSE.countries, languages: { CA: 'fr-CA' } };
const spoken = spokenIn(TWO, 'CA', SITE);

test.each([
  ['<a href="/privacy">', '<a href="/privacy?country=CA">'],
  ['<form action="/week/t">', '<form action="/week/t?country=CA">'],
  ['<a href="/lesson/t?full=1">', '<a href="/lesson/t?full=1&amp;country=CA">'],
  ['<a href="https://course.example/week/t">', '<a href="https://course.example/week/t?country=CA">'],
  ['Stop:\nhttps://course.example/leave/t\n', 'Stop:\nhttps://course.example/leave/t?country=CA\n'],
  ['webcal://course.example/calendar/t.ics', 'webcal://course.example/calendar/t.ics?country=CA'],
])('a page of a translation leads to pages of its language: %s', (text, expected) => {
  expect(spoken(text)).toBe(expected);
});

test('in plain text a second value is joined by the sign alone', () => {
  const link = 'Stop:\nhttps://course.example/leave/t?why=1\n';
  expect(spoken(link, '&')).toBe('Stop:\nhttps://course.example/leave/t?why=1&country=CA\n');
});

test.each([
  '<link href="/assets/site-0123456789.css">',
  '<img src="/pictures/SQ-0123456789.png">',
  '<a href="/help/CA/leaks">',
  '<a href="https://elsewhere.example/privacy">',
  '<a href="#signs">',
  '<a href="/?country=GB">',
  '<a href="/?country=GB&amp;babyMentions=no">',
])('what has no words of ours, or its own name for each country, stays as it is: %s', (text) => {
  expect(spoken(text)).toBe(text);
});

test.each([null, 'GB', 'XX'])('in the words of home nothing changes: %s', (country) => {
  expect(languageOf(TWO, country)).toBeNull();
  expect(spokenIn(TWO, country, SITE)('<a href="/privacy">')).toBe('<a href="/privacy">');
});

test('someone new reads in a language where one of its countries is open', () => {
  expect([...countryByLanguage(TWO)]).toEqual([
    [null, TWO.home],
    ['fr-CA', 'CA'],
  ]);
  expect([...countryByLanguage({ ...TWO, unsigned: ['CA'] })]).toEqual([[null, TWO.home]]);
});

test.each([
  ['en', 'ltr'],
  ['fr-CA', 'ltr'],
  ['ar', 'rtl'],
  ['he-IL', 'rtl'],
  ['arn', 'ltr'],
])('lines of %s go %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});

test('of a country whose file is gone, what holds elsewhere; without that there is no course', () => {
  expect(countryOf(COURSE.countries, 'XX').code).toBe(COURSE.countries.elsewhere);
  expect(() => countryOf({ ...COURSE.countries, all: [] }, 'GB')).toThrow('the course has no country');
});
