import * as z from 'zod';

/** The shapes of the training programme's files: sessions, exercises, kit, and what holds them together. */

export const text = z.string().min(1);

/** A line, or two where a reader without baby mentions must read another. */
export const voicedText = z.union([text, z.strictObject({ baby: text, 'no-baby': text })]);
export type VoicedText = z.infer<typeof voicedText>;

const rising = { message: 'the first number is the smaller one' };
const range = z.union([
  z.number().positive(),
  z.tuple([z.number().nonnegative(), z.number().positive()]).refine(([from, to]) => from < to, rising),
]);
export type Range = z.infer<typeof range>;
const kilos = z
  .tuple([z.number().positive(), z.number().positive()])
  .refine(([from, to]) => from < to, rising);
/** Kilos in each hand, in one hand, or in all. */
const per = z.enum(['hand', 'one hand', 'total']);
export type Per = z.infer<typeof per>;

export const code = z.string().regex(/^[A-Z]{2,3}$/, 'an exercise is called by 2 or 3 capitals, like SQ');
const doseShape = {
  move: code,
  rung: z.number().int().min(0).max(5),
  sets: z.number().int().positive().optional(),
  reps: z.number().int().positive().optional(),
  seconds: z.number().int().positive().optional(),
  metres: z.number().int().positive().optional(),
  minutes: range.optional(),
  breaths: z.number().int().positive().optional(),
  squeezes: range.optional(),
  'hold-seconds': range.optional(),
  quick: z.number().int().positive().optional(),
  'of-each': z.boolean().optional(),
  'each-side': z.boolean().optional(),
  kg: kilos.optional(),
  per: per.optional(),
  /** The row of kit.yaml that it is compared with, where that is not the nearest. */
  like: z.number().positive().optional(),
  often: text.optional(),
  note: text.optional(),
  /** A shorter cue, for this session alone. */
  cue: text.optional(),
  /** Kilos of the easier one, where the rung below is no lighter. */
  easier: kilos.optional(),
  /** `false`: no Harder of this move this week. */
  harder: z.literal(false).optional(),
};
const MEASURES = ['reps', 'seconds', 'metres', 'minutes', 'breaths', 'squeezes'] as const;
const oneMeasure = (dose: Partial<Record<(typeof MEASURES)[number], unknown>>) =>
  MEASURES.filter((measure) => dose[measure] !== undefined).length === 1;
const ONE_MEASURE = { message: `a dose has exactly one of ${MEASURES.join(', ')}` };
const loadWhole = ({ kg, per: hands }: { kg?: unknown; per?: unknown }) =>
  (kg === undefined) === (hands === undefined);
const LOAD_WHOLE = { message: '`kg` says how heavy and `per` in what (hand, one hand, total): write both' };

const plainDose = z.strictObject(doseShape).refine(oneMeasure, ONE_MEASURE).refine(loadWhole, LOAD_WHOLE);
const dose = z
  .strictObject({ ...doseShape, or: plainDose.optional() })
  .refine(oneMeasure, ONE_MEASURE)
  .refine(loadWhole, LOAD_WHOLE);
export type Dose = z.infer<typeof dose>;

const impactDose = z
  .strictObject({
    move: code,
    rung: z.number().int().min(0).max(5),
    sets: z.number().int().positive(),
    reps: z.number().int().positive().optional(),
    seconds: z.number().int().positive().optional(),
    week: z.number().int().positive(),
    of: z.number().int().positive(),
    /** What to do until then, where this session says it in its own words. */
    otherwise: text.optional(),
  })
  .refine(oneMeasure, ONE_MEASURE);
export type ImpactDose = z.infer<typeof impactDose>;

/** A tip's identity: `M16`. */
export const tipId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,7}$/, 'a tip is called by up to 8 letters and digits, like M16');
const walk = z.strictObject({
  minutes: z.number().int().positive(),
  times: z.number().int().positive(),
  brisk: z.number().int().positive().optional(),
  /** A sentence after the line. */
  also: text.optional(),
  /** A line of its own in place of the usual one. */
  say: text.optional(),
});
const contentShape = {
  subject: text,
  why: voicedText,
  'why-years-ago': text.optional(),
  minutes: z.number().int().min(2).max(30),
  needs: z.array(text),
  moves: z.array(dose).min(1),
  impact: impactDose.optional(),
  walk,
  'one-bag': z.literal(true).optional(),
  'ready-next': text.optional(),
  numbers: z.strictObject({ 'compare-with': z.union([text, z.null()]) }).optional(),
  'ready-to-run': z.literal(true).optional(),
  'next-level': text.optional(),
};
const atOneLevel = z.strictObject({ title: text.optional(), tip: tipId.optional(), ...contentShape });
export const session = z.union([
  z.strictObject({
    title: text,
    ...contentShape,
    tip: tipId,
    /** Lines that stand for the long ones in a mail that must be short. */
    short: z.strictObject({ caesarean: voicedText, easier: text, feel: text }).optional(),
  }),
  z.strictObject({
    title: text,
    tip: tipId,
    // As many as course.yaml says: `checkPlan` asks for them.
    levels: z.strictObject({ 1: atOneLevel, 2: atOneLevel.optional(), 3: atOneLevel.optional() }),
    /** The why of each later round, at any level. */
    laps: z.array(voicedText).min(1).optional(),
  }),
]);
export type SessionSource = z.infer<typeof session>;

const most = z.strictObject({
  sets: z.number().positive().optional(),
  reps: z.number().positive().optional(),
  seconds: z.number().positive().optional(),
  metres: z.number().positive().optional(),
  minutes: z.number().positive().optional(),
  breaths: z.number().positive().optional(),
  squeezes: z.number().positive().optional(),
  kg: z.number().positive().optional(),
});
const rung = z
  .strictObject({
    say: text,
    from: z.number().int().min(0),
    kg: kilos.optional(),
    per: per.optional(),
    offer: text.optional(),
    picture: text.optional(),
  })
  .refine(loadWhole, LOAD_WHOLE);
export type Rung = z.infer<typeof rung>;

export const PATTERNS = [
  'squat',
  'hinge',
  'push',
  'pull',
  'carry',
  'trunk',
  'impact',
  'floor',
  'balance',
  'calf',
  'hip',
  'back',
  'mobility',
  'breath',
  'pelvic floor',
  'walk',
] as const;
export type Pattern = (typeof PATTERNS)[number];

const exercise = z.strictObject({
  name: text,
  purpose: voicedText,
  equipment: text,
  from: z.number().int().min(0),
  pattern: z.enum(PATTERNS),
  'back-or-bum': z.boolean().optional(),
  loadable: z.boolean().optional(),
  most: most.optional(),
  cue: voicedText,
  steps: z.array(voicedText).min(3).max(4),
  caution: z.union([voicedText, z.literal('')]),
  'caution-with-weight': text.optional(),
  'caution-with-weight-alone': text.optional(),
  rungs: z.array(rung).min(1),
});
export type ExerciseSource = z.infer<typeof exercise>;
export const exercises = z.record(code, exercise);
export type ExercisesSource = z.infer<typeof exercises>;

export const kit = z.strictObject({
  things: z.record(z.string(), text),
  weights: z
    .array(
      z.strictObject({
        kg: z.number().positive(),
        make: text,
        like: voicedText,
        'in-hand': voicedText.optional(),
      }),
    )
    .min(1),
  'own-weights': text,
  'bag-safety': text,
  'one-bag': text,
  year: text,
  bag: text,
  'make-it': text,
  bags: text,
  'make-one': text,
});
export type KitSource = z.infer<typeof kit>;

const block = z.strictObject({
  from: z.union([z.number().int(), text]),
  to: z.union([z.number().int(), text]),
  because: text,
});
const lines = z.array(text).min(1);
const runStep = z.strictObject({
  'walk-first': z.number().positive(),
  run: z.number().positive(),
  walk: z.number().nonnegative(),
  times: z.number().int().positive(),
});
export const programme = z.strictObject({
  blocks: z.record(z.string().regex(/^[A-Z]+$/, 'a block is called by capitals, like A'), block).default({}),
  pairs: z.array(text).length(3),
  'rule-of-progress': text,
  easier: z.strictObject({
    'first-stage': text,
    'one-set': text,
    'two-sets': text,
    'more-sets': text,
    'easier-week': text,
    lighter: text,
    fewer: text,
    shorter: text,
  }),
  harder: z.strictObject({ none: text, pick: text, slower: text }),
  walk: z.strictObject({ easy: text, brisk: text, 'easier-week': text }),
  numbers: z
    .strictObject({
      title: text,
      when: text,
      names: text,
      link: text,
      tests: z.strictObject({ stands: text, 'one-leg': text, 'side-plank': text, carry: text }),
      stop: text,
      keep: text,
      compare: text,
    })
    .optional(),
  running: z
    .strictObject({
      title: text,
      lead: text,
      link: text,
      gate: lines,
      check: lines,
      rule: text,
      surer: text,
      steps: z.array(runStep).min(1),
      how: text,
      buggy: voicedText,
      after: text,
    })
    .optional(),
  /** What the last session of the ladder says beside its own. */
  graduation: z
    .strictObject({
      title: text,
      lead: text,
      now: lines,
      far: voicedText,
      'next-title': text,
      next: lines,
      close: voicedText,
    })
    .optional(),
});
export type ProgrammeSource = z.infer<typeof programme>;
