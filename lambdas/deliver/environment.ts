import * as z from 'zod/mini';
import { CONTENT } from '../wiring/content.ts';
import { KEYS } from '../wiring/keys.ts';
import { SENDING } from '../wiring/mailer.ts';
import { REPLIES } from '../wiring/replies.ts';
import { REVIEW } from '../wiring/review.ts';
import { TABLES } from '../wiring/stores.ts';
import { TELEMETRY } from '../wiring/telemetry.ts';

export const deliverEnvironment = z.object({
  ...TELEMETRY,
  ...TABLES,
  ...KEYS,
  ...CONTENT,
  ...SENDING,
  ...REVIEW,
  ...REPLIES,
});

export type DeliverEnvironment = z.infer<typeof deliverEnvironment>;
