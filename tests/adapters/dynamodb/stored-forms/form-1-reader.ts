import * as z from 'zod/mini';

/**
 * What the first release reads, kept as it was: a release that goes back to it must find nothing that it cannot read.
 * A stored form is never changed here; a release that brings form 2 adds its reader beside this one.
 */
const version = z.literal(1);
const orNull = <Schema extends z.ZodMiniType>(schema: Schema) => z._default(z.nullable(schema), null);
const moment = z.number();
const day = z.string().check(z.length(10));
const flag = z._default(z.boolean(), false);
const count = z._default(z.int(), 0);
const session = z.string().check(z.regex(/^(?:[1-4]?\d|5[0-2]|R[1-6]|E(?:[1-9]|1[0-2]))$/));
const level = z.literal([1, 2, 3]);
const country = z.enum(['GB', 'IE', 'US', 'CA', 'AU', 'NZ', 'other']);
const pace = z.enum(['standard', 'gentle']);

const everyState = {
  v: version,
  pk: z.string(),
  dueSk: z.string(),
  addr: z.string(),
  name: orNull(z.string()),
  born: orNull(day),
  pace,
  land: country,
  zone: z.string(),
  day: orNull(z.literal([1, 2, 3, 4, 5, 6, 7])),
  hour: z.int().check(z.minimum(0), z.maximum(23)),
  baby: flag,
  joined: moment,
  anchor: day,
  num: count,
  first: orNull(day),
  recent: z.optional(z.string()),
  top: orNull(z.int()),
  level,
  hold: flag,
  tap: orNull(z.string()),
  taps: z.optional(z.string()),
  changed: flag,
  counted: orNull(day),
  rest: orNull(day),
  run: z.string(),
  signUp: z.string(),
  rev: z.int(),
  soft: count,
};
const receiving = {
  ...everyState,
  dueOn: day,
  claim: z.optional(z.string()),
  claimAt: z.optional(moment),
  sendBy: z.optional(moment),
  unk: count,
  lastUnk: orNull(z.string()),
  broken: count,
};

export const profileOfForm1 = z.discriminatedUnion('state', [
  z.object({ ...receiving, state: z.literal('active') }),
  z.object({ ...receiving, state: z.literal('paused'), until: day }),
  z.object({ ...everyState, state: z.literal('stopped') }),
]);

export const lineOfForm1 = z.object({
  v: version,
  n: z.int(),
  pk: z.string(),
  sk: z.string(),
  dueAt: moment,
  state: z.enum(['sent', 'skipped', 'failed', 'unknown']),
  number: orNull(z.int()),
  session: orNull(session),
  level: orNull(level),
  reason: z.string(),
  attempt: orNull(z.string()),
  messageId: orNull(z.string()),
  at: moment,
  fate: z.enum(['none', 'send', 'delay', 'delivery', 'reject', 'bounce', 'complaint']),
  fateAt: orNull(moment),
  others: z.optional(z.string()),
});
