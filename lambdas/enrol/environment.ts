import * as z from 'zod/mini';
import { CONTENT } from '../wiring/content.ts';
import { KEYS } from '../wiring/keys.ts';
import { SENDING } from '../wiring/mailer.ts';
import { TABLES } from '../wiring/stores.ts';
import { TELEMETRY } from '../wiring/telemetry.ts';
import { text } from '../wiring/variables.ts';

export const enrolEnvironment = z.object({
  ...TELEMETRY,
  ...TABLES,
  ...KEYS,
  ...CONTENT,
  ...SENDING,
  ENROL_QUEUE_URL: text,
});

export type EnrolEnvironment = z.infer<typeof enrolEnvironment>;
