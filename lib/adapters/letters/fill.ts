import type { Edition, Rich } from './edition.ts';

/** A word of letters.yaml. Throws where it is missing: a template would say nothing. */
export function word(words: Edition['words'], key: string): string {
  const text = words[key];
  if (text === undefined) throw new Error(`letters.yaml has no word "${key}"`);
  return text;
}

export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z-]+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** For values of the course's own, which hold nothing that HTML would take for a tag. */
export function fillRich({ html, text }: Rich, values: Readonly<Record<string, string>>): Rich {
  return { html: fill(html, values), text: fill(text, values) };
}
