import { type Counted, filled, formFor } from '../domain/sentences.ts';
import type { CourseSource } from './course-source.ts';
import type { Range } from './programme-schemas.ts';
import { countryFile } from './read-countries.ts';
import type { UnitsSource } from './unit-schemas.ts';

/** How a course says amounts: its `words/units.yaml`, and the plurals of its language. */
export interface Amounts {
  words: UnitsSource;
  plurals: Intl.PluralRules;
}

export type WithAmounts = Pick<CourseSource, 'units' | 'countries' | 'map'>;

/** One for as long as the course stays: every dose asks for it. */
const AMOUNTS = new WeakMap<object, Amounts>();

export function amountsOf(course: WithAmounts): Amounts {
  const before = AMOUNTS.get(course);
  if (before) return before;
  const { language } = countryFile(course, course.map.map.countries.home).data;
  const amounts = { words: course.units.data, plurals: new Intl.PluralRules(language) };
  AMOUNTS.set(course, amounts);
  return amounts;
}

/** "8 sets of …" by a figure or a span of two, with the other values of its sentence. */
export function amountOf(
  { words, plurals }: Amounts,
  sentence: Counted,
  amount: Range,
  values: Readonly<Record<string, string>> = {},
): string {
  if (typeof amount === 'number')
    return filled(formFor(sentence, plurals.select(amount)), { ...values, n: `${amount}` });
  const [from, to] = amount;
  const n = filled(words.span, { from: `${from}`, to: `${to}` });
  // In most languages the plural of a span is that of its end.
  return filled(formFor(sentence, plurals.select(to)), { ...values, n });
}
