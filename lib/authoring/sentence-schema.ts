import * as z from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { text } from './programme-schemas.ts';

/** A sentence in which code fills the blanks `needs`, each of which it must have, and those of `may`. */
export function sentence(needs: readonly string[] = [], may: readonly string[] = []) {
  const known = [...needs, ...may];
  return text.superRefine((words, context) => {
    const blanks = [...words.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
    const message = faultOf(blanks, needs, known);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });
}

function faultOf(
  blanks: readonly string[],
  needs: readonly string[],
  known: readonly string[],
): string | null {
  const stranger = blanks.find((name) => !known.includes(name));
  if (stranger !== undefined) return `nothing fills {${stranger}} here${didYouMean(stranger, known)}`;
  const missing = needs.find((name) => !blanks.includes(name));
  return missing === undefined ? null : `write {${missing}} where it stands in the sentence`;
}

/** A sentence that goes by a number, by the forms that the language's plurals have; one where they are all the same. */
export function counted(needs: readonly string[] = []) {
  return z.union([sentence(needs, ['n']), countedForms(needs)]);
}

/** The forms alone. */
export function countedForms(needs: readonly string[] = []) {
  const one = sentence(needs, ['n']);
  return z.strictObject({
    zero: one.optional(),
    one: one.optional(),
    two: one.optional(),
    few: one.optional(),
    many: one.optional(),
    other: sentence([...needs, 'n']),
  });
}
