import { DAY_MS, type LocalDate, parseLocalDate } from '../calendar.ts';

/** A day as a person may have meant it. The two agree wherever the text leaves no doubt. */
export interface WrittenDate {
  dayFirst: LocalDate | null;
  monthFirst: LocalDate | null;
  /** Dots as in 5.3.2026: nearly everyone who writes them puts the day first. */
  dots: boolean;
}

const LONGEST = 80;
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

/** In whose words a date may be written besides English; no month of one of them is another month in another. */
const LANGUAGES = ['de', 'fr', 'es', 'it', 'pt', 'nl'];
/** How German spreadsheets shorten March, and nobody else. */
const SPREADSHEET_MONTHS: readonly (readonly [string, number])[] = [['mrz', 3]];

/** Left-to-right marks and their like: some programs put them around a date that is copied. */
const MARKS = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? /;
const BETWEEN = '[-/., ]{1,2}';
const DAY = '(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th|er)?';
const MONTH = '(?:of |de )?(?<month>[a-z]{3,10})\\.?(?: de)?';
const YEAR = "(?<year>\\d{4}|'?\\d{2})";

/** Phones and word processors put these in place of what was typed. */
const APOSTROPHES = /[\u2018\u2019\u02BC\u2032`]/gu;
const DASHES = /[\u2010-\u2015\u2212]/gu;
const QUOTES = /^['"\u201C-\u201F\u00AB]+|['"\u201C-\u201F\u00BB]+$/gu;
/** Spreadsheets and programs write midnight after a day. */
const MIDNIGHT = /[t ]00:00(?::00(?:\.0+)?)?(?:z| ?gmt| ?utc|[+]00:?00)?$/;
/** A time on the clock of the place, with its offset or without. One of UTC is left: its day may be another there. */
const TIME =
  /[t, ]+(?:at )?\d{1,2}(?:(?::\d{2}){1,2}(?:\.\d+)?(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?)(?: ?(?:gmt|utc)?[-+](?!00:?00)\d{2}:?\d{2}(?: \(.*\))?)?$/;

const YEAR_FIRST = /^(?<year>\d{4})[-/. 年](?<month>\d{1,2})[-/. 月](?<day>\d{1,2})日?$/;
const YEAR_FIRST_RUN_TOGETHER = /^(?<year>(?:19|20)\d{2})(?<month>0\d|1[0-2])(?<day>[0-3]\d)$/;
const NUMBERS = /^(?<one>\d{1,2}) ?(?<mark>[-/., _\\]) ?(?<other>\d{1,2}) ?\k<mark> ?(?<year>\d{4}|'?\d{2})$/;
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
  const typed = folded(text).replaceAll(MARKS, '').trim();
  const single = typed.replaceAll(/\s+/g, ' ').replaceAll(APOSTROPHES, "'").replaceAll(DASHES, '-');
  const bare = asciiDigits(single).replaceAll(QUOTES, '').replace(MIDNIGHT, '').replace(TIME, '');
  return withoutWeekday(bare).replace(/[.,]$/, '');
}

function withoutWeekday(plain: string): string {
  const [whole = '', word = ''] = /^([a-z]{5,10}),? (?=.*\d)/.exec(plain) ?? [];
  return word !== '' && wordsElsewhere().get(word) === 0
    ? plain.slice(whole.length)
    : plain.replace(WEEKDAY, '');
}

const PARTS = [{ month: 'long' }, { month: 'short' }, { weekday: 'long' }] as const;
let elsewhere: ReadonlyMap<string, number> | null = null;

/** Months by their number, and days of the week as 0. Looked up only for what is not English. */
function wordsElsewhere(): ReadonlyMap<string, number> {
  elsewhere ??= new Map([
    ...LANGUAGES.flatMap((language) => PARTS.flatMap((part) => namesOf(language, part))),
    ...SPREADSHEET_MONTHS,
  ]);
  return elsewhere;
}

function namesOf(language: string, part: (typeof PARTS)[number]): (readonly [string, number])[] {
  const isMonth = 'month' in part;
  const format = new Intl.DateTimeFormat(language, { ...part, timeZone: 'UTC' });
  return MONTHS.map((_, at) => {
    // The middle of each month, or twelve days running.
    const name = format.format((15 + at * (isMonth ? 30.4 : 1)) * DAY_MS);
    return [folded(name).replace('.', ''), isMonth ? at + 1 : 0];
  });
}

/** In small letters without their accents: `märz`, `Marz` and `MÄRZ` are one word. */
function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
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
    if (groups !== undefined && monthOf(groups['month']) > 0) return groups;
  }
  return undefined;
}

function monthOf(text = ''): number {
  return MONTH_NAMES.get(text) ?? (/^\d+$/.test(text) ? Number(text) : (wordsElsewhere().get(text) ?? 0));
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
