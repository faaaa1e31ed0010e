import * as z from 'zod';
import { LEVELS } from '../domain/course.ts';
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
const ids = z.array(z.union([z.number().int(), text]).transform(String));
const share = z.number().min(0).max(1);

/** `rules/programme.yaml`: the parameters of what `check` asks of the sessions. */
export const programmeRules = z.strictObject({
  'full-sessions-from': z.strictObject({ ladder: z.number().int(), 'on-ramp': text }),
  'every-full-session': z.array(text).min(1),
  'first-moves': z.array(z.enum(PATTERNS)),
  carry: z.strictObject({ from: z.number().int(), every: z.number().int() }),
  weights: z.strictObject({
    from: z.number().int(),
    always: z.number().int(),
    except: z.record(code, z.number().int()),
    'one-hand-free': z.array(code),
    'no-child-in': z.array(text),
  }),
  stages: z.strictObject({
    S1: stageRule,
    S2: stageRule,
    S3: stageRule,
    S4: stageRule,
    S5: stageRule,
    S6: stageRule,
    S7: stageRule,
    S8: stageRule,
  }),
  levels: z.strictObject({ 1: effort, 2: effort, 3: effort }),
  'on-ramp': z.record(z.string(), effort),
  doorstep: z.strictObject({ from: text, to: z.array(text) }),
  'easier-week': z.strictObject({
    effort,
    minutes: z.number(),
    sets: z.number(),
    'of-each': share,
    'of-all': z.tuple([share, share]),
  }),
  worth: z.record(code, z.array(z.number())),
  'peak-grows-over': z.number().int(),
  'easier-lighter': share,
  rungs: z.tuple([z.number().int(), z.number().int()]),
  moves: z.tuple([z.number().int(), z.number().int()]),
  walk: z.strictObject({
    'build-to': z.number(),
    by: z.number().int(),
    step: z.number(),
    week: z.number(),
    'guidelines-named': text,
  }),
  impact: z.strictObject({
    from: z.number().int(),
    needs: z.record(code, z.record(code, z.number().int())),
    levels: z.array(z.literal(LEVELS)),
    'after-birth': z.record(code, z.number().int()),
  }),
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
  'outs-her': z.array(text),
  numbers: ids,
  running: ids,
  tips: z.strictObject({
    mood: text,
    'mood-at': ids,
    matrescence: z.strictObject({ tip: text, between: z.tuple([z.number(), z.number()]) }),
    'loop-wordings': z.number().int(),
    apart: z.number().int(),
  }),
  announce: z.record(z.string(), text),
  letter: z.strictObject({
    first: z.number(),
    full: z.number(),
    easier: z.number(),
    opens: z.number(),
    also: z.strictObject({
      gate: z.number(),
      line: z.number(),
      mood: z.number(),
      numbers: z.number(),
      running: z.number(),
      last: z.number(),
    }),
    'before-first-move': z.number(),
    from: z.number().int(),
  }),
});
export type ProgrammeRules = z.infer<typeof programmeRules>;
