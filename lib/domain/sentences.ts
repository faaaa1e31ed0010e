import type { Plural } from './plural.ts';

/** A sentence by a number: one for all of them, or one for each plural. */
export type Counted = string | Plural;

/** The form that goes with a number, in a language's rules. */
export function formFor(sentence: Counted, plural: Intl.LDMLPluralRule): string {
  return typeof sentence === 'string' ? sentence : (sentence[plural] ?? sentence.other);
}

/** A sentence with values for its blanks: `{day}`. A blank without a value stays as it is written. */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{([a-z0-9-]+)\}/g, (blank, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? blank) : blank,
  );
}
