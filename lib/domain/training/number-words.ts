import type { Units } from '../countries.ts';
import { counted, type Plural } from '../plural.ts';
import { filled } from '../sentences.ts';
import { type Compared, type NumberName, type TestName, writtenNumber } from './her-numbers.ts';

type Unit = 'times' | 'seconds' | 'metres' | 'yards' | 'kilos' | 'pounds';

/** What each value is called, and in what it is counted. */
export interface NumberWords {
  /** BCP 47. */
  language: string;
  tests: Readonly<Record<TestName, string>>;
  /** Beside a value's field, under the name of its test. */
  fields: Readonly<Record<NumberName, string>>;
  /** Before two values of one kind. */
  short: Readonly<Record<NumberName, string>>;
  compared: string;
  units: Readonly<Record<Unit, { name: string; amount: Plural }>>;
}

/** Seconds, kilos; the yards and pounds of the United States. */
function unitOf(name: NumberName, units: Units): Unit {
  switch (name) {
    case 'stands':
      return 'times';
    case 'metres':
      return units === 'customary' ? 'yards' : 'metres';
    case 'kilos':
      return units === 'customary' ? 'pounds' : 'kilos';
    default:
      return 'seconds';
  }
}

/** "seconds", "kg". */
export function unitName(name: NumberName, units: Units, words: NumberWords): string {
  return words.units[unitOf(name, units)].name;
}

/** "30 seconds", "4.5 kg". */
function numberInWords(name: NumberName, value: number, units: Units, words: NumberWords): string {
  const { amount } = words.units[unitOf(name, units)];
  return counted(amount, Number(writtenNumber(name, value, units)), words.language);
}

/** "carry: 4 kg then, 10 kg now". */
export function comparedInWords({ name, first, latest }: Compared, units: Units, words: NumberWords): string {
  return filled(words.compared, {
    name: words.short[name],
    first: numberInWords(name, first, units, words),
    latest: numberInWords(name, latest, units, words),
  });
}
