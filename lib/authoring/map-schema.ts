import * as z from 'zod';
import { LEVELS, STAGES } from '../domain/course.ts';

/** The shape of `course.yaml`. Whether its sessions exist and fit together is for {@link readMap} and `checkMap`. */

const id = z.union([z.string(), z.number().int()]).transform(String);
const ids = z.union([id.transform((one) => [one]), z.array(id)]);
const week = z.number().int().min(0).max(1000);
const level = z.literal(LEVELS);
const steps = z.number().int().min(1).max(12);
const running = z.number().int().min(2).max(12);

const gate = z.union([
  z.strictObject({ sessions: ids, asks: z.literal('check'), 'not-yet': id }),
  z.strictObject({ sessions: ids, asks: z.literal('line'), back: steps }),
]);

export const mapSchema = z.strictObject({
  home: z.string().optional(),
  elsewhere: z.string().optional(),
  'weeks-without-date': week.optional(),
  voices: z
    .strictObject({
      asked: z.literal('babyMentions'),
      are: z.tuple([z.literal('baby'), z.literal('no-baby')]),
    })
    .optional(),
  anchor: z
    .union([
      z.strictObject({ joined: z.literal(true) }),
      z.strictObject({
        called: z.string().min(1).default('her date'),
        earliest: z.iso.date({ error: 'write a day such as 1920-01-01' }).default('1900-01-01'),
      }),
    ])
    .default({ called: 'her date', earliest: '1900-01-01' }),
  send: z
    .strictObject({
      hour: z.number().int().min(0).max(23).default(9),
      day: z.enum(['anchor', 'joined']).default('anchor'),
    })
    .default({ hour: 9, day: 'anchor' }),
  tracks: z.strictObject({
    ladder: z.strictObject({ sessions: ids, 'counted-from': z.literal([0, 1]).default(1) }),
    'on-ramp': z
      .strictObject({ sessions: ids, opens: week, 'without-date': z.boolean().default(false) })
      .optional(),
    loop: z
      .strictObject({
        sessions: ids,
        opens: week,
        'or-after': id.optional(),
        'without-date': z.boolean().default(false),
        levels: level,
        blocks: ids.optional(),
        'from-ladder': z.strictObject({ easy: level, right: level, else: level }),
        below: id,
      })
      .optional(),
  }),
  paces: z.record(z.string(), z.record(z.string(), week)),
  paths: z.array(z.strictObject({ from: week, first: id, goes: ids })).min(1),
  stages: z.partialRecord(z.enum(STAGES), ids),
  easier: ids.default([]),
  gates: z.array(gate).default([]),
  answers: z.strictObject({
    'too-easy': z.strictObject({ running }),
    'too-much': z.strictObject({ once: steps, running, again: steps }),
  }),
  pauses: z.array(z.number().int()).default([2, 4, 8]),
  exits: z.array(z.string()).default([]),
  gap: z.number().int().min(2).max(12),
  returns: z
    .array(
      z.strictObject({
        away: z.number().int().min(1),
        'before-week': week.optional(),
        had: ids.optional(),
        to: id,
      }),
    )
    .min(1),
  'full-signs': z
    .strictObject({
      'before-week': week,
      'first-lessons': z.number().int().min(0).max(100).default(0),
      sessions: ids.default([]),
    })
    .default({ 'before-week': 1000, 'first-lessons': 0, sessions: [] }),
  lines: z
    .strictObject({
      mood: ids.default([]),
      'ready-check': ids.default([]),
      'after-caesarean': ids.default([]),
    })
    .default({ mood: [], 'ready-check': [], 'after-caesarean': [] }),
  milestones: z.record(z.string(), z.string()).default({}),
  sample: id,
  gone: z.record(z.string(), id).default({}),
});
export type MapSource = z.infer<typeof mapSchema>;
