import * as z from 'zod';
import { LEVELS, STAGES } from '../domain/course.ts';
import { code, PATTERNS, text } from './programme-schemas.ts';

const caps = z.strictObject({
  sets: z.number(),
  reps: z.number(),
  seconds: z.number(),
  metres: z.number(),
  kg: z.number(),
});
const effort = z.tuple([z.number().min(0).max(10), z.number().min(0).max(10)]);
const stageRule = z.strictObject({ effort, 'fewest-reps': z.number().optional(), most: caps });
const id = z.union([z.number().int(), text]).transform(String);
const ids = z.array(id);
const share = z.number().min(0).max(1);

/** `rules/programme.yaml`: the parameters of what `check` asks of the sessions. */
export const programmeRules = z.strictObject({
  'full-sessions-from': z.strictObject({ ladder: z.number().int(), 'on-ramp': id.optional() }).optional(),
  'every-full-session': z.array(text).default([]),
  'first-moves': z.array(z.enum(PATTERNS)).default([]),
  carry: z.strictObject({ from: z.number().int(), every: z.number().int() }).optional(),
  weights: z.strictObject({
    from: z.number().int(),
    always: z.number().int(),
    except: z.record(code, z.number().int()).default({}),
    'one-hand-free': z.array(code).default([]),
    'no-child-in': z.array(text).default([]),
  }),
  stages: z.partialRecord(z.enum(STAGES), stageRule),
  levels: z.strictObject({ 1: effort.optional(), 2: effort.optional(), 3: effort.optional() }).default({}),
  'on-ramp': z.record(z.string(), effort).default({}),
  doorstep: z.strictObject({ from: id, to: ids }).optional(),
  'easier-week': z.strictObject({
    effort,
    minutes: z.number(),
    sets: z.number(),
    'of-each': share,
    'of-all': z.tuple([share, share]),
  }),
  worth: z.record(code, z.array(z.number())).default({}),
  'peak-grows-over': z.number().int(),
  'easier-lighter': share,
  rungs: z.tuple([z.number().int(), z.number().int()]),
  moves: z.tuple([z.number().int(), z.number().int()]),
  walk: z.strictObject({
    'build-to': z.number(),
    by: z.number().int(),
    step: z.number(),
    week: z.number(),
    'guidelines-named': text.optional(),
  }),
  impact: z
    .strictObject({
      from: z.number().int(),
      needs: z.record(code, z.record(code, z.number().int())).default({}),
      levels: z.array(z.literal(LEVELS)).default([]),
      'after-birth': z.record(code, z.number().int()).default({}),
    })
    .optional(),
  words: z.strictObject({
    subject: z.number(),
    title: z.number(),
    'why-sentences': z.number(),
    'why-words': z.number(),
    'why-sentence': z.number(),
    'warm-up': z.number(),
    'why-average': z.number(),
    'why-grade': z.number(),
  }),
  'outs-her': z.array(text).default([]),
  numbers: ids.default([]),
  running: ids.default([]),
  tips: z.strictObject({
    mood: text.optional(),
    'mood-at': ids.default([]),
    matrescence: z.strictObject({ tip: text, between: z.tuple([z.number(), z.number()]) }).optional(),
    'loop-wordings': z.number().int(),
    apart: z.number().int(),
  }),
  announce: z.record(z.string(), z.union([text.transform((one) => [one]), z.array(text).min(1)])).default({}),
  letter: z.strictObject({
    first: z.number(),
    full: z.number(),
    easier: z.number(),
    'before-first-move': z.number(),
    from: z.number().int(),
  }),
});
export type ProgrammeRules = z.infer<typeof programmeRules>;
