import * as z from 'zod';
import { COUNTRIES } from '../domain/course.ts';
import { said, text } from './programme-schemas.ts';

/** The shapes of the coach's files. */

const lines = z.array(text);
export const everyday = z.strictObject({
  ladder: lines.length(53),
  loop: lines.min(12),
  neutral: z
    .array(
      z.strictObject({
        from: z.number().int().min(0).max(52),
        until: z.number().int().min(0).max(52).optional(),
        say: text,
      }),
    )
    .min(12),
});

const stage = z.enum(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8']);
const effort = z.tuple([z.number().min(0).max(10), z.number().min(0).max(10)]);
const stageText = z.strictObject({
  name: text,
  aim: text,
  effort,
  'effort-words': text,
  'how-often': text,
  minutes: z.tuple([z.number().int(), z.number().int()]),
  'warm-up': text,
  rest: text,
  stop: z.string(),
  'pelvic-floor': text,
  knack: z.boolean(),
});
const levelText = z.strictObject({
  effort,
  'effort-words': text,
  'warm-up': text,
  stop: text,
  'pelvic-floor-of': stage,
});
const onRampText = z.strictObject({ effort, 'effort-words': text });
export const stages = z.strictObject({
  S1: stageText,
  S2: stageText,
  S3: stageText,
  S4: stageText,
  S5: stageText,
  S6: stageText,
  S7: stageText,
  S8: stageText,
  levels: z.strictObject({ 1: levelText, 2: levelText, 3: levelText }),
  'easier-week': z.strictObject({ effort, 'effort-words': text, rest: text, stop: text }),
  'on-ramp': z.strictObject({
    R1: onRampText,
    R2: onRampText,
    R3: onRampText,
    R4: onRampText,
    R5: onRampText,
    R6: onRampText,
  }),
  knack: text,
  'pelvic-floor-caution': text,
});

const ROUTES = [
  'emergency',
  'emergency-department',
  'crisis',
  'maternity-now',
  'urgent-now',
  'urgent-today',
  'maternity-today',
  'talk-today',
] as const;

const wording = z.strictObject({ needs: text.optional(), otherwise: text });
export const safety = z.strictObject({
  strip: z.strictObject({ call: said, link: text }),
  short: z.strictObject({ call: said, ring: said, dark: said, kind: said }),
  table: z.strictObject({
    title: text,
    lead: text,
    rows: z.array(z.strictObject({ sign: said, route: z.enum(ROUTES) })).min(14),
  }),
  gate: z.strictObject({
    birth: z.strictObject({
      title: text,
      questions: z.array(text).min(1),
      'not-yet': text,
      stay: text,
      ask: text,
    }),
    'years-ago': z.strictObject({ title: text, full: text, line: text, stay: text }),
    'jump-gentle': text,
    'jump-session': text,
    'jump-ready': text,
    gentle: text,
  }),
  'stage-lines': z.strictObject({ '12': said, '16': said, '24': said, '36': said }),
  'symptom-lines': z.strictObject({ R1: said, R6: said }),
  'ready-check': said,
  mood: z.strictObject({ title: text, text: said }),
  'self-check': z.strictObject({
    title: text,
    lead: text,
    link: text,
    private: text,
    items: z.array(said).length(5),
    'ask-first-title': text,
    'ask-first': said,
  }),
  lights: z.strictObject({
    title: text,
    green: said,
    amber: said,
    'amber-first': said,
    red: said,
    book: said,
  }),
  breathe: said,
  'baby-safe': said,
  'five-minutes': text,
  skip: text,
  away: z.strictObject({ lead: text, link: text }),
  impact: z.strictObject({
    title: text,
    line: text,
    link: text,
    conditions: text,
    steps: z
      .array(
        z.strictObject({
          move: text,
          rungs: z.array(z.number().int()),
          needs: text.optional(),
          otherwise: text,
          loop: wording.optional(),
        }),
      )
      .min(1),
  }),
  caesarean: z.strictObject({ text: said, 'more-by-country': z.partialRecord(z.enum(COUNTRIES), text) }),
  general: text,
  review: z.strictObject({ reviewed: text, 'not-reviewed': text }),
  loss: z.strictObject({ title: text, sorry: text, body: text, link: text }),
});

const digits = z.string().regex(/^\d+$/);
const checked = z.union([z.null(), z.strictObject({ by: text, on: z.iso.date() })]);
const number = z.union([
  z.strictObject({ shown: text, tel: digits, checked }),
  z.strictObject({ shown: text, sms: digits, checked }),
]);
export const country = z.strictObject({
  numbers: z.record(z.string().regex(/^[a-z-]+$/), number),
  call: text,
  ring: text,
  dark: text,
  routes: z.strictObject({
    emergency: text,
    'emergency-department': text,
    crisis: text,
    'maternity-now': text,
    'urgent-now': text,
    'urgent-today': text,
    'maternity-today': text,
    'talk-today': text,
  }),
  'ask-for-check': text,
  'ask-for-check-short': text,
  'mood-people': text,
  'book-people': text,
  loss: z.array(text).min(1),
  hosts: z.array(text),
});
export type CountrySource = z.infer<typeof country>;

export const words = z.array(
  z.strictObject({
    GB: text,
    IE: text.optional(),
    US: text.optional(),
    CA: text.optional(),
    AU: text.optional(),
    NZ: text.optional(),
    other: text.optional(),
  }),
);
export type WordRow = z.infer<typeof words>[number];

const shortLetter = { subject: text.max(49), title: text, text, button: text, 'not-you': text };
export const letters = z.strictObject({
  lesson: z.record(z.string(), text),
  titles: z.strictObject({ ladder: text, 'on-ramp': text, loop: text }),
  because: z.record(z.string(), text),
  confirmation: z.strictObject({ ...shortLetter, spam: text }),
  'data-link': z.strictObject(shortLetter),
  'leave-link': z.strictObject(shortLetter),
  'change-link': z.strictObject(shortLetter),
  'year-link': z.strictObject(shortLetter),
});

const banned = z.strictObject({ say: text, why: text, unless: text.optional() });
export const rules = z.strictObject({
  reading: z.strictObject({
    grade: z.number().positive(),
    'sentence-words': z.number().positive(),
    'longest-sentence': z.number().positive(),
    'tip-words': z.tuple([z.number(), z.number()]),
    lists: z.array(text),
  }),
  banned: z.array(banned).min(1),
  'baby-words': z.array(text).min(1),
  'not-baby-words': z.array(text),
  'spoken-elsewhere': z.partialRecord(z.enum(COUNTRIES), z.array(text)),
});

export const tipFrontMatter = z.strictObject({
  id: z.string().regex(/^M\d{1,2}$/),
  theme: text,
});
