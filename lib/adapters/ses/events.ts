import * as z from 'zod/mini';
import { parseLocalDate } from '../../domain/calendar.ts';
import { LEVELS } from '../../domain/course.ts';
import type { SesEvent } from '../../domain/sending/ledger.ts';
import type { MailEvent } from '../../ports/mailer.ts';

/** An event of a kind that says nothing to the course, or about a mail that carries none of our tags. */
export interface IgnoredEvent {
  ignored: string;
}

/** SES sends this text once, when the stack points the configuration set at the topic. */
const VALIDATION = /^Successfully validated SNS topic/;

const moment = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text: string) => Date.parse(text)),
);
const part = z.object({ timestamp: moment });
const tag = z.array(z.string()).check(z.minLength(1));

const mailSchema = z.object({
  timestamp: moment,
  messageId: z.string().check(z.minLength(1)),
  tags: z._default(z.record(z.string(), tag), {}),
});

/** "Contents of event data that Amazon SES publishes to Amazon SNS", as far as the course reads it. */
const eventSchema = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: mailSchema }),
  z.object({ eventType: z.literal('Reject'), mail: mailSchema }),
  z.object({ eventType: z.literal('Delivery'), mail: mailSchema, delivery: part }),
  z.object({ eventType: z.literal('DeliveryDelay'), mail: mailSchema, deliveryDelay: part }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: mailSchema,
    complaint: z.extend(part, { complaintFeedbackType: z.catch(z.optional(z.string()), undefined) }),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: mailSchema,
    bounce: z.extend(part, { bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']) }),
  }),
]);
type PublishedEvent = z.infer<typeof eventSchema>;

const READ: ReadonlySet<string> = new Set(
  eventSchema.def.options.flatMap((one) => one.shape.eventType.def.values),
);

const anyEvent = z.object({ eventType: z.string() });
const snsEnvelope = z.object({ Type: z.literal('Notification'), Message: z.string() });

const tagsSchema = z.object({
  subscriber: z.string().check(z.minLength(1)),
  kind: z.enum(['lesson', 'note', 'confirmation', 'link', 'test']),
  attempt: z.optional(z.string().check(z.minLength(1))),
});
const noteTags = z.object({ note: z.string().check(z.regex(/^[\w-]+$/)) });
const lessonTags = z.object({
  lesson: z.string().check(z.regex(/^[0-9a-z]+-\d+$/)),
  due: z.string().check(z.refine((day) => parseLocalDate(day) !== null, { error: 'not a calendar day' })),
  session: z.optional(z.string().check(z.regex(/^[\w-]+$/))),
  level: z.optional(z.string()),
});

/**
 * Reads one event of SES, in SNS's envelope or without it. Throws on what is neither an event nor SES's own test
 * text; the error names fields and never repeats what stood in them, since events hold the mail's headers.
 */
export function parseSesEvent(body: string): MailEvent | IgnoredEvent {
  if (VALIDATION.test(body)) return { ignored: 'Validation' };
  const json = jsonOf(body);
  const envelope = snsEnvelope.safeParse(json);
  if (!envelope.success) return readEvent(json);
  const { Message: message } = envelope.data;
  return VALIDATION.test(message) ? { ignored: 'Validation' } : readEvent(jsonOf(message));
}

function readEvent(json: unknown): MailEvent | IgnoredEvent {
  const { eventType } = anyEvent.parse(json);
  if (!READ.has(eventType)) return { ignored: eventType };
  return mailEvent(eventSchema.parse(json));
}

function mailEvent(published: PublishedEvent): MailEvent | IgnoredEvent {
  const { messageId } = published.mail;
  const first = Object.fromEntries(
    Object.entries(published.mail.tags).map(([name, [value]]) => [name, value]),
  );
  const tags = tagsSchema.safeParse(first);
  if (!tags.success) return { ignored: 'untagged' };
  const { kind, subscriber, attempt = messageId } = tags.data;
  if (isNoComplaint(published)) return { ignored: 'not-spam' };
  return {
    kind,
    subscriber,
    lesson: kind === 'lesson' ? lessonOf(first) : null,
    ...(kind === 'note' ? noteTags.parse(first) : {}),
    event: { ...fateOf(published), attempt, messageId },
  };
}

/**
 * "Not spam": she took our mail out of the junk folder. Any other type of feedback report, an unknown one and a missing
 * one are complaints (RFC 5965, section 7.3, and SES's list of `complaintFeedbackType`).
 */
function isNoComplaint(published: PublishedEvent): boolean {
  return published.eventType === 'Complaint' && published.complaint.complaintFeedbackType === 'not-spam';
}

function lessonOf(tags: unknown): MailEvent['lesson'] {
  const { lesson, due, session, level } = lessonTags.parse(tags);
  const [run = '', number = ''] = lesson.split('-');
  const named = LEVELS.find((one) => String(one) === level) ?? null;
  const sent = session === undefined ? undefined : { session, level: named };
  return { run, number: Number(number), dueOn: due, ...(sent === undefined ? {} : { sent }) };
}

/** Only a `Permanent` bounce says that the address is gone for good; the other two types may pass. */
function fateOf(published: PublishedEvent): Pick<SesEvent, 'kind' | 'at'> {
  switch (published.eventType) {
    case 'Send':
      return { kind: 'send', at: published.mail.timestamp };
    case 'Reject':
      return { kind: 'reject', at: published.mail.timestamp };
    case 'Delivery':
      return { kind: 'delivery', at: published.delivery.timestamp };
    case 'DeliveryDelay':
      return { kind: 'delay', at: published.deliveryDelay.timestamp };
    case 'Complaint':
      return { kind: 'complaint', at: published.complaint.timestamp };
    case 'Bounce': {
      const { bounceType, timestamp } = published.bounce;
      return { kind: bounceType === 'Permanent' ? 'bounce' : 'soft-bounce', at: timestamp };
    }
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error('the event is not JSON');
  }
}
