import * as z from 'zod';
import { text, voicedText } from './programme-schemas.ts';

/** The shape of a help page in `help/`. */

/** What a part may show of the course's other files, so that it is written once. */
const SHOWN = [
  'signs',
  'self-check',
  'ask-first',
  'weights',
  'numbers',
  'jump-conditions',
  'jumps',
  'running-gate',
  'running-check',
  'running-steps',
  'running-how',
] as const;
export type Shown = (typeof SHOWN)[number];

const part = z.strictObject({
  title: voicedText,
  /** Names of drawings. */
  pictures: z.array(text).optional(),
  text: z.array(voicedText).optional(),
  steps: z.array(voicedText).optional(),
  list: z.array(voicedText).optional(),
  show: z.enum(SHOWN).optional(),
});
export type HelpPart = z.infer<typeof part>;

export const help = z.strictObject({
  title: voicedText,
  /** What a link to it says, where that is not its title. */
  link: voicedText.optional(),
  lead: voicedText,
  parts: z.array(part).min(1),
  /** Other pages to read on. */
  see: z.array(text),
});
export type HelpSource = z.infer<typeof help>;
