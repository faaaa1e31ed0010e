import * as z from 'zod/mini';
import { TABLES } from '../wiring/stores.ts';
import { TELEMETRY } from '../wiring/telemetry.ts';
import { milliseconds, perSecond, text } from '../wiring/variables.ts';

export const dispatchEnvironment = z.object({
  ...TELEMETRY,
  ...TABLES,
  LESSON_QUEUE_URL: text,
  /** How long a write may take to show in the due index: it is eventually consistent in AWS. */
  INDEX_LAG_MS: z._default(milliseconds, 5_000),
  SEND_RATE_PER_SECOND: perSecond,
});

export type DispatchEnvironment = z.infer<typeof dispatchEnvironment>;
