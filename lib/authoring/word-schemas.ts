import * as z from 'zod';
import { text } from './programme-schemas.ts';

/** The shapes of `words/`: what the pages and forms say around the course's own texts. */

const name = z.string().regex(/^[a-z0-9-]+$/, 'it is called by small letters, figures and dashes');
/** A sentence in which `{names}` stand for what is only known when it is words. */
const sentence = text
  .refine((words) => !words.includes('\\'), 'a sentence holds no \\')
  .refine(
    (words) => !/[{}]/.test(words.replaceAll(/\{[\w-]+\}/g, '')),
    'braces stand around a name alone, such as {day}',
  );

/** `pages.yaml`: by page, or by what several pages share, each sentence by the name that its template gives it. */
export const pageWords = z.record(name, z.record(name, sentence));
export type PageWords = z.infer<typeof pageWords>;
