import * as z from 'zod';
import type { FormWords } from '../domain/joining/field-words.ts';
import type { SiteProblems } from '../ports/site-words.ts';
import { text } from './programme-schemas.ts';
import { countedForms, sentence } from './sentence-schema.ts';

/** The shapes of `words/`: what the pages and forms say around the course's own texts. */

const name = z.string().regex(/^[a-z0-9-]+$/, 'it is called by small letters, figures and dashes');
/** A sentence whose blanks its template fills. */
const ofTemplate = text
  .refine((words) => !words.includes('\\'), 'a sentence holds no \\')
  .refine(
    (words) => !/[{}]/.test(words.replaceAll(/\{[\w-]+\}/g, '')),
    'braces stand around a name alone, such as {day}',
  );

/** `pages.yaml`: by page, or by what several pages share, each sentence by the name that its template gives it. */
export const pageWords = z.record(name, z.record(name, ofTemplate));
export type PageWords = z.infer<typeof pageWords>;

const plain = sentence();
const plural = countedForms();
const hour = sentence([], ['hour', 'hour24']);

const option = z.strictObject({ label: plain, hint: plain.optional() });
const around = z.strictObject({
  label: plain,
  hint: plain.optional(),
  note: plain.optional(),
  tick: plain.optional(),
});
const section = z.strictObject({ heading: plain, hint: plain.optional() });
const field = z.strictObject({ 'sign-up': around, preferences: around });

/** `forms.yaml`. */
export const formWords = z.strictObject({
  fields: z.strictObject({
    firstName: field,
    birthDate: field,
    pace: field,
    country: field,
    timeZone: field,
    sendDay: field,
    sendHour: field,
    babyMentions: field,
    training: field,
  }),
  pace: z.strictObject({ standard: option, gentle: option }),
  mentions: z.strictObject({ yes: option, no: option, on: option, off: option }),
  level: z.strictObject({ label: plain, options: z.strictObject({ 1: option, 2: option, 3: option }) }),
  sections: z.strictObject({ when: section, what: section, you: section }),
  weekdays: z.strictObject({
    mon: plain,
    tue: plain,
    wed: plain,
    thu: plain,
    fri: plain,
    sat: plain,
    sun: plain,
  }),
  'any-day': plain,
  hours: z.strictObject({
    midnight: plain,
    midday: plain,
    morning: hour,
    afternoon: hour,
  }),
  'other-zones': plain,
  ago: z.strictObject({ 'under-a-week': plain, weeks: plural, years: plural }),
  pause: plural,
  look: plural,
  saved: z.strictObject({ saved: plain, paused: plain, resumed: plain }),
  limited: plain,
}) satisfies z.ZodType<Omit<FormWords, 'language'>>;

/** What may be chosen, where the sentence names it. */
const mayChoose = sentence([], ['choices']);
const choices = sentence(['choices']);
const message = z.strictObject({ title: plain, lines: z.array(plain).min(1), action: plain });

/** `problems.yaml`. */
export const problemWords = z.strictObject({
  or: plain,
  fields: z.strictObject({
    'email-unreadable': plain,
    'name-too-long': plain,
    'name-not-a-name': plain,
    'name-damaged': plain,
    'date-missing': plain,
    'date-and-tick': plain,
    'tick-unknown': plain,
    'date-unreadable': plain,
    'date-impossible': plain,
    'date-too-early': plain,
    'date-ambiguous': choices,
    'date-future': plain,
    'date-must-stay': plain,
    'pace-unknown': plain,
    'country-missing': mayChoose,
    'zone-unknown': plain,
    'day-unknown': mayChoose,
    'hour-unknown': plain,
    'mentions-unknown': plain,
    'field-for-machines': plain,
    'level-unknown': plain,
    'pause-unknown': mayChoose,
    'pause-and-resume': plain,
    'resume-unknown': plain,
    'exit-unknown': plain,
    'consent-missing': plain,
    'consent-changed': plain,
    'training-unreadable': plain,
    'number-unreadable': plain,
    'choice-unknown': choices,
  }),
  pages: z.strictObject({
    'not-found': message,
    'link-unknown': message,
    'wrong-method': message,
    'too-large': message,
    broken: message,
    'calendar-gone': message,
  }),
  programs: z.strictObject({
    'not-found': plain,
    'link-unknown': plain,
    'link-used': plain,
    'link-run-out': plain,
    'wrong-method': plain,
    'too-large': plain,
    'too-many': plain,
    'too-many-sign-ups': plain,
    fields: plain,
    'do-unknown': choices,
    'calendar-gone': plain,
    broken: plain,
  }),
}) satisfies z.ZodType<SiteProblems>;
