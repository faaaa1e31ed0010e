import * as z from 'zod/mini';
import {
  eachField,
  FIELD_NAMES,
  fieldFromStored,
  STORED_FIELDS,
} from '../../domain/joining/stored-fields.ts';
import { type About, RUN } from '../../domain/subscriber.ts';
import type { EnrolMessage, LessonMessage } from '../../ports/queues.ts';

/** What stands in the queues: JSON, one schema for each queue. Version 1; a new shape gets a new number. */
const VERSION = 1;

const version = z.literal(VERSION);
const id = z.string().check(z.regex(/^[\w-]{16,64}$/));
const run = z.string().check(z.regex(RUN));
const changeId = z.string().check(z.regex(/^[\w-]{8,64}$/));
const instant = z.int().check(z.nonnegative());

const lessonSchema = z.object({ v: version, id, dueAt: instant });

const signUpDetails = z.object({
  signUpId: z.string().check(z.regex(/^[\w-]{8,64}$/)),
  address: z.string().check(z.minLength(3), z.maxLength(320)),
  at: instant,
  expiresAt: instant,
  consent: z.object({
    version: z.string(),
    hash: z.string(),
    askedAt: instant,
    page: z.string(),
    ip: z.string(),
    userAgent: z.string(),
    locale: z.string(),
    text: z.optional(z.string()),
  }),
});

/** What she told, beside what the message says of it. What a message of an older release lacks has its meaning there. */
const about = z.pipe(
  z.looseObject({}),
  z.transform((plain: Readonly<Record<string, unknown>>, { issues }): About => {
    const faulty = FIELD_NAMES.filter(
      (name) => !STORED_FIELDS[name].accepts(plain[name] ?? STORED_FIELDS[name].whenAbsent),
    );
    for (const name of faulty)
      issues.push({ code: 'custom', message: 'none of the field', path: [name], input: plain });
    return faulty.length > 0 ? z.NEVER : eachField<About>((name) => fieldFromStored(name, plain[name]));
  }),
);
const signUpSchema = z.intersection(signUpDetails, about);

const enrolSchema = z.discriminatedUnion('kind', [
  z.object({ v: version, kind: z.literal('sign-up'), signUp: signUpSchema }),
  z.object({ v: version, kind: z.literal('link'), link: z.object({ id, run, at: instant }) }),
  z.object({ v: version, kind: z.literal('year-link'), link: z.object({ id, run, at: instant }) }),
  z.object({ v: version, kind: z.literal('leave-link'), leaveLink: z.object({ id, at: instant }) }),
  z.object({ v: version, kind: z.literal('change-link'), changeLink: z.object({ id, run, changeId }) }),
  z.object({ v: version, kind: z.literal('forget'), forget: z.object({ id, run: z.nullable(run) }) }),
]);

/** @throws on a message that {@link parseLessonMessage} would refuse: it is never sent. */
export function encodeLessonMessage({ id, dueAt }: LessonMessage): string {
  const message = { v: VERSION, id, dueAt } satisfies z.input<typeof lessonSchema>;
  return JSON.stringify(lessonSchema.parse(message));
}

/** Throws on a body that is no lesson message: it parks in the dead-letter queue. */
export function parseLessonMessage(body: string): LessonMessage {
  const { v: _, ...message } = lessonSchema.parse(jsonOf(body));
  return message;
}

/** @throws on a message that {@link parseEnrolMessage} would refuse: it is never sent. */
export function encodeEnrolMessage(message: EnrolMessage): string {
  return JSON.stringify(enrolSchema.parse({ v: VERSION, ...message } satisfies z.input<typeof enrolSchema>));
}

/** Throws on a body that is no enrol message; the error names fields, never what stood in them. */
export function parseEnrolMessage(body: string): EnrolMessage {
  const { v: _, ...message } = enrolSchema.parse(jsonOf(body));
  return message;
}

/** JSON.parse repeats what it read in its error, and a message may hold an address. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('the message is not JSON');
  }
}
