import * as z from 'zod/mini';
import { CONTENT } from '../wiring/content.ts';
import { KEYS } from '../wiring/keys.ts';
import { REVIEW } from '../wiring/review.ts';
import { TABLES } from '../wiring/stores.ts';
import { LOGGING } from '../wiring/telemetry.ts';
import { mailAddress, perHour, text } from '../wiring/variables.ts';

export const webEnvironment = z.object({
  ...LOGGING,
  ...TABLES,
  ...KEYS,
  ...CONTENT,
  ...REVIEW,
  REPLY_TO: mailAddress,
  ENROL_QUEUE_URL: text,
  LESSON_QUEUE_URL: text,
  SIGN_UPS_PER_HOUR_PER_NETWORK: z._default(perHour, 60),
  SIGN_UPS_PER_HOUR: z._default(perHour, 10_000),
});

export type WebEnvironment = z.infer<typeof webEnvironment>;
