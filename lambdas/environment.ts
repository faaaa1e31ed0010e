import * as z from 'zod/mini';

/**
 * What each function reads from its environment: one schema, read by the function when it starts and by the
 * stack when it is built, so that a variable the stack forgets does not compile.
 */

const text = z.string().check(z.minLength(1));

/** Where lines of the log and of metrics come from, and whether they are written at all: in AWS always. */
const TOLD = {
  SERVICE_NAME: z._default(text, 'strong-weeks'),
  LOG_LINES: z._default(z.enum(['all', 'warnings', 'errors', 'none']), 'all'),
};

const COMMON = {
  ...TOLD,
  /** `alarms`: only what an alarm watches becomes a metric; the rest stays in the line, to be searched. */
  METRIC_LINES: z._default(z.enum(['on', 'alarms', 'off']), 'on'),
  SUBSCRIBERS_TABLE: z.string().check(z.minLength(3)),
  SUPPRESSIONS_TABLE: z.string().check(z.minLength(3)),
};

/** Secrets Manager ids in AWS; locally the keys themselves, from DATA_DIR. */
const KEYS = {
  TOKEN_KEYS_SECRET: z.optional(text),
  TOKEN_KEYS: z.optional(text),
  ADDRESS_KEY_SECRET: z.optional(text),
  ADDRESS_KEY: z.optional(text),
};

const SITE = { SITE_URL: z.url() };

/** Where the course's editions lie, as the build wrote them: beside the function's own code. */
const CONTENT = { COURSE_DIR: text };

/** How mails are sent, by enrol and deliver. */
const SENDING = {
  /** `Name <address>`: the true sender (Q38). */
  FROM: z.string().check(z.minLength(3)),
  REPLY_TO: z.string().check(z.minLength(3)),
  POSTAL_ADDRESS: text,
  LIST_ID: z.string().check(z.minLength(3)),
  /** 5 to 15 characters (Q25). */
  FEEDBACK_SENDER_ID: z.string().check(z.regex(/^[A-Za-z0-9]{5,15}$/)),
  CONFIGURATION_SET: z.optional(text),
  SEND_RATE_PER_SECOND: z.coerce.number().check(z.positive()),
};

/** Who has reviewed the course, or the operator's word that nobody has (docs/rules/sending.md#held-lessons). */
const REVIEW = {
  REVIEWED_BY: z.optional(text),
  REVIEWED_JOB: z.optional(text),
  REVIEWED_ON: z.optional(z.iso.date()),
  REVIEWED_HASH: z.optional(text),
  SEND_UNREVIEWED: z.optional(z.literal('I accept that no clinician has reviewed this')),
  /** Comma-separated addresses that get lessons before a review: the operator's own. */
  OPERATOR_ADDRESSES: z._default(z.string(), ''),
};

export const webEnvironment = z.object({
  ...COMMON,
  ...KEYS,
  ...SITE,
  ...CONTENT,
  ...REVIEW,
  POSTAL_ADDRESS: SENDING.POSTAL_ADDRESS,
  REPLY_TO: SENDING.REPLY_TO,
  ENROL_QUEUE_URL: text,
  LESSON_QUEUE_URL: text,
  SIGN_UPS_PER_HOUR_PER_NETWORK: z._default(z.coerce.number().check(z.int(), z.positive()), 60),
  SIGN_UPS_PER_HOUR: z._default(z.coerce.number().check(z.int(), z.positive()), 10_000),
});

export const enrolEnvironment = z.object({
  ...COMMON,
  ...KEYS,
  ...SITE,
  ...CONTENT,
  ...SENDING,
  ENROL_QUEUE_URL: text,
});

export const dispatchEnvironment = z.object({
  ...COMMON,
  LESSON_QUEUE_URL: text,
  /** How long a write may take to show in the due index, in ms: it is eventually consistent in AWS. */
  INDEX_LAG_MS: z._default(z.coerce.number().check(z.int(), z.nonnegative()), 5_000),
  SEND_RATE_PER_SECOND: SENDING.SEND_RATE_PER_SECOND,
});

export const deliverEnvironment = z.object({
  ...COMMON,
  ...KEYS,
  ...SITE,
  ...CONTENT,
  ...SENDING,
  ...REVIEW,
});

export const recordEnvironment = z.object({ ...COMMON });

export const reconcileEnvironment = z.object({
  ...COMMON,
  LESSON_QUEUE_URL: text,
  EVENT_QUEUE_URL: text,
  SEND_RATE_PER_SECOND: SENDING.SEND_RATE_PER_SECOND,
});

/** What the operator's command line works with: of this machine, or of a stack's outputs. */
export const operatorEnvironment = z.object({
  ...COMMON,
  ...KEYS,
  ...SITE,
  ...CONTENT,
  ...SENDING,
  ...REVIEW,
  ENROL_QUEUE_URL: text,
  LESSON_QUEUE_URL: text,
});

export type OperatorEnvironment = z.infer<typeof operatorEnvironment>;
/** Turns the ring of token keys; Secrets Manager names the secret when it calls. */
export const rotateEnvironment = z.object(TOLD);

export type WebEnvironment = z.infer<typeof webEnvironment>;
export type EnrolEnvironment = z.infer<typeof enrolEnvironment>;
export type DispatchEnvironment = z.infer<typeof dispatchEnvironment>;
export type DeliverEnvironment = z.infer<typeof deliverEnvironment>;
export type RecordEnvironment = z.infer<typeof recordEnvironment>;
export type ReconcileEnvironment = z.infer<typeof reconcileEnvironment>;
export type RotateEnvironment = z.infer<typeof rotateEnvironment>;
