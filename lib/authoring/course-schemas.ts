import * as z from 'zod';
import { isTimeZone, timeZones } from '../domain/calendar.ts';
import { STAGES } from '../domain/course.ts';
import { code, text, tipId, voicedText } from './programme-schemas.ts';

/** The shapes of the coach's files. */

const lines = z.array(text);
export const everyday = z.strictObject({
  /** So many of the first lines a clinician signs. */
  'signed-lines': z.number().int().min(0).default(0),
  ladder: lines.default([]),
  loop: lines.default([]),
  neutral: z
    .array(
      z.strictObject({
        from: z.number().int().min(0),
        until: z.number().int().min(0).optional(),
        say: text,
      }),
    )
    .min(1),
});

const stage = z.enum(STAGES);
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
export type StageSource = z.infer<typeof stageText>;
const levelText = z.strictObject({
  effort,
  'effort-words': text,
  'warm-up': text,
  stop: text,
  'pelvic-floor-of': stage,
});
const onRampText = z.strictObject({ effort, 'effort-words': text });
export const stages = z.strictObject({
  // Those that course.yaml names: `checkPlan` asks for them.
  S1: stageText.optional(),
  S2: stageText.optional(),
  S3: stageText.optional(),
  S4: stageText.optional(),
  S5: stageText.optional(),
  S6: stageText.optional(),
  S7: stageText.optional(),
  S8: stageText.optional(),
  levels: z
    .strictObject({ 1: levelText.optional(), 2: levelText.optional(), 3: levelText.optional() })
    .default({}),
  'easier-week': z.strictObject({ effort, 'effort-words': text, rest: text, stop: text }),
  'on-ramp': z.record(z.string(), onRampText).default({}),
  knack: text,
  'pelvic-floor-move': code.optional(),
  'pelvic-floor-caution': text,
});
export type StagesSource = z.infer<typeof stages>;

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
  strip: z.strictObject({ call: voicedText, link: text }),
  short: z.strictObject({ call: voicedText, ring: voicedText, dark: voicedText, kind: voicedText }),
  table: z.strictObject({
    title: text,
    lead: text,
    rows: z.array(z.strictObject({ sign: voicedText, route: z.enum(ROUTES) })).min(14),
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
  'stage-lines': z.record(z.string(), voicedText).default({}),
  'symptom-lines': z.record(z.string(), voicedText).default({}),
  'ready-check': voicedText,
  mood: z.strictObject({ title: text, text: voicedText }),
  'self-check': z.strictObject({
    title: text,
    lead: text,
    link: text,
    private: text,
    items: z.array(voicedText).length(5),
    'ask-first-title': text,
    'ask-first': voicedText,
  }),
  lights: z.strictObject({
    title: text,
    green: voicedText,
    amber: voicedText,
    'amber-first': voicedText,
    red: voicedText,
    book: voicedText,
  }),
  breathe: voicedText,
  'baby-safe': voicedText,
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
      .default([]),
  }),
  caesarean: z.strictObject({ text: voicedText }),
  general: text,
  review: z.strictObject({ reviewed: text, 'not-reviewed': text }),
  loss: z.strictObject({ title: text, sorry: text, body: text, link: text }),
});

const TIME_ZONES = timeZones();
const digits = z.string().regex(/^\d+$/, 'a number to dial is digits alone');
const checked = z.union([z.null(), z.strictObject({ by: text, on: z.iso.date() })]);
const number = z.union([
  z.strictObject({ shown: text, tel: digits, checked }),
  z.strictObject({ shown: text, sms: digits, checked }),
]);
/** `Europe/Dublin`, or `Australia/*` for all that begin with it. */
const zones = z
  .string()
  .refine(
    (name) =>
      isTimeZone(name) ||
      (name.endsWith('/*') && TIME_ZONES.some((zone) => zone.startsWith(name.slice(0, -1)))),
    'no time zone is called that; zones are called like Europe/London, and Australia/* is all of a kind',
  );
const locale = z.string().refine((tag) => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}, 'no language is called that; write it like en-GB');

export const country = z.strictObject({
  name: text,
  place: z.number().int().optional(),
  also: z.array(text).default([]),
  language: locale,
  locale: locale.optional(),
  zone: z.string().refine(isTimeZone, 'no time zone is called that; it is called like Europe/London'),
  zones: z.array(zones).default([]),
  dates: z.enum(['day-first', 'month-first']).optional(),
  units: z.enum(['metric', 'customary']),
  'complain-to': text,
  numbers: z.record(z.string().regex(/^[a-z-]+$/, 'a number is called by small letters'), number),
  call: text,
  'call-short': text.optional(),
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
  'after-caesarean': text.optional(),
  words: z.record(text, text).default({}),
  never: z.array(text).default([]),
});
export type CountrySource = z.infer<typeof country>;

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

const banned = z.strictObject({
  say: text,
  why: text,
  unless: z.union([text.transform((one) => [one]), z.array(text)]).default([]),
});

/** Phrases that a text must have, in the words of home. */
const mustSay = z.strictObject({
  strip: z.array(text),
  call: z.array(text),
  ring: z.array(text),
  dark: z.array(text),
  table: z.array(z.strictObject({ say: z.array(text).min(1), route: text })),
});

export const rules = z.strictObject({
  reading: z.strictObject({
    grade: z.number().positive().optional(),
    'word-letters': z.number().positive().optional(),
    'sentence-words': z.number().positive(),
    'longest-sentence': z.number().positive(),
    'tip-words': z.tuple([z.number(), z.number()]),
    lists: z.array(text),
  }),
  'must-say': mustSay,
  banned: z.array(banned).min(1),
  /** A word that says a number, and which: compared with a translation that lists its own. */
  'number-words': z
    .record(z.string().regex(/^[^\d\s\p{Lu}]+$/u, 'is no word in small letters'), z.number())
    .optional(),
  'baby-words': z.array(text).min(1),
  'not-baby-words': z.array(text),
});

export const tipFrontMatter = z.strictObject({
  id: tipId,
  /** A clinician signs its words. */
  signed: z.literal(true).optional(),
  theme: text,
});

/** What a reader agrees to; a version that was ever shown stays in its file as it was. */
export const consents = z
  .array(z.strictObject({ version: z.string().min(1), text: z.string().min(1) }))
  .min(1);
