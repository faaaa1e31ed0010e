import * as z from 'zod/mini';
import { TABLES } from '../wiring/stores.ts';
import { TELEMETRY } from '../wiring/telemetry.ts';

export const recordEnvironment = z.object({ ...TELEMETRY, ...TABLES });

export type RecordEnvironment = z.infer<typeof recordEnvironment>;
