/** One wording for each way in which a language counts (CLDR): in English `one` and `other`. `{n}` stands for the number. */
export interface Plural {
  zero?: string | undefined;
  one?: string | undefined;
  two?: string | undefined;
  few?: string | undefined;
  many?: string | undefined;
  other: string;
}

/** "about 5 weeks ago". @param language BCP 47. */
export function counted(words: Plural, count: number, language: string): string {
  const wording = words[new Intl.PluralRules(language).select(count)] ?? words.other;
  return wording.replace('{n}', String(count));
}
