/** A sentence by a number: one, or a form for each plural that the language has (Intl.PluralRules). */
export type Counted =
  | string
  | (Readonly<Partial<Record<Intl.LDMLPluralRule, string | undefined>>> & { readonly other: string });

/** The form that goes with a number, in a language's rules. */
export function formFor(sentence: Counted, plural: Intl.LDMLPluralRule): string {
  return typeof sentence === 'string' ? sentence : (sentence[plural] ?? sentence.other);
}

/** A sentence with values for its blanks: `{day}`. A blank without a value stays as it is written. */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{([a-z-]+)\}/g, (blank, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? blank) : blank,
  );
}
