import * as z from 'zod';
import { COUNTRIES } from '../domain/course.ts';

/** The shapes of the coach's files in `templates/course/`. */

const text = z.string().min(1);

/** A line, or two where a reader without baby mentions must read another. */
const said = z.union([text, z.strictObject({ baby: text, 'no-baby': text })]);
export type Said = z.infer<typeof said>;

const range = z.union([
  z.number().positive(),
  z.tuple([z.number().nonnegative(), z.number().positive()]).refine(([from, to]) => from < to, {
    message: 'the first number is the smaller one',
  }),
]);
export type Range = z.infer<typeof range>;

const doseShape = {
  move: z.string().regex(/^[A-Z]{2,3}$/),
  sets: range.optional(),
  reps: range.optional(),
  seconds: range.optional(),
  metres: range.optional(),
  minutes: range.optional(),
  breaths: range.optional(),
  squeezes: range.optional(),
  'hold-seconds': range.optional(),
  quick: range.optional(),
  'of-each': z.boolean().optional(),
  'each-side': z.boolean().optional(),
  kg: range.optional(),
  'each-hand': z.boolean().optional(),
  often: text.optional(),
  note: text.optional(),
  optional: z.boolean().optional(),
};
const MEASURES = ['reps', 'seconds', 'metres', 'minutes', 'breaths', 'squeezes'] as const;
const oneMeasure = (dose: Partial<Record<(typeof MEASURES)[number], unknown>>) =>
  MEASURES.filter((measure) => dose[measure] !== undefined).length === 1;
const ONE_MEASURE = { message: `a dose has exactly one of ${MEASURES.join(', ')}` };

const plainDose = z.strictObject(doseShape).refine(oneMeasure, ONE_MEASURE);
const dose = z.strictObject({ ...doseShape, or: plainDose.optional() }).refine(oneMeasure, ONE_MEASURE);
export type Dose = z.infer<typeof dose>;
const moves = z.array(dose).min(4).max(6);

const sessionShape = {
  title: text.max(40),
  minutes: z.number().int().min(2).max(30),
  'easier-week': z.boolean(),
  tip: z.string().regex(/^M\d{1,2}$/),
  easier: said,
  harder: said,
};
const stage = z.enum(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8']);
export const session = z.union([
  z.strictObject({ id: z.string().regex(/^(\d{1,2}|R[1-6])$/), stage, ...sessionShape, moves }),
  z.strictObject({
    id: z.string().regex(/^E([1-9]|1[0-2])$/),
    stage,
    ...sessionShape,
    levels: z.strictObject({ 1: moves, 2: moves, 3: moves }),
  }),
]);
export type SessionSource = z.infer<typeof session>;

export const exercises = z.record(
  z.string().regex(/^[A-Z]{2,3}$/),
  z.strictObject({
    name: text,
    purpose: said,
    equipment: text,
    from: z.number().int().min(0).max(52),
    impact: z.boolean().optional(),
    'back-or-bum': z.boolean().optional(),
    cue: said,
    steps: z.array(said).min(3).max(4),
    easier: said,
    harder: said,
    caution: z.union([said, z.literal('')]),
  }),
);
export type ExercisesSource = z.infer<typeof exercises>;

const lines = z.array(text);
export const everyday = z.strictObject({
  ladder: lines.length(53),
  loop: lines.length(12),
  neutral: z.array(z.strictObject({ from: z.number().int().min(0).max(52), say: text })).min(12),
});

const effort = z.tuple([z.number().min(0).max(10), z.number().min(0).max(10)]);
const stageText = z.strictObject({
  name: text,
  aim: text,
  effort,
  'effort-words': text,
  'how-often': text,
  'pelvic-floor': text,
  knack: z.boolean(),
});
const levelText = z.strictObject({ effort, 'effort-words': text, 'pelvic-floor-of': stage });
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

export const safety = z.strictObject({
  short: z.strictObject({ call: said, ring: said, dark: said, kind: said, link: text }),
  table: z.strictObject({
    title: text,
    lead: text,
    rows: z.array(z.strictObject({ sign: said, route: z.enum(ROUTES) })).min(14),
  }),
  gate: z.strictObject({ title: text, text: said, fallback: text }),
  'stage-lines': z.strictObject({ '12': said, '16': said, '24': said, '36': said, R1: said, R6: said }),
  'ready-check': said,
  'self-check': z.strictObject({
    title: text,
    lead: text,
    items: z.array(said).length(5),
    'ask-first-title': text,
    'ask-first': said,
  }),
  lights: z.strictObject({ title: text, green: said, amber: said, red: said, book: said }),
  breathe: said,
  'baby-safe': said,
  'five-minutes': text,
  skip: text,
  away: z.strictObject({ lead: text, link: text }),
  impact: z.strictObject({
    title: text,
    text,
    steps: z.strictObject({ FM: z.string(), HD: text, MB: text, JS: text }),
  }),
  caesarean: z.strictObject({ text: said, 'more-by-country': z.partialRecord(z.enum(COUNTRIES), text) }),
  'first-days': said,
  general: text,
  review: z.strictObject({ reviewed: text, 'not-reviewed': text }),
  loss: z.strictObject({ title: text, sorry: text, body: text, link: text }),
  pregnant: text,
});

const helpline = z.strictObject({
  checked: z.union([z.null(), z.strictObject({ by: text, on: z.iso.date() })]),
  emergency: z.strictObject({ shown: text, dial: z.string().regex(/^\d+$/) }),
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
export type HelplineSource = z.infer<typeof helpline>;
export const helplines = z.strictObject({
  GB: helpline,
  IE: helpline,
  US: helpline,
  CA: helpline,
  AU: helpline,
  NZ: helpline,
  other: helpline,
});

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
  subjects: z.strictObject({ ladder: text, 'on-ramp': text, loop: text }),
  confirmation: z.strictObject({ ...shortLetter, spam: text }),
  'data-link': z.strictObject(shortLetter),
  'leave-link': z.strictObject(shortLetter),
  'change-link': z.strictObject(shortLetter),
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
