import { type LocalDate, parseLocalDate } from '../calendar.ts';

/** A day as a person may have meant it. The two agree wherever the text leaves no doubt. */
export interface WrittenDate {
  dayFirst: LocalDate | null;
  monthFirst: LocalDate | null;
  /** Dots as in 5.3.2026: nearly everyone who writes them puts the day first. */
  dots: boolean;
}

const LONGEST = 40;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
const MONTH_NAMES: ReadonlyMap<string, number> = new Map([
  ...MONTHS.flatMap((name, at): (readonly [string, number])[] => [
    [name, at + 1],
    [name.slice(0, 3), at + 1],
  ]),
  ['sept', 9],
]);

/** Left-to-right marks and their like: some programs put them around a date that is copied. */
const MARKS = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? /;
const BETWEEN = '[-/., ]{1,2}';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const MONTH = '(?:of )?(?<month>[a-z]{3,9})\\.?';
const YEAR = "(?<year>\\d{4}|'?\\d{2})";

/** Phones and word processors put these in place of what was typed. */
const APOSTROPHES = /[\u2018\u2019\u02BC\u2032`]/gu;
const DASHES = /[\u2010-\u2015\u2212]/gu;
/** Spreadsheets and programs write midnight after a day. */
const MIDNIGHT = /[t ]00:00(?::00(?:\.0+)?)?z?$/;

const YEAR_FIRST = /^(?<year>\d{4})[-/. ](?<month>\d{1,2})[-/. ](?<day>\d{1,2})$/;
const YEAR_FIRST_RUN_TOGETHER = /^(?<year>(?:19|20)\d{2})(?<month>0\d|1[0-2])(?<day>[0-3]\d)$/;
const NUMBERS = /^(?<one>\d{1,2}) ?(?<mark>[-/. ]) ?(?<other>\d{1,2}) ?\k<mark> ?(?<year>\d{4}|'?\d{2})$/;
const WITH_NAME = [
  new RegExp(`^${DAY}(?:${BETWEEN})?${MONTH}(?:${BETWEEN})?${YEAR}$`),
  new RegExp(`^${MONTH}(?:${BETWEEN})?${DAY}${BETWEEN}${YEAR}$`),
  new RegExp(`^(?<year>\\d{4})(?:${BETWEEN})?${MONTH}(?:${BETWEEN})?${DAY}$`),
];

/**
 * Reads a day with its month and year, in English words or in numbers. Null for anything else: a count of days, a day
 * without a year. A year of two digits lies at most one year ahead of `thisYear`, so that a slip is told as one.
 */
export function readWrittenDate(text: string, thisYear: number): WrittenDate | null {
  const plain = plainOf(text);
  if (plain.length > LONGEST) return null;
  const first = (YEAR_FIRST.exec(plain) ?? YEAR_FIRST_RUN_TOGETHER.exec(plain))?.groups ?? namedIn(plain);
  if (first !== undefined) {
    const date = dayOf(yearOf(first['year'], thisYear), monthOf(first['month']), Number(first['day']));
    return { dayFirst: date, monthFirst: date, dots: false };
  }
  const numbers = NUMBERS.exec(plain)?.groups;
  if (numbers === undefined) return null;
  const [one, other] = [Number(numbers['one']), Number(numbers['other'])];
  const year = yearOf(numbers['year'], thisYear);
  return {
    dayFirst: dayOf(year, other, one),
    monthFirst: dayOf(year, one, other),
    dots: numbers['mark'] === '.',
  };
}

/** "5 March 2026". */
export function dayWithMonthName(date: LocalDate): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  return `${Number(day)} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${year}`;
}

function plainOf(text: string): string {
  const typed = text.normalize('NFKC').replaceAll(MARKS, '').trim().toLowerCase();
  const single = typed.replaceAll(/\s+/g, ' ').replaceAll(APOSTROPHES, "'").replaceAll(DASHES, '-');
  return asciiDigits(single).replace(WEEKDAY, '').replace(MIDNIGHT, '').replace(/[.,]$/, '');
}

/** Arabic and Persian digits as ours; they stand in the order of their values. */
function asciiDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );
}

/** The first of the forms with a month's name that fits; a word that is no month fits none. */
function namedIn(plain: string): Record<string, string> | undefined {
  for (const form of WITH_NAME) {
    const groups = form.exec(plain)?.groups;
    if (groups !== undefined && MONTH_NAMES.has(groups['month'] ?? '')) return groups;
  }
  return undefined;
}

function monthOf(text = ''): number {
  return MONTH_NAMES.get(text) ?? Number(text);
}

function yearOf(text = '', thisYear: number): number {
  if (text.length === 4) return Number(text);
  const short = Number(text.replace("'", ''));
  return short + (2000 + short <= thisYear + 1 ? 2000 : 1900);
}

function dayOf(year: number, month: number, day: number): LocalDate | null {
  const two = (value: number) => String(value).padStart(2, '0');
  return parseLocalDate(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}
