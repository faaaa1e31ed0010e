import * as z from 'zod';

/** A picture's file, as the coach writes it. Angles in degrees, places in picture units: see docs/pictures.md. */
const angle = z.number().min(-360).max(360);
const place = z.tuple([z.number(), z.number()]).or(z.tuple([z.number(), z.number(), z.number()]));

const bentLeg = z.strictObject({
  hip: angle,
  knee: angle,
  ankle: angle.default(0),
  /** Thigh away from the other, and turned outwards. */
  out: angle.default(0),
  turn: angle.default(0),
  /** The whole leg rolled outwards about the trunk's line: the knee falls out, the foot stays. */
  roll: angle.default(0),
});
const plantedLeg = z.strictObject({
  /** Where the ankle stands when the foot is flat; height of what it stands on; depth. */
  at: z.number(),
  height: z.number().default(0),
  depth: z.number().optional(),
  /** Heel lifted about the toes; below 0 toes lifted about the heel. */
  heel: angle.default(0),
  /** Toes turned outwards, and knee with them. */
  toes: angle.default(0),
  /** Which way the knee points, where not the way the toes do. */
  knee: place.optional(),
});
const reachingLeg = z.strictObject({
  /** The ankle's place in the picture; the knee points this way; the foot is pointed by so much. */
  to: place,
  knee: place,
  ankle: angle.default(30),
});
const hand = z
  .enum(['straight', 'floor', 'wall', 'down', 'up', 'forward', 'back', 'left'])
  .default('straight');
const bentArm = z.strictObject({
  raise: angle,
  elbow: angle.default(0),
  out: angle.default(0),
  turn: angle.default(0),
  hand,
});
const reachingArm = z.strictObject({
  /** The wrist's place in the picture, or told from her hips or her shoulder line (forward, up, right). */
  to: place,
  from: z.enum(['picture', 'hips', 'shoulders']).default('picture'),
  /** Which way the elbow points: forward, up and outwards of her chest. */
  elbow: z.tuple([z.number(), z.number(), z.number()]).default([-1, -0.4, 0.5]),
  hand,
});

const root = z.union([
  z.strictObject({
    stand: z.enum(['right', 'left']),
    shin: angle,
    knee: angle,
    at: z.number().default(0),
    height: z.number().default(0),
  }),
  z.strictObject({ kneel: z.enum(['right', 'left']), thigh: angle.default(0), at: z.number().default(0) }),
  z.strictObject({ lie: z.enum(['back', 'side']), at: z.number().default(0), height: z.number().default(0) }),
  z.strictObject({ shoulders: place }),
  z.strictObject({ sit: place }),
  z.strictObject({ hips: place }),
]);

const leg = z.union([bentLeg, plantedLeg, reachingLeg]);
const arm = z.union([bentArm, reachingArm]);
const poseSchema = z.strictObject({
  /** What carries her; the rest follows from it. */
  on: root,
  /** The trunk's bow from upright: 90 is face down, -90 flat on the back. */
  trunk: angle.default(0),
  tilt: angle.default(0),
  turn: angle.default(0),
  /** The upper back against the lower: rounded, turned, bent to the side. */
  curl: angle.default(0),
  twist: angle.default(0),
  bend: angle.default(0),
  /** The head: nod (chin to chest), turned right, tipped. */
  nod: angle.default(0),
  look: angle.default(0),
  /** Soft tummy, 0 to 10. */
  belly: z.number().min(0).max(12).default(4),
  /** Shoulders carried forward, and up. */
  shrug: z.tuple([z.number(), z.number()]).default([0, 0]),
  right: leg,
  left: leg,
  rightArm: arm,
  leftArm: arm,
});

const propPlace = {
  x: z.number().default(0),
  in: z.enum(['both', 'start', 'middle', 'finish']).default('both'),
};
const side = z.enum(['left', 'right']).default('left');
const propSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chair'), ...propPlace, back: side, seat: z.number().default(44) }),
  z.strictObject({ kind: z.literal('wall'), ...propPlace, side }),
  z.strictObject({ kind: z.literal('worktop'), ...propPlace, height: z.number().default(104) }),
  z.strictObject({ kind: z.literal('sofa'), ...propPlace, back: side, seat: z.number().default(46) }),
  z.strictObject({
    kind: z.literal('step'),
    ...propPlace,
    width: z.number().default(52),
    height: z.number().default(18),
  }),
  z.strictObject({ kind: z.literal('mat'), ...propPlace, to: z.number() }),
  z.strictObject({
    kind: z.literal('pillow'),
    ...propPlace,
    y: z.number().default(0),
    width: z.number().default(34),
    height: z.number().default(14),
    angle: angle.default(0),
    front: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('door'), ...propPlace, anchor: z.number(), side }),
  z.strictObject({ kind: z.literal('rail'), ...propPlace, height: z.number().default(100), to: z.number() }),
  /** What she holds: it follows the hands. */
  z.strictObject({
    kind: z.enum(['weights', 'right-weight', 'right-bag', 'bags', 'hug', 'low-weight', 'hip-weight']),
    in: propPlace.in,
    /** The bar from side to side, where not along her front. */
    across: z.boolean().default(false),
  }),
  /** A band from a place in the picture to her hands, or from hand to hand. */
  z.strictObject({
    kind: z.literal('band'),
    in: propPlace.in,
    from: place.optional(),
  }),
]);

const markSchema = z.strictObject({
  in: z.enum(['start', 'middle', 'finish']),
  from: z.tuple([z.number(), z.number()]),
  to: z.tuple([z.number(), z.number()]),
  /** How far the arrow bows to its left. */
  bow: z.number().default(0),
  both: z.boolean().default(false),
  /** No arrow's head: a line, as of a puff of breath. */
  plain: z.boolean().default(false),
  /** Drawn on her, so in the card's colour. */
  light: z.boolean().default(false),
});

const CONTACTS = [
  'right-foot',
  'left-foot',
  'right-toes',
  'left-toes',
  'right-heel',
  'left-heel',
  'right-knee',
  'left-knee',
  'right-hand',
  'left-hand',
  'right-forearm',
  'left-forearm',
  'back',
  'shoulders',
  'seat',
  'side',
  'head',
  'weight',
] as const;
const touchSchema = z.partialRecord(
  z.enum(CONTACTS),
  z.enum(['floor', 'mat', 'wall', 'worktop', 'chair', 'sofa', 'step', 'pillow', 'door', 'rail']),
);

export const figureSchema = z.strictObject({
  look: z.int().min(1).max(5),
  top: z.enum(['loose', 'fitted']),
  feet: z.enum(['shoes', 'bare']).default('shoes'),
});

export const pictureSchema = z.strictObject({
  /** What a reader who cannot see it gets: what changes from the first frame to the last, never the cue beside it. */
  alt: z.string().min(20).max(220),
  /** Which rungs of the exercise's ladder (0 is the easiest) call for this version of it. */
  version: z.strictObject({ rungs: z.array(z.int().min(0)).default([]) }).prefault({}),
  figure: figureSchema,
  /** The camera, in degrees above level. */
  above: z.number().min(0).max(40).default(0),
  /** How she goes from start to finish on the web page; `cut`: two pictures, nothing between. */
  motion: z.enum(['slide', 'step', 'walk', 'cut']).default('slide'),
  props: z.array(propSchema).default([]),
  marks: z.array(markSchema).default([]),
  touch: z.strictObject({
    both: touchSchema.default({}),
    start: touchSchema.default({}),
    middle: touchSchema.default({}),
    finish: touchSchema.default({}),
  }),
  start: poseSchema,
  /** A step between, where two do not tell it. */
  middle: poseSchema.optional(),
  finish: poseSchema,
});

export type PictureFile = z.output<typeof pictureSchema>;
export type Pose = z.output<typeof poseSchema>;
export type Leg = z.output<typeof leg>;
export type Arm = z.output<typeof arm>;
export type Prop = z.output<typeof propSchema>;
export type Mark = z.output<typeof markSchema>;
export type Side = 'right' | 'left';
