import * as z from 'zod/mini';
import { KEYS } from '../wiring/keys.ts';
import { TABLES } from '../wiring/stores.ts';
import { TELEMETRY } from '../wiring/telemetry.ts';
import { text } from '../wiring/variables.ts';

export const canaryEnvironment = z.object({
  ...TELEMETRY,
  ...TABLES,
  ...KEYS,
  SITE_URL: z.url(),
  /** Where SNS lays a copy of the events of the canary's own mails. */
  CANARY_QUEUE_URL: text,
});

export type CanaryEnvironment = z.infer<typeof canaryEnvironment>;
