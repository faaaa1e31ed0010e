import * as z from 'zod/mini';
import { type Instant, parseLocalDate } from '../../domain/calendar.ts';
import { LEVELS } from '../../domain/course.ts';
import type { EventKind, SesEvent } from '../../domain/sending/ledger.ts';
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
/** What is missing or odd here stops no event: one that throws holds up every attempt whose outcome is unknown. */
const odd = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined);
const part = odd(z.object({ timestamp: odd(moment) }));

const mailSchema = z.object({
  timestamp: odd(moment),
  messageId: z.string().check(z.minLength(1)),
  tags: odd(z.record(z.string(), z.unknown())),
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
    complaint: odd(z.object({ timestamp: odd(moment), complaintFeedbackType: odd(z.string()) })),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: mailSchema,
    bounce: odd(z.object({ timestamp: odd(moment), bounceType: odd(z.string()) })),
  }),
]);
type PublishedEvent = z.infer<typeof eventSchema>;

const READ: ReadonlySet<string> = new Set(
  eventSchema.def.options.flatMap((one) => one.shape.eventType.def.values),
);

const anyEvent = z.object({ eventType: z.string() });
const snsEnvelope = z.object({ Type: z.literal('Notification'), Message: z.string() });
/** Not of a mail: of the subscription, and of the older notifications, which carry no tags. */
const notAboutMail = z.union([
  z.object({ Type: z.enum(['SubscriptionConfirmation', 'UnsubscribeConfirmation']) }),
  z.object({ notificationType: z.string() }),
]);

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
  if (notAboutMail.safeParse(json).success) return { ignored: 'not-about-mail' };
  const { eventType } = anyEvent.parse(json);
  if (!READ.has(eventType)) return { ignored: eventType };
  return mailEvent(eventSchema.parse(json));
}

function mailEvent(published: PublishedEvent): MailEvent | IgnoredEvent {
  const { messageId } = published.mail;
  const first = Object.fromEntries(
    Object.entries(published.mail.tags ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? value[0] : value,
    ]),
  );
  const tags = tagsSchema.safeParse(first);
  if (!tags.success) return { ignored: 'untagged' };
  const { kind, subscriber, attempt = messageId } = tags.data;
  const fate = fateOf(published);
  if (isNoComplaint(published)) return { ignored: 'not-spam' };
  return {
    kind,
    subscriber,
    ...aboutOf(kind, first, fate.kind),
    event: { ...fate, attempt, messageId },
  };
}

/** Which lesson or note it was. A complaint and a bounce are obeyed also where the tags do not say. */
function aboutOf(
  kind: MailEvent['kind'],
  tags: unknown,
  fate: EventKind,
): Pick<MailEvent, 'lesson' | 'note'> {
  const isObeyed = fate === 'complaint' || fate === 'bounce';
  if (kind === 'lesson')
    return { lesson: isObeyed && !lessonTags.safeParse(tags).success ? null : lessonOf(tags) };
  if (kind !== 'note' || (isObeyed && !noteTags.safeParse(tags).success)) return { lesson: null };
  return { lesson: null, ...noteTags.parse(tags) };
}

/**
 * "Not spam": she took our mail out of the junk folder. Any other type of feedback report, an unknown one and a missing
 * one are complaints (RFC 5965, section 7.3, and SES's list of `complaintFeedbackType`).
 */
function isNoComplaint(published: PublishedEvent): boolean {
  return (
    published.eventType === 'Complaint' &&
    published.complaint?.complaintFeedbackType?.toLowerCase() === 'not-spam'
  );
}

function lessonOf(tags: unknown): MailEvent['lesson'] {
  const { lesson, due, session, level } = lessonTags.parse(tags);
  const [run = '', number = ''] = lesson.split('-');
  const named = LEVELS.find((one) => String(one) === level) ?? null;
  const sent = session === undefined ? undefined : { session, level: named };
  return { run, number: Number(number), dueOn: due, ...(sent === undefined ? {} : { sent }) };
}

const FATES = {
  Send: 'send',
  Reject: 'reject',
  Delivery: 'delivery',
  DeliveryDelay: 'delay',
  Complaint: 'complaint',
} as const;

function fateOf(published: PublishedEvent): Pick<SesEvent, 'kind' | 'at'> {
  const at = timeOf(published) ?? published.mail.timestamp;
  if (at === undefined) throw new Error('the event says no time');
  if (published.eventType !== 'Bounce') return { kind: FATES[published.eventType], at };
  // Only a permanent bounce says that the address is gone for good; any other may pass.
  const isForGood = published.bounce?.bounceType?.toLowerCase() === 'permanent';
  return { kind: isForGood ? 'bounce' : 'soft-bounce', at };
}

function timeOf(published: PublishedEvent): Instant | undefined {
  switch (published.eventType) {
    case 'Send':
    case 'Reject':
      return undefined;
    case 'Delivery':
      return published.delivery?.timestamp;
    case 'DeliveryDelay':
      return published.deliveryDelay?.timestamp;
    case 'Complaint':
      return published.complaint?.timestamp;
    case 'Bounce':
      return published.bounce?.timestamp;
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    throw new Error('the event is not JSON');
  }
}
