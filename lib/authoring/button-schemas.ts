import * as z from 'zod';
import { text } from './programme-schemas.ts';

/** The shape of `buttons.yaml`: every sentence of the pages behind the buttons of a lesson. */

const answer = z.strictObject({
  asked: text,
  explain: text,
  button: text,
  heading: text,
  said: text,
  'said-first': text.optional(),
});
const button = { title: text, text, button: text };

export const buttons = z.strictObject({
  answers: z.strictObject({
    easy: answer,
    right: answer,
    hard: answer,
    missed: answer,
    notyet: answer,
    back: answer,
    ready: answer,
    heavier: answer,
  }),
  away: z.strictObject({
    asked: text,
    explain: text,
    heading: text,
    said: text,
    missing: text,
    weeks: z.strictObject({ '1-2': text, '3-4': text, '5-11': text, '12+': text }),
    symptom: text,
  }),
  earlier: z.strictObject({ heading: text, said: text }),
  help: z.strictObject({ lead: text, text, rest: text, easier: text }),
  pages: z.strictObject({
    pause: z.strictObject(button),
    paused: z.strictObject({ title: text, text, link: text }),
    'no-baby': z.strictObject(button),
    'no-baby-saved': z.strictObject({ title: text, text }),
    unsubscribe: z.strictObject(button),
    left: z.strictObject({ title: text, text, again: text, link: text }),
    damaged: z.strictObject({ ...button, lead: text, 'not-yet': text, label: text, write: text }),
    'link-sent': z.strictObject({ title: text, text, none: text, link: text }),
  }),
});
/** The shape of `exits.yaml`: by reason, what the page says that asks, and what it says once she left. */
export const exits = z.record(
  z.string(),
  z.strictObject({
    /** Left out, everyone is offered it. */
    offered: z.literal('with-baby-mentions').optional(),
    mail: text,
    settings: text,
    ask: z.strictObject({ ...button, not: text }),
    left: z.strictObject({ title: text, wish: text, text, link: text }),
  }),
);
export type ExitsSource = z.infer<typeof exits>;
export type ButtonsSource = z.infer<typeof buttons>;
