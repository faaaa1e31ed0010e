import * as z from 'zod/mini';
import { TABLES } from '../wiring/stores.ts';
import { TELEMETRY } from '../wiring/telemetry.ts';
import { text } from '../wiring/variables.ts';

export const recordEnvironment = z.object({ ...TELEMETRY, ...TABLES, ENROL_QUEUE_URL: text });

export type RecordEnvironment = z.infer<typeof recordEnvironment>;
