import * as z from 'zod/mini';
import { TABLES } from '../wiring/stores.ts';
import { TELEMETRY } from '../wiring/telemetry.ts';
import { perSecond, text } from '../wiring/variables.ts';

export const reconcileEnvironment = z.object({
  ...TELEMETRY,
  ...TABLES,
  LESSON_QUEUE_URL: text,
  EVENT_QUEUE_URL: text,
  EVENT_DEAD_LETTERS_URL: text,
  SEND_RATE_PER_SECOND: perSecond,
});

export type ReconcileEnvironment = z.infer<typeof reconcileEnvironment>;
